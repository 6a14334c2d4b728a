// The document that the user looks at. In a window that has just opened VS Code shows an editor, and lets commands run, before it
// has told the extension host of it: then `activeTextEditor` is undefined though the user sees a file.

import * as vscode from 'vscode';

/** VS Code has told of everything by then, on slow machines too. */
const youngSeconds = 30;
const patienceMs = 5_000;

/** The document of the active editor; in a young window, waits until VS Code has told of one. */
export async function activeDocument(): Promise<vscode.TextDocument | undefined> {
  return shown() ?? (process.uptime() < youngSeconds ? nextShown() : undefined);
}

function shown(): vscode.TextDocument | undefined {
  return vscode.window.activeTextEditor?.document;
}

function nextShown(): Promise<vscode.TextDocument | undefined> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      subscription.dispose();
      resolve(shown());
    };
    const timer = setTimeout(done, patienceMs);
    const subscription = vscode.window.onDidChangeActiveTextEditor((editor) => editor && done());
  });
}
