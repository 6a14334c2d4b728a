// Set Up Types in This Folder, from the quick fix to a file without a problem, and what becomes of the stub afterwards.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { test, until } from './harness.ts';
import { closeEverything, inWorkspace, runActiveFile, show } from './workspace.ts';

const stub = inWorkspace('node_modules/lanescope').fsPath;
const manifest = inWorkspace('node_modules/lanescope/package.json').fsPath;
const versionThere = () => JSON.parse(readFileSync(manifest, 'utf8')).version;

/** Codes of the problems that TypeScript sees in greet.ts. */
const codes = () =>
  vscode.languages
    .getDiagnostics(inWorkspace('greet.ts'))
    .flatMap(({ source, code }) => (source === 'ts' ? [code] : []));

async function quickFix(title: string): Promise<vscode.Command> {
  const { document } = await show('greet.ts');
  const [unknown] = vscode.languages.getDiagnostics(document.uri).filter(({ code }) => code === 2307);
  assert.ok(unknown);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    unknown.range,
  );
  const command = actions.find((action) => action.title === title)?.command;
  assert.ok(command, actions.map((action) => action.title).join());
  return command;
}

test('the quick fix of an unknown lanescope writes what the user leaves ticked, and the problem goes away', async () => {
  await closeEverything();
  await show('greet.ts');
  await until('TypeScript does not know lanescope', () => codes().includes(2307));
  assert.equal(existsSync(stub), false);
  const { command, arguments: args = [] } = await quickFix('Set up Lanescope types in this folder');
  const done = vscode.commands.executeCommand(command, ...args);
  await until('the question is answered', async () => {
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    return existsSync(manifest);
  });
  await done;
  await until('the problem is gone', () => codes().length === 0);
  assert.equal(existsSync(inWorkspace('tsconfig.json').fsPath), false, 'what is not ticked is not written');
});

test('a stub of an older extension is renewed when a script runs', async () => {
  const { version, ...others } = JSON.parse(readFileSync(manifest, 'utf8'));
  writeFileSync(manifest, JSON.stringify({ ...others, version: '0.0.1', lanescope: { stub: '0.0.1' } }));
  await show('quick.ts');
  assert.equal(await runActiveFile(), 0);
  await until('it is the new one', () => versionThere() === version);
});

test('a stub that a package manager has pruned is made anew, one that was deleted is not', async () => {
  const record = inWorkspace('node_modules/.package-lock.json').fsPath;
  rmSync(stub, { recursive: true });
  writeFileSync(record, '{}');
  await runActiveFile();
  await until('it is there again', () => existsSync(manifest));
  rmSync(inWorkspace('node_modules').fsPath, { recursive: true });
  await runActiveFile();
  await runActiveFile(); // the first has forgotten it by now
  assert.equal(existsSync(stub), false);
});
