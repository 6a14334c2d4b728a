// Types without `node_modules`, as with Yarn's Plug'n'Play: a copy of them in a place that outlives updates, and a line that leads there.

import { copyFile, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Parts } from '../parts.ts';
import type { Choice } from '../report.ts';
import { pathsOption } from './tsconfig.ts';

/** A button that copies the line for tsconfig.json. */
export function pathsChoice({ context }: Pick<Parts, 'context'>): Choice {
  return {
    title: vscode.l10n.t('Copy the Line'),
    run: async () => {
      await mkdir(context.globalStorageUri.fsPath, { recursive: true });
      await copyDeclarations(context);
      await vscode.env.clipboard.writeText(pathsOption(placeOf(context)));
    },
  };
}

/** After an update of the extension: the copy, if somebody has asked for it, becomes the new one. */
export async function renewDeclarations(context: vscode.ExtensionContext): Promise<void> {
  if (await stat(placeOf(context)).catch(() => undefined)) await copyDeclarations(context);
}

function copyDeclarations(context: vscode.ExtensionContext): Promise<void> {
  return copyFile(join(context.extensionPath, 'dist', 'lanescope.d.ts'), placeOf(context));
}

function placeOf({ globalStorageUri }: vscode.ExtensionContext): string {
  return join(globalStorageUri.fsPath, 'lanescope.d.ts');
}
