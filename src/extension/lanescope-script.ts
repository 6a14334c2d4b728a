// Is an open document a script that imports `lanescope`?

import * as vscode from 'vscode';
import { importsLanescope, mayImportLanescope } from './imports-lanescope.ts';

/** Text beyond this is not searched for the import: imports stand at the top. */
const scannedCharacters = 64 * 1024;

export function isLanescopeScript(document: vscode.TextDocument): boolean {
  if (!mayImportLanescope(document.languageId)) return false;
  const end = document.positionAt(scannedCharacters);
  return importsLanescope(document.getText(new vscode.Range(new vscode.Position(0, 0), end)));
}
