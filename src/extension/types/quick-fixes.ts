// Quick fixes for what TypeScript says of a script that is right for Node: no types, or a tsconfig.json that refuses modules.

import * as vscode from 'vscode';
import { importsLanescope } from '../imports-lanescope.ts';
import { isModuleRefused, isUnknownLanescope } from './diagnostic.ts';

/** Registered at start; what a fix does is loaded when it is chosen. */
export function registerQuickFixes(): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    ['typescript', 'javascript'],
    { provideCodeActions: (document, _range, { diagnostics }) => quickFixes(document, diagnostics) },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}

function quickFixes(document: vscode.TextDocument, diagnostics: readonly vscode.Diagnostic[]): vscode.CodeAction[] {
  const unknown = diagnostics.filter(isUnknownLanescope);
  const refused = diagnostics.filter(isModuleRefused);
  const fixes: vscode.CodeAction[] = [];
  if (unknown.length > 0) {
    const title = vscode.l10n.t('Set up Lanescope types in this folder');
    fixes.push(fix(title, unknown, { command: 'lanescope.setUpTypes', title, arguments: [document.uri] }));
  }
  if (refused.length > 0 && importsLanescope(document.getText())) {
    const title = vscode.l10n.t('Copy options for tsconfig.json that allow this');
    fixes.push(fix(title, refused, { command: 'lanescope.copyTsconfigOptions', title }));
  }
  return fixes;
}

function fix(title: string, diagnostics: vscode.Diagnostic[], command: vscode.Command): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = command;
  action.diagnostics = diagnostics;
  action.isPreferred = true;
  return action;
}
