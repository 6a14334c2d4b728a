// Offers what mends a finding, of a check or of a run. Each fix is shown as a preview before it changes the text.

import * as vscode from 'vscode';
import { fixesFor } from '../../analysis/static/fixes/index.ts';
import { findingId } from './finding-id.ts';
import { moduleText } from './module-text.ts';

export const fixProvider: vscode.CodeActionProvider = {
  provideCodeActions(document, _range, { diagnostics }) {
    const ours = diagnostics.filter((one) => findingId(one) !== undefined);
    const text = ours.length > 0 ? moduleText(document) : null;
    if (text === null) return [];
    return ours.flatMap((diagnostic) => {
      const { start, end } = diagnostic.range;
      const found = {
        id: findingId(diagnostic) ?? '',
        range: { start: placeOf(start), end: placeOf(end) },
        message: diagnostic.message,
      };
      return fixesFor(text, found).map(({ title, edits }) => {
        const action = new vscode.CodeAction(vscode.l10n.t(title), vscode.CodeActionKind.QuickFix);
        action.diagnostics = [diagnostic];
        action.isPreferred = true;
        action.edit = new vscode.WorkspaceEdit();
        for (const edit of edits) {
          const range = new vscode.Range(document.positionAt(edit.start), document.positionAt(edit.end));
          // one label: they are ticked together
          action.edit.replace(document.uri, range, edit.text, { label: action.title, needsConfirmation: true });
        }
        return action;
      });
    });
  },
};

function placeOf({ line, character }: vscode.Position): { line: number; column: number } {
  return { line: line + 1, column: character + 1 };
}
