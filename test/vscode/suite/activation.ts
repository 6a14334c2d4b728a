// The extension as installed: it activates, and what its manifest promises is there.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { test } from './harness.ts';

const extension = () => {
  const found = vscode.extensions.getExtension<{ activateMs: number }>('lanescope.lanescope');
  assert.ok(found, 'the extension is installed');
  return found;
};

test('the extension activates from its packaged bundle', async () => {
  const exports = await extension().activate();
  assert.equal(extension().isActive, true);
  assert.ok(exports.activateMs >= 0);
});

test('every command of package.json is registered', async () => {
  await extension().activate();
  const promised: string[] = extension().packageJSON.contributes.commands.map((c: { command: string }) => c.command);
  const registered = new Set(await vscode.commands.getCommands(true));
  assert.deepEqual(
    promised.filter((id) => !registered.has(id)),
    [],
  );
});
