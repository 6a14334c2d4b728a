// Set Up Types in This Folder, from the quick fix to a file without a problem, and what becomes of the stub afterwards.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { pathsChoice, renewDeclarations } from '../../../src/extension/types/paths.ts';
import { moduleOptions } from '../../../src/extension/types/tsconfig.ts';
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

/** The command of the quick fix `title`, once TypeScript has found the problem `code` in the file. */
async function quickFix(name: string, problem: number, title: string): Promise<vscode.Command> {
  const { document } = await show(name);
  const found = await until(`TypeScript says ${problem}`, () =>
    vscode.languages.getDiagnostics(document.uri).find(({ code }) => code === problem),
  );
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    found.range,
  );
  const command = actions.find((action) => action.title === title)?.command;
  assert.ok(command, actions.map((action) => action.title).join());
  return command;
}

test('the quick fix of an unknown lanescope writes what the user leaves ticked, and the problem goes away', async () => {
  await closeEverything();
  assert.equal(existsSync(stub), false);
  const title = 'Set up Lanescope types in this folder';
  const { command, arguments: args = [] } = await quickFix('greet.ts', 2307, title);
  const done = vscode.commands.executeCommand(command, ...args);
  await until('the question is answered', async () => {
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    return existsSync(manifest);
  });
  await done;
  await until('the problem is gone', () => codes().length === 0);
  assert.equal(existsSync(inWorkspace('tsconfig.json').fsPath), false, 'what is not ticked is not written');
});

test('where a tsconfig.json refuses top-level await, a quick fix copies what its owner can paste', async () => {
  mkdirSync(inWorkspace('refused').fsPath);
  const config = inWorkspace('refused/tsconfig.json').fsPath;
  const before = '{ "compilerOptions": { "module": "nodenext" } }';
  writeFileSync(config, before);
  writeFileSync(inWorkspace('refused/main.ts').fsPath, "import { sleep } from 'lanescope';\nawait sleep(1);\n");
  const { command } = await quickFix('refused/main.ts', 1309, 'Copy options for tsconfig.json that allow this');
  void vscode.commands.executeCommand(command); // it is over once its notification is
  await until('the options are copied', async () => (await vscode.env.clipboard.readText()) === moduleOptions);
  assert.equal(readFileSync(config, 'utf8'), before);
});

test('the line for projects without node_modules leads to a copy that is renewed with the extension', async () => {
  const { extensionPath } = vscode.extensions.getExtension('lanescope.lanescope') ?? { extensionPath: '' };
  const globalStorageUri = inWorkspace('storage');
  const context = { extensionPath, globalStorageUri } as vscode.ExtensionContext;
  await renewDeclarations(context);
  assert.equal(existsSync(globalStorageUri.fsPath), false, 'nothing is copied that nobody asked for');
  await pathsChoice({ context }).run();
  const { paths } = JSON.parse(`{ ${await vscode.env.clipboard.readText()} }`);
  const [copy = ''] = paths.lanescope;
  const own = readFileSync(join(extensionPath, 'dist', 'lanescope.d.ts'), 'utf8');
  assert.equal(readFileSync(copy, 'utf8'), own);
  writeFileSync(copy, '// of an older extension');
  await renewDeclarations(context);
  assert.equal(readFileSync(copy, 'utf8'), own);
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
