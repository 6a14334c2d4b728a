// Findings of a run in Problems.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { test, until } from './harness.ts';
import { lanescopeDiagnostics, lineOf, runActiveFile, show } from './workspace.ts';

const name = 'forgotten-put.ts';

test('the forgotten put is an error on the line of the get that waits for ever', async () => {
  const { document } = await show(name);
  assert.equal(await runActiveFile(), 86);
  const [found] = await until(
    'Problems shows it',
    () => lanescopeDiagnostics(name).length > 0 && lanescopeDiagnostics(name),
  );
  assert.equal(found?.severity, vscode.DiagnosticSeverity.Error);
  assert.equal(found?.code, 'deadlock');
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
