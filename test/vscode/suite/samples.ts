// Open Sample…: what it copies shows no problem in VS Code's own TypeScript.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { test, until } from './harness.ts';
import { closeEverything, workspaceFolder } from './workspace.ts';

const problems = (uri: vscode.Uri) => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'ts');
const sampleFolder = join(workspaceFolder(), 'samples');

/** The names of all samples, from the extension itself. */
function sampleNames(): string[] {
  const { extensionPath } = vscode.extensions.getExtension('lanescope.lanescope') ?? { extensionPath: '' };
  const list = JSON.parse(readFileSync(join(extensionPath, 'media', 'samples', 'samples.json'), 'utf8'));
  return list.map(({ file }: { file: string }) => file);
}

test('without types VS Code does not know the module, and its quick fix is to set it up', async () => {
  await closeEverything();
  const folder = join(workspaceFolder(), 'bare');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'bare.ts'), "import { Queue } from 'lanescope';\nconsole.log(Queue);\n");
  const uri = vscode.Uri.file(join(folder, 'bare.ts'));
  await vscode.window.showTextDocument(uri);
  const found = await until('TypeScript has looked at it', () => problems(uri).length > 0 && problems(uri));
  const unknown = found.find(({ message }) => message.includes("'lanescope'"));
  assert.ok(unknown);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    unknown.range,
  );
  assert.ok(actions.some(({ command }) => command?.command === 'lanescope.setUpTypes'));
});

test('every sample opens with the types it needs and without a problem', async () => {
  mkdirSync(sampleFolder, { recursive: true });
  for (const name of sampleNames()) {
    await vscode.commands.executeCommand('lanescope.openSample', name, vscode.Uri.file(sampleFolder));
    const editor = await until(`${name} is open`, () => {
      const active = vscode.window.activeTextEditor;
      return active?.document.uri.path.endsWith(`/samples/${name}`) && active;
    });
    await assertNoProblems(editor.document);
  }
});

/** A planted mistake proves that TypeScript has looked at the file; once it is gone, no problem may be left. */
async function assertNoProblems(document: vscode.TextDocument): Promise<void> {
  const plant = new vscode.WorkspaceEdit();
  const end = document.lineAt(document.lineCount - 1).range.end;
  plant.insert(document.uri, end, '\nconst planted: number = "text";\n');
  await vscode.workspace.applyEdit(plant);
  const found = await until(
    'the planted mistake is found',
    () => problems(document.uri).length > 0 && problems(document.uri),
  );
  const others = found.filter(
    ({ message, range }) => !/planted|not assignable/.test(message) && range.start.line <= end.line,
  );
  assert.deepEqual(
    others.map(({ message, range }) => `${document.uri.path}:${range.start.line + 1} ${message}`),
    [],
  );
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('workbench.action.files.revert');
}
