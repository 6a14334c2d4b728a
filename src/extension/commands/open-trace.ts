// Open Trace…: asks for a `.lanes` file and opens it in the viewer.

import * as vscode from 'vscode';
import type { Command } from '../parts.ts';

export const openTraceFile: Command = {
  id: 'lanescope.openTrace',
  async run(_parts, target) {
    const picked = target instanceof vscode.Uri ? [target] : await vscode.window.showOpenDialog(dialog());
    if (picked?.[0]) await vscode.commands.executeCommand('vscode.openWith', picked[0], 'lanescope.trace');
  },
};

function dialog(): vscode.OpenDialogOptions {
  return {
    title: vscode.l10n.t('Open Trace'),
    filters: { [vscode.l10n.t('Lanescope traces')]: ['lanes'] },
  };
}
