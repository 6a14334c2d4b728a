// Offers, at the line of a finding of the last run, to show its evidence in the swimlane.

import * as vscode from 'vscode';
import type { FindingDiagnostics } from './finding-diagnostics.ts';

export function evidenceProvider(diagnostics: FindingDiagnostics): vscode.CodeActionProvider {
  return {
    provideCodeActions(_document, _range, context) {
      return context.diagnostics.flatMap((diagnostic) => {
        const finding = diagnostics.findingOf(diagnostic);
        if (!finding) return [];
        const title = vscode.l10n.t('Show the Evidence in the Swimlane');
        const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
        action.diagnostics = [diagnostic];
        action.command = {
          command: 'lanescope.showFindings',
          title,
          arguments: [finding.id, finding.places[0]?.seq ?? 0],
        };
        return [action];
      });
    },
  };
}
