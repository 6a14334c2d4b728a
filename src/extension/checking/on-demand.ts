// Loads the checks, checks.js, once a script that imports `lanescope` is on show; from then on they look after themselves.

import * as vscode from 'vscode';
import { isLanescopeScript } from '../lanescope-script.ts';

const typingPauseMs = 300;

export function checkOnDemand(context: vscode.ExtensionContext): vscode.Disposable {
  let pause: NodeJS.Timeout | undefined;
  const look = () => {
    if (!vscode.window.visibleTextEditors.some(({ document }) => isLanescopeScript(document))) return;
    watching.dispose();
    const { openChecks } = require('./checks.js') as typeof import('./entry.ts');
    context.subscriptions.push(openChecks());
  };
  const watching = vscode.Disposable.from(
    vscode.window.onDidChangeVisibleTextEditors(look),
    vscode.workspace.onDidChangeTextDocument(() => {
      clearTimeout(pause);
      pause = setTimeout(look, typingPauseMs);
    }),
    { dispose: () => clearTimeout(pause) },
  );
  look();
  return watching;
}
