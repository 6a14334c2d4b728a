// Where types are set up: for the file or folder that the user means.

import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { activeDocument } from '../active-document.ts';

export interface Place {
  /** The folder of the script, or the chosen one. */
  folder: string;
  /** The folder that gets the stub, and above which no package.json is looked for. */
  top: string;
}

/** By `target`, else the active editor, else the only folder of the workspace, else by asking. */
export async function placeFor(target: unknown): Promise<Place | undefined> {
  if (target instanceof vscode.Uri) return placeOf(target);
  const active = (await activeDocument())?.uri;
  if (active?.scheme === 'file') return placeOf(active);
  const [first, ...others] = vscode.workspace.workspaceFolders ?? [];
  if (first && others.length === 0) return { folder: first.uri.fsPath, top: first.uri.fsPath };
  const picked = await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false });
  return picked?.[0] && placeOf(picked[0]);
}

async function placeOf(uri: vscode.Uri): Promise<Place> {
  const path = uri.fsPath;
  return (await stat(path)).isDirectory() ? { folder: path, top: path } : placeOfScript(uri);
}

/** A file of the workspace means the whole workspace folder: one stub serves everything below it. */
export function placeOfScript(script: vscode.Uri): Place {
  const folder = dirname(script.fsPath);
  return { folder, top: vscode.workspace.getWorkspaceFolder(script)?.uri.fsPath ?? folder };
}
