// What stays over a reload of the window: the panel, with its trace, and the types. And what an unsuitable file is told.

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { eventually, notifications, openFile, runCommand, sceneWhere, swimlane } from './driver.ts';
import { openWorkbench, type Workbench } from './host/workbench.ts';

const workspace = mkdtempSync(join(tmpdir(), 'lanescope-reload-'));
const stubManifest = join(workspace, 'node_modules', 'lanescope', 'package.json');
let workbench: Workbench;

const talk = `import { Process, Queue } from 'lanescope';
async function child(q: Queue<string>) {
  console.log(await q.get());
}
if (import.meta.main) {
  const greetings = new Queue<string>();
  new Process({ target: child, args: [greetings] }).start();
  greetings.put('hello');
}
`;

beforeAll(async () => {
  writeFileSync(join(workspace, 'talk.ts'), talk);
  writeFileSync(join(workspace, 'plain.ts'), 'console.log(1);\n');
  workbench = await openWorkbench({ workspace, extensionsDir: inject('extensionsDir') });
});

afterAll(async () => {
  await workbench?.close();
  rmSync(workspace, { recursive: true, force: true });
});

const readStub = () => JSON.parse(readFileSync(stubManifest, 'utf8'));
const isOld = () => readStub().lanescope.stub === '0.0.1';

/** As an extension before this one would have left it. */
function makeStubOlder(): void {
  writeFileSync(stubManifest, JSON.stringify({ ...readStub(), lanescope: { stub: '0.0.1' } }));
}

/** In a browser VS Code writes down what is open, ours included, every five seconds. */
const stateWrittenMs = 6000;

const names = async () => {
  const frame = await swimlane(workbench.page);
  const scene = await sceneWhere(frame, 'three lanes', ({ lanes }) => lanes.length === 3);
  return scene.lanes.map(({ name }) => name).sort();
};

test('types are set up for the folder of the open file', async () => {
  const { page } = workbench;
  await openFile(page, 'talk.ts');
  await runCommand(page, 'Lanescope: Set Up Types in This Folder');
  await page.locator('.quick-input-widget', { hasText: 'node_modules/lanescope' }).waitFor();
  await page.keyboard.press('Enter');
  await eventually('the stub', async () => existsSync(stubManifest));
});

test('the panel shows the run, and again after a reload of the window', async () => {
  const { page } = workbench;
  await openFile(page, 'talk.ts');
  await runCommand(page, 'Lanescope: Run File');
  expect(await names()).toEqual(['MainProcess', 'Process-1', 'greetings']);
  await page.locator('.statusbar-item', { hasText: /Lanescope: \d/ }).waitFor({ state: 'detached' });
  await page.waitForTimeout(stateWrittenMs);
  makeStubOlder();
  await page.reload({ waitUntil: 'domcontentloaded' });
  await page.waitForSelector('.monaco-workbench');
  await page.locator('.tab', { hasText: 'talk.ts — Lanescope' }).waitFor();
  expect(await names()).toEqual(['MainProcess', 'Process-1', 'greetings']);
});

test('types of an older extension have been renewed by opening the window', async () => {
  await eventually('the new stub', async () => !isOld());
});

test('a file without the import is told what it lacks', async () => {
  const { page } = workbench;
  await openFile(page, 'plain.ts');
  await runCommand(page, 'Lanescope: Run File');
  const said = await eventually('the explanation', async () =>
    (await notifications(page)).find((text) => text.startsWith('plain.ts')),
  );
  expect(said).toBe(
    "plain.ts does not import lanescope: it needs a line such as import { Process, Queue } from 'lanescope'.",
  );
});

test('the run menu of an editor offers Lanescope only where the import is', async () => {
  const { page } = workbench;
  const runButton = page.locator('.editor-actions a[aria-label*="Run File"]');
  await openFile(page, 'talk.ts');
  await runButton.waitFor();
  await openFile(page, 'plain.ts');
  await runButton.waitFor({ state: 'detached' });
});
