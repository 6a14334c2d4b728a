// Which script a command means, and whether it can be run: trusted, saved, and importing `lanescope`.

import * as vscode from 'vscode';
import { activeDocument } from './active-document.ts';
import { importsLanescope, mayImportLanescope } from './imports-lanescope.ts';
import type { Parts } from './parts.ts';

/**
 * The script that `target` (from a menu) or the active editor shows, saved and ready to run.
 * Undefined where it cannot be run; the user has been told why.
 */
export async function scriptToRun(parts: Parts, target: unknown): Promise<vscode.Uri | undefined> {
  const document = await documentOf(target);
  if (!document || !mayImportLanescope(document.languageId)) {
    await explain(parts, vscode.l10n.t('Open a TypeScript or JavaScript file that imports lanescope, then run it.'));
    return undefined;
  }
  if (!importsLanescope(document.getText())) {
    const name = document.uri.path.split('/').pop() ?? '';
    const hint = "import { Process, Queue } from 'lanescope'";
    await explain(parts, vscode.l10n.t('{0} does not import lanescope: it needs a line such as {1}.', name, hint));
    return undefined;
  }
  if (!(await isTrusted(parts))) return undefined;
  const saved = document.isUntitled ? await vscode.workspace.save(document.uri) : await save(parts, document);
  if (!saved) return undefined; // the user closed the dialog that asks for a place, or was told why it cannot be saved
  if (saved.scheme === 'file') return saved;
  await parts.reporter.explain(vscode.l10n.t('Only files on disk can be run; {0} is not one.', saved.toString()));
  return undefined;
}

/** How long what takes part in a save (formatters, other extensions) may take until the user is told. */
const saveMs = 10_000;

/** Saves what is changed. Whether that was done now, or by auto-save in the same moment, the document itself tells. */
async function save(parts: Parts, document: vscode.TextDocument): Promise<vscode.Uri | undefined> {
  if (document.isDirty) {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise((resolve) => {
      timer = setTimeout(resolve, saveMs);
    });
    await Promise.race([document.save(), patience]);
    clearTimeout(timer);
  }
  if (!document.isDirty) return document.uri;
  const name = document.uri.path.split('/').pop() ?? '';
  await parts.reporter.explain(vscode.l10n.t('{0} could not be saved: save it, then run it.', name));
  return undefined;
}

/** False in Restricted Mode, where the user is asked for trust instead. */
export async function isTrusted(parts: Parts): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  await parts.reporter.explain(
    vscode.l10n.t('Running a script needs a trusted workspace. Traces can be viewed without.'),
    {
      title: vscode.l10n.t('Manage Workspace Trust'),
      run: () => vscode.commands.executeCommand('workbench.trust.manage'),
    },
  );
  return false;
}

async function documentOf(target: unknown): Promise<vscode.TextDocument | undefined> {
  if (target instanceof vscode.Uri) return vscode.workspace.openTextDocument(target);
  return activeDocument();
}

function explain(parts: Parts, message: string): Promise<void> {
  return parts.reporter.explain(message, {
    title: vscode.l10n.t('Open Sample…'),
    run: () => vscode.commands.executeCommand('lanescope.openSample'),
  });
}
