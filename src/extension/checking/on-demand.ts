// Loads the checks, checks.js, once a script that imports `lanescope` is on show; from then on they look after themselves.

import * as vscode from 'vscode';
import { isLanescopeScript } from '../lanescope-script.ts';

/** While somebody types, or changes from editor to editor. */
const pauseMs = 300;

export function checkOnDemand(context: vscode.ExtensionContext): vscode.Disposable {
  let pause: NodeJS.Timeout | undefined;
  const look = () => {
    if (!vscode.window.visibleTextEditors.some(({ document }) => isLanescopeScript(document))) return;
    watching.dispose();
    const { openChecks } = require('./checks.js') as typeof import('./entry.ts');
    context.subscriptions.push(openChecks());
  };
  const lookSoon = () => {
    clearTimeout(pause);
    pause = setTimeout(look, pauseMs);
  };
  const watching = vscode.Disposable.from(
    vscode.window.onDidChangeVisibleTextEditors(lookSoon),
    vscode.workspace.onDidChangeTextDocument(lookSoon),
    { dispose: () => clearTimeout(pause) },
  );
  // later, for a window that opens has more urgent things to do
  lookSoon();
  return watching;
}
