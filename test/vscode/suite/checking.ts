// What is said of a script while it is typed, and its quick fix.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { test, until } from './harness.ts';
import { inWorkspace, lanescopeDiagnostics, lineOf, writeScript } from './workspace.ts';

const name = 'typed.ts';
const script = `import { type Lock, Queue } from 'lanescope';

export async function greet(q: Queue<string>, lock: Lock) {
  console.log('Well, hi', await q.get());
}
`;

const codesOf = () => lanescopeDiagnostics(name).map(({ code, range }) => [code, range.start.line]);

/** Types a line before the end of the function. */
async function type(editor: vscode.TextEditor, text: string): Promise<void> {
  const line = lineOf(editor.document, "'Well, hi'");
  await editor.edit((edit) => edit.insert(new vscode.Position(line, 0), `${text}\n`));
}

test('a missing await is said while it is typed, and its quick fix makes it vanish', async () => {
  const editor = await writeScript(name, script);
  await type(editor, '  q.get();');
  const [found] = await until('it is said', () => lanescopeDiagnostics(name).length > 0 && lanescopeDiagnostics(name));
  assert.ok(found);
  assert.deepEqual([found.code, found.range.start.line], ['missing-await', lineOf(editor.document, '  q.get();')]);
  assert.match(found.message, /`q\.get` is not awaited/);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    editor.document.uri,
    found.range,
  );
  const fix = actions.find(({ title }) => title === 'Await it');
  assert.ok(fix?.edit, actions.map(({ title }) => title).join());
  // as the preview applies it, once the user has ticked it
  const confirmed = new vscode.WorkspaceEdit();
  confirmed.set(editor.document.uri, fix.edit.get(editor.document.uri));
  assert.equal(await vscode.workspace.applyEdit(confirmed), true);
  assert.match(editor.document.getText(), /^ {2}await q\.get\(\);$/m);
  await until('it is gone', () => lanescopeDiagnostics(name).length === 0);
});

test('text that does not parse keeps what was said, until it parses again', async () => {
  const { document } = await writeScript(name, `${script}`);
  const editor = await vscode.window.showTextDocument(document);
  await type(editor, '  lock.acquire();');
  await until('it is said', () => lanescopeDiagnostics(name).length === 1);
  await type(editor, '  if (');
  await type(editor, '  lock.acquire();');
  assert.equal(lanescopeDiagnostics(name).length, 1);
  await editor.edit((edit) => edit.delete(document.lineAt(lineOf(document, '  if (')).rangeIncludingLineBreak));
  await until('both are said', () => lanescopeDiagnostics(name).length === 2);
});

test('what a run has found on the same line is shown in its place', async () => {
  const { document } = await vscode.window.showTextDocument(inWorkspace(name));
  const [before] = await until('it is said', () => codesOf().length === 2 && codesOf());
  assert.ok(before);
  const line = Number(before[1]);
  const run = vscode.languages.createDiagnosticCollection('like-a-run');
  const found = new vscode.Diagnostic(document.lineAt(line).range, 'found in a run');
  [found.source, found.code] = ['lanescope', 'missing-await'];
  run.set(document.uri, [found]);
  const onLine = () => lanescopeDiagnostics(name).filter(({ range }) => range.start.line === line);
  await until('one is left on the line', () => onLine().length === 1);
  assert.equal(onLine()[0]?.message, 'found in a run');
  assert.equal(codesOf().length, 2);
  run.dispose();
  await until('the check speaks again', () => onLine().some(({ message }) => message.includes('not awaited')));
  await vscode.commands.executeCommand('workbench.action.files.revert');
});
