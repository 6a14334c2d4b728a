// What can be written for a folder of scripts, each thing with a tick of its own: nothing else is written.

import * as vscode from 'vscode';
import type { Parts } from '../parts.ts';
import { gitWouldAdd, ignoreModules } from './git-ignore.ts';
import { installedAbove } from './stub.ts';
import { hasConfig, writeTsconfig } from './tsconfig.ts';

interface Item extends vscode.QuickPickItem {
  write(): Promise<unknown>;
}

/** Offers the stub and what goes with it for `folder`, and writes what the user leaves ticked. */
export async function setUpFolder(parts: Parts, folder: string): Promise<void> {
  const above = await installedAbove(folder);
  if (above?.installed.kind === 'own') {
    const path = vscode.Uri.joinPath(vscode.Uri.file(above.folder), 'node_modules', 'lanescope').fsPath;
    await parts.reporter.explain(
      vscode.l10n.t('{0} is an installation of your own, or a link, and stays as it is.', path),
    );
    return;
  }
  // a stub further up serves this folder already: it is the one to mend
  const place = above?.folder ?? folder;
  const picked = await vscode.window.showQuickPick(await itemsFor(parts, place), {
    canPickMany: true,
    title: vscode.l10n.t('Set Up Types in {0}', place),
    placeHolder: vscode.l10n.t('What is ticked is written'),
  });
  if (!picked || picked.length === 0) return;
  for (const item of picked) {
    await item.write();
    parts.reporter.log.info(`Set up types in ${place}: ${item.label}`);
  }
}

async function itemsFor(parts: Parts, folder: string): Promise<Item[]> {
  const items: Item[] = [
    {
      label: 'node_modules/lanescope',
      description: vscode.l10n.t('the types, and the library for plain Node'),
      detail: vscode.l10n.t('A copy without dependencies, kept up to date with the extension.'),
      picked: true,
      write: () => parts.types.write(folder),
    },
  ];
  // in Restricted Mode no program is started in the folder
  if (vscode.workspace.isTrusted && (await gitWouldAdd(folder))) {
    items.push({
      label: '.gitignore',
      description: vscode.l10n.t('adds the line node_modules/'),
      picked: true,
      write: () => ignoreModules(folder),
    });
  }
  if (!(await hasConfig(folder))) {
    items.push({
      label: 'tsconfig.json',
      description: vscode.l10n.t('strict checks of everything in the folder; types work without'),
      write: () => writeTsconfig(folder),
    });
  }
  return items;
}
