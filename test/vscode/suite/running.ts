// Run File, Run Again and Stop: real runs in real terminals.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { test, until } from './harness.ts';
import { closeEverything, inWorkspace, runActiveFile, show, swimlaneTabs, writeScript } from './workspace.ts';

const quick = `import { Process, Queue } from 'lanescope';
import { writeFileSync } from 'node:fs';
function child(q: Queue<string>) {
  return q.put('ready');
}
if (import.meta.main) {
  const q = new Queue<string>();
  new Process({ target: child, args: [q] }).start();
  writeFileSync('said.txt', await q.get());
}
`;

test('Run File runs the script in the workspace folder and shows its swimlane beside, without taking the focus', async () => {
  await closeEverything();
  const { document } = await writeScript('quick.ts', quick);
  assert.equal(await runActiveFile(), 0);
  assert.equal(readFileSync(inWorkspace('said.txt').fsPath, 'utf8'), 'ready');
  const [tab] = await until('the swimlane has a tab', () => swimlaneTabs().length > 0 && swimlaneTabs());
  assert.match(tab?.label ?? '', /^quick\.ts/);
  assert.equal(tab?.group.viewColumn, vscode.ViewColumn.Two);
  assert.equal(vscode.window.activeTextEditor?.document, document);
});

test('a changed file is saved before it runs', async () => {
  const editor = await writeScript('changed.ts', quick);
  await editor.edit((edit) => edit.replace(new vscode.Range(0, 0, 99, 0), quick.replace("'ready'", "'changed'")));
  assert.equal(editor.document.isDirty, true);
  assert.equal(await runActiveFile(), 0);
  assert.equal(editor.document.isDirty, false);
  assert.equal(readFileSync(inWorkspace('said.txt').fsPath, 'utf8'), 'changed');
});

test('the exit code of the script is that of the terminal', async () => {
  await writeScript('exit.ts', "import { exit } from 'lanescope';\nexit(7);\n");
  assert.equal(await runActiveFile(), 7);
});

test('the project gets no file from a run: traces lie in the storage of the extension', async () => {
  assert.equal(existsSync(inWorkspace('.lanescope').fsPath), false);
});

test('Stop ends a run that would go on for ever, with its processes', async () => {
  const pids = inWorkspace('pids.txt').fsPath;
  await writeScript(
    'endless.ts',
    `import { Process, sleep } from 'lanescope';
import { appendFileSync } from 'node:fs';
const note = () => appendFileSync('pids.txt', process.pid + '\\n');
function spin(): never {
  note();
  for (;;);
}
if (import.meta.main) {
  note();
  new Process({ target: spin }).start();
  await sleep(1e9);
}
`,
  );
  const ended = runActiveFile();
  const alive = () => readFileSync(pids, 'utf8').trim().split('\n').map(Number);
  await until('both processes run', () => existsSync(pids) && alive().length === 2);
  await vscode.commands.executeCommand('lanescope.stop');
  assert.equal(await ended, 130);
  await until('both processes are gone', () => alive().every(isGone));
});

test('the setting openSwimlane puts it below the editor, or nowhere', async () => {
  const settings = vscode.workspace.getConfiguration('lanescope');
  await closeEverything();
  await writeScript('quick.ts', quick);
  await settings.update('openSwimlane', 'never', vscode.ConfigurationTarget.Global);
  assert.equal(await runActiveFile(), 0);
  assert.deepEqual(swimlaneTabs(), []);
  await settings.update('openSwimlane', 'below', vscode.ConfigurationTarget.Global);
  assert.equal(await runActiveFile(), 0);
  const [tab] = await until('the swimlane has a tab', () => swimlaneTabs().length > 0 && swimlaneTabs());
  assert.equal(tab?.group.viewColumn, vscode.ViewColumn.Two);
  assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, inWorkspace('quick.ts').fsPath);
  await settings.update('openSwimlane', undefined, vscode.ConfigurationTarget.Global);
});

test('Run Again runs the last script, whatever editor is active', async () => {
  await writeScript('quick.ts', quick);
  await runActiveFile();
  await show('changed.ts');
  const started = new Promise<string>((resolve) => {
    const listening = vscode.tasks.onDidStartTask(({ execution }) => {
      listening.dispose();
      resolve(execution.task.name);
    });
  });
  await vscode.commands.executeCommand('lanescope.runAgain');
  assert.equal(await started, 'quick.ts');
  await until('it has ended', () => vscode.tasks.taskExecutions.length === 0);
});

/** Gone, or a zombie whose parent has not asked for it yet. */
function isGone(pid: number): boolean {
  try {
    return / [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}
