// Traces in VS Code: as text, and as files.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { TraceEncoder } from '../../../src/trace/encoder.ts';
import { greeting } from '../../helpers/stories.ts';
import { test, until } from './harness.ts';
import { closeEverything, inWorkspace, runActiveFile, show, swimlaneTabs } from './workspace.ts';

test('Show as Text opens the last run as a read-only document', async () => {
  await closeEverything();
  await show('quick.ts');
  await runActiveFile();
  await vscode.commands.executeCommand('lanescope.showAsText');
  const document = vscode.window.activeTextEditor?.document;
  assert.equal(document?.uri.scheme, 'lanescope-text');
  assert.match(document?.getText() ?? '', /MainProcess.*Process-1/);
  assert.match(document?.getText() ?? '', /put q/);
});

test('a .lanes file opens in the viewer', async () => {
  await closeEverything();
  const encoder = new TraceEncoder();
  const file = inWorkspace('kept.lanes');
  writeFileSync(file.fsPath, Buffer.concat([encoder.encode(greeting().rows), encoder.end()]));
  await vscode.commands.executeCommand('vscode.open', file);
  const [tab] = await until('it has a tab', () => swimlaneTabs().length > 0 && swimlaneTabs());
  assert.ok(tab?.input instanceof vscode.TabInputCustom);
  assert.equal(tab.input.viewType, 'lanescope.trace');
});

test('Open Trace… opens the file it is given in the viewer', async () => {
  await closeEverything();
  await vscode.commands.executeCommand('lanescope.openTrace', inWorkspace('kept.lanes'));
  await until('it has a tab', () => swimlaneTabs().length === 1);
});
