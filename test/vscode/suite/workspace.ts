// What tests do with the workspace: open its scripts, run them, wait for the end.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { until } from './harness.ts';

/** The folder that VS Code has opened. */
export function workspaceFolder(): string {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  assert.ok(folder, 'a folder is open');
  return folder;
}

export const inWorkspace = (name: string) => vscode.Uri.file(join(workspaceFolder(), name));

/** Writes a script into the workspace and shows it. */
export function writeScript(name: string, text: string): Promise<vscode.TextEditor> {
  writeFileSync(inWorkspace(name).fsPath, text);
  return show(name);
}

export async function show(name: string): Promise<vscode.TextEditor> {
  return await vscode.window.showTextDocument(inWorkspace(name), { viewColumn: vscode.ViewColumn.One });
}

/** The first line, from 0, of `document` that holds `text`. */
export function lineOf(document: vscode.TextDocument, text: string): number {
  const line = document
    .getText()
    .split('\n')
    .findIndex((candidate) => candidate.includes(text));
  assert.notEqual(line, -1, `${document.uri.path} has no line with ${text}`);
  return line;
}

/** Executes Run File on the active editor; resolves with the exit code of the run. */
export async function runActiveFile(): Promise<number | undefined> {
  let listening: vscode.Disposable | undefined;
  const ended = new Promise<number | undefined>((resolve) => {
    listening = vscode.tasks.onDidEndTaskProcess((event) => {
      if (event.execution.task.source === 'Lanescope') resolve(event.exitCode);
    });
  });
  await vscode.commands.executeCommand('lanescope.runFile');
  const code = await ended;
  listening?.dispose();
  return code;
}

export const lanescopeDiagnostics = (name: string) =>
  vscode.languages.getDiagnostics(inWorkspace(name)).filter(({ source }) => source === 'lanescope');

/** All open tabs that are webview panels or custom editors of ours. */
export function swimlaneTabs(): vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(({ input }) => {
    const webview = input instanceof vscode.TabInputWebview || input instanceof vscode.TabInputCustom;
    return webview && input.viewType.includes('lanescope.');
  });
}

export async function closeEverything(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await until('all editors are closed', () => vscode.window.tabGroups.all.every((group) => group.tabs.length === 0));
}

/** The id of a finding, which is a link to its page. */
export const idOf = ({ code }: vscode.Diagnostic) => (typeof code === 'object' ? code.value : code);
