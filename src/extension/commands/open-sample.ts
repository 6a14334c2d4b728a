// Open Sample…: copies a sample, with the types it needs, into a folder that the user confirms.

import * as vscode from 'vscode';
import type { Command, Parts } from '../parts.ts';
import { copySample, listSamples, readSample, type Sample } from '../samples.ts';
import { installedAbove } from '../types/stub.ts';

export const openSample: Command = {
  id: 'lanescope.openSample',
  /** @param name - File name of the sample; asked for where it is missing, as is the folder. */
  async run(parts, name, target) {
    const samples = await listSamples(parts.context.extensionPath);
    const sample = samples.find((candidate) => candidate.file === name) ?? (await pickSample(samples));
    if (!sample) return;
    const folder = target instanceof vscode.Uri ? target.fsPath : await pickFolder(sample);
    if (folder) await place(parts, sample, folder);
  },
};

async function place(parts: Parts, sample: Sample, folder: string): Promise<void> {
  const above = await installedAbove(folder);
  if (!above || (above.folder === folder && above.installed.kind === 'stub')) await parts.types.write(folder);
  for (const file of sample.with ?? []) {
    await copySample(file, await readSample(parts.context.extensionPath, { file }), folder);
  }
  const text = await readSample(parts.context.extensionPath, sample);
  const path = await copySample(sample.file, text, folder);
  await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: false });
}

async function pickSample(samples: Sample[]): Promise<Sample | undefined> {
  const items = samples.map((sample) => ({
    label: sample.title,
    description: sample.file,
    detail: sample.description,
    sample,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Open Sample'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.sample;
}

async function pickFolder(sample: Sample): Promise<string | undefined> {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const items = folders.map(({ uri, name }) => ({
    label: name,
    description: uri.fsPath,
    path: uri.fsPath as string | undefined,
  }));
  items.push({ label: vscode.l10n.t('Another folder…'), description: '', path: undefined });
  if (items.length > 1) {
    const picked = await vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Copy {0} and node_modules/lanescope into', sample.file),
    });
    if (!picked || picked.path) return picked?.path;
  }
  const chosen = await vscode.window.showOpenDialog({
    canSelectFolders: true,
    canSelectFiles: false,
    title: vscode.l10n.t('Copy {0} and node_modules/lanescope into', sample.file),
    openLabel: vscode.l10n.t('Copy Here'),
  });
  return chosen?.[0]?.fsPath;
}
