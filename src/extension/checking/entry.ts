// Entry of checks.js: what is said of scripts while they are typed, and how it is mended.

import * as vscode from 'vscode';
import { fixProvider } from './fix-provider.ts';
import { StaticDiagnostics } from './static-diagnostics.ts';

export function openChecks(): vscode.Disposable {
  return vscode.Disposable.from(
    new StaticDiagnostics(),
    vscode.languages.registerCodeActionsProvider(['typescript', 'javascript'], fixProvider, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
  );
}
