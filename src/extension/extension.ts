// What VS Code loads at start: registers names and sets one context key. Everything else is in session.js and
// checks.js, loaded on first use.

import * as vscode from 'vscode';
import { checkOnDemand } from './checking/on-demand.ts';
import { isLanescopeScript } from './lanescope-script.ts';
import type { Session } from './session.ts';
import { registerQuickFixes } from './types/quick-fixes.ts';
import { stubsKey } from './types/state.ts';

/** What `activate` returns to other extensions, and to the bench. */
export interface Exports {
  /** How long `activate` took. */
  activateMs: number;
}

const typingPauseMs = 300;
const settledMs = 1000;

/** Called by VS Code once one of the `activationEvents` of package.json has happened. */
export function activate(context: vscode.ExtensionContext): Exports {
  const started = performance.now();
  let opened: Session | undefined;
  const session = (): Session => {
    opened ??= (require('./session.js') as typeof import('./session-entry.ts')).openSession(context);
    return opened;
  };
  const manifest = context.extension.packageJSON as { contributes: { commands: { command: string }[] } };
  context.subscriptions.push(
    ...manifest.contributes.commands.map(({ command }) =>
      vscode.commands.registerCommand(command, (...args: unknown[]) => session().execute(command, args)),
    ),
    vscode.window.registerCustomEditorProvider(
      'lanescope.trace',
      {
        openCustomDocument: (uri) => session().traceEditors.openCustomDocument(uri),
        resolveCustomEditor: (document, panel) => session().traceEditors.resolveCustomEditor(document, panel),
      },
      { supportsMultipleEditorsPerDocument: true },
    ),
    vscode.window.registerWebviewPanelSerializer('lanescope.swimlane', {
      deserializeWebviewPanel: (panel, state) => session().restorePanel(panel, state),
    }),
    registerQuickFixes(),
    ...keepContextKey(),
    checkOnDemand(context),
    ...renewTypes(context, session),
  );
  return { activateMs: performance.now() - started };
}

/** Looks after types that were set up in this workspace, once the window has settled; costs nothing where there are none. */
function renewTypes(context: vscode.ExtensionContext, session: () => Session): vscode.Disposable[] {
  if (context.workspaceState.get(stubsKey) === undefined) return [];
  const timer = setTimeout(() => void session().renewTypes(), settledMs);
  return [{ dispose: () => clearTimeout(timer) }];
}

/** Keeps `lanescope.fileImportsLanescope` true exactly while the active editor shows a script that imports `lanescope`. */
function keepContextKey(): vscode.Disposable[] {
  let shown: boolean | undefined;
  let pause: NodeJS.Timeout | undefined;
  const update = () => {
    const document = vscode.window.activeTextEditor?.document;
    const imports = document !== undefined && isLanescopeScript(document);
    if (imports !== shown) void vscode.commands.executeCommand('setContext', 'lanescope.fileImportsLanescope', imports);
    shown = imports;
  };
  update();
  return [
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidChangeTextDocument((change) => {
      if (change.document !== vscode.window.activeTextEditor?.document) return;
      clearTimeout(pause);
      pause = setTimeout(update, typingPauseMs);
    }),
    { dispose: () => clearTimeout(pause) },
  ];
}
