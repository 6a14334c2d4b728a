// A folder with a package.json gets a real dependency, by the package manager that it uses, if the user wants one.

import * as vscode from 'vscode';
import type { Parts } from '../parts.ts';
import type { Choice } from '../report.ts';
import { isTrusted } from '../script-to-run.ts';
import { type InstallEnd, install } from './install-task.ts';
import { pathsChoice } from './paths.ts';
import type { Project } from './project.ts';
import { setUpFolder } from './set-up-folder.ts';
import { installedIn } from './stub.ts';

export async function setUpProject(parts: Parts, project: Project): Promise<void> {
  const byManager = {
    label: project.command.join(' '),
    description: vscode.l10n.t('in a terminal, for the package.json of {0}', project.folder),
  };
  const copy = {
    label: vscode.l10n.t('Copy the types only'),
    description: vscode.l10n.t('into node_modules, package.json stays as it is'),
  };
  const title = vscode.l10n.t('Set Up Types in {0}', project.folder);
  const picked = await vscode.window.showQuickPick([byManager, copy], { title });
  if (picked === copy) await setUpFolder(parts, project.folder);
  if (picked !== byManager || !(await isTrusted(parts))) return;
  const end = await install(project.folder, project.command);
  parts.reporter.log.info(`${project.command.join(' ')} in ${project.folder}: ${JSON.stringify(end)}`);
  if (end.kind === 'failed') await explainFailure(parts, project, end);
  if (end.kind === 'done') await explainSuccess(parts, project);
}

async function explainFailure(
  parts: Parts,
  project: Project,
  { code }: Extract<InstallEnd, { kind: 'failed' }>,
): Promise<void> {
  const command = project.command.join(' ');
  const message = isNotFound(code)
    ? vscode.l10n.t('{0} was not found. The types can be copied without it.', project.manager)
    : vscode.l10n.t('“{0}” failed; its terminal says why. The types can be copied without it.', command);
  const copy: Choice = { title: vscode.l10n.t('Copy Types'), run: () => setUpFolder(parts, project.folder) };
  await parts.reporter.failed(message, undefined, copy);
}

/** What shells say of a command that is not there; PowerShell says 1, as of every failure. */
function isNotFound(code: number | undefined): boolean {
  return code === 127 || code === 9009;
}

async function explainSuccess(parts: Parts, { folder, command }: Project): Promise<void> {
  if ((await installedIn(folder)).kind !== 'none') return; // the editor sees it, and the terminal has said it
  const message = vscode.l10n.t(
    '“{0}” has put nothing into node_modules. A line in tsconfig.json leads to the types.',
    command.join(' '),
  );
  await parts.reporter.explain(message, pathsChoice(parts));
}
