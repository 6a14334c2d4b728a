// Set Up Types in This Folder: makes `import … from 'lanescope'` known to the editor, and to plain Node.

import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Command, Parts } from '../parts.ts';
import { isTrusted } from '../script-to-run.ts';
import { installCommand, isProject, writeStub } from '../types-stub.ts';

export const setUpTypes: Command = {
  id: 'lanescope.setUpTypes',
  async run(parts, target) {
    const folder = await folderFor(target);
    if (!folder) return;
    if (await isProject(folder)) await forProject(parts, folder);
    else if (await confirm(folder)) await copyStub(parts, folder);
  },
};

async function folderFor(target: unknown): Promise<string | undefined> {
  if (target instanceof vscode.Uri) return target.fsPath;
  const active = vscode.window.activeTextEditor?.document.uri;
  if (active?.scheme === 'file') {
    return vscode.workspace.getWorkspaceFolder(active)?.uri.fsPath ?? dirname(active.fsPath);
  }
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 1) return folders[0]?.uri.fsPath;
  const picked = await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false });
  return picked?.[0]?.fsPath;
}

async function confirm(folder: string): Promise<boolean> {
  const yes = vscode.l10n.t('Write');
  const question = vscode.l10n.t('Write node_modules/lanescope into {0}?', folder);
  const detail = vscode.l10n.t('A small copy of the library and its types. No other file is touched.');
  return (await vscode.window.showInformationMessage(question, { modal: true, detail }, yes)) === yes;
}

async function copyStub(parts: Parts, folder: string): Promise<void> {
  await writeStub(folder, parts.context.extensionPath, String(parts.context.extension.packageJSON.version));
  await parts.reporter.explain(vscode.l10n.t('lanescope is set up in {0}.', folder));
}

/** A folder with a package.json gets a real dependency, if the user wants one. */
async function forProject(parts: Parts, folder: string): Promise<void> {
  const command = await installCommand(folder);
  const install = { label: command.join(' '), description: vscode.l10n.t('adds it to package.json') };
  const copy = {
    label: vscode.l10n.t('Copy into node_modules only'),
    description: vscode.l10n.t('until the next install'),
  };
  const picked = await vscode.window.showQuickPick([install, copy], {
    title: vscode.l10n.t('Set up lanescope in {0}', folder),
  });
  if (picked === copy) await copyStub(parts, folder);
  if (picked !== install || !(await isTrusted(parts))) return;
  const [program = 'npm', ...args] = command;
  const execution = new vscode.ShellExecution(program, args, { cwd: folder });
  const scope = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(folder)) ?? vscode.TaskScope.Global;
  await vscode.tasks.executeTask(
    new vscode.Task({ type: 'lanescope' }, scope, vscode.l10n.t('install lanescope'), 'Lanescope', execution),
  );
}
