// Findings of a run in Problems.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { test, until } from './harness.ts';
import { idOf, lanescopeDiagnostics, lineOf, runActiveFile, show, writeScript } from './workspace.ts';

const name = 'forgotten-put.ts';

test('the forgotten put is an error on the line of the get that waits for ever', async () => {
  const { document } = await show(name);
  assert.equal(await runActiveFile(), 86);
  const [found] = await until(
    'Problems shows it',
    () => lanescopeDiagnostics(name).length > 0 && lanescopeDiagnostics(name),
  );
  assert.equal(found?.severity, vscode.DiagnosticSeverity.Error);
  assert.equal(found && idOf(found), 'deadlock');
  assert.equal(found?.range.start.line, lineOf(document, 'await q.get()'));
  assert.match(found?.message ?? '', /Process-1/);
  assert.match(found?.message ?? '', /\bq\b/);
});

test('an edit of the file takes the error away', async () => {
  const editor = await show(name);
  assert.equal(lanescopeDiagnostics(name).length, 1);
  await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// mended\n'));
  assert.equal(lanescopeDiagnostics(name).length, 0);
  await vscode.commands.executeCommand('undo');
  await editor.document.save();
});

test('the next run takes the error away', async () => {
  await show(name);
  await runActiveFile();
  await until('Problems shows it', () => lanescopeDiagnostics(name).length === 1);
  await show('quick.ts');
  assert.equal(await runActiveFile(), 0);
  assert.equal(lanescopeDiagnostics(name).length, 0);
});

const lost = `import { Barrier, Process, sleep, Value } from 'lanescope';
async function countUp(counter: Value<number>, together: Barrier) {
  await together.wait();
  const old = await counter.get();
  await together.wait();
  await counter.set(old + 1);
  await sleep(600_000);
}
if (import.meta.main) {
  const counter = new Value('int32', 0);
  const together = new Barrier(2);
  for (let i = 0; i < 2; i++) new Process({ target: countUp, args: [counter, together] }).start();
}
`;

test('what an analysis finds is in Problems while the run goes on, with its evidence as related places', async () => {
  const { document } = await writeScript('lost.ts', lost);
  const ended = runActiveFile();
  const [found] = await until('Problems shows it', () => {
    const all = lanescopeDiagnostics('lost.ts');
    return all.length > 0 && all;
  });
  assert.equal(found && idOf(found), 'lost-update');
  assert.equal(found?.severity, vscode.DiagnosticSeverity.Error);
  assert.equal(found?.range.start.line, lineOf(document, 'counter.set'));
  const lines = found?.relatedInformation?.map(({ location }) => location.range.start.line);
  assert.deepEqual(lines, [lineOf(document, 'counter.get'), lineOf(document, 'counter.set')]);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    found?.range,
  );
  const evidence = actions.find(({ title }) => title.startsWith('Show the Evidence'));
  assert.equal(evidence?.command?.command, 'lanescope.showFindings');
  assert.equal(evidence?.command?.arguments?.[0], 'lost-update');
  await vscode.commands.executeCommand('lanescope.showFindings', ...(evidence?.command?.arguments ?? []));
  await vscode.commands.executeCommand('lanescope.stop');
  assert.notEqual(await ended, 0);
});

const both = `import { Barrier, Process, sleep, Value } from 'lanescope';
async function countUp(rough: Value<number>, exact: Value<number>, together: Barrier) {
  await together.wait();
  const [one, two] = [await rough.get(), await exact.get()];
  await together.wait();
  await rough.set(one + 1); // lanescope-ignore lost-update: only a rough count
  await exact.set(two + 1);
  await sleep(600_000);
}
if (import.meta.main) {
  const [rough, exact] = [new Value('int32', 0), new Value('int32', 0)];
  const together = new Barrier(2);
  for (let i = 0; i < 2; i++) new Process({ target: countUp, args: [rough, exact, together] }).start();
}
`;

test('a comment with a reason at its line keeps a finding out of Problems, and no other one', async () => {
  const { document } = await writeScript('rough.ts', both);
  const ended = runActiveFile();
  const found = await until('Problems shows the other one', () => {
    const all = lanescopeDiagnostics('rough.ts');
    return all.length > 0 && all;
  });
  assert.deepEqual(
    found.map(({ range }) => range.start.line),
    [lineOf(document, 'exact.set')],
  );
  await vscode.commands.executeCommand('lanescope.stop');
  assert.notEqual(await ended, 0);
});
