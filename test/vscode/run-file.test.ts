// Run File on the first sample, as a user sees it: lanes, the blocked span and its end, the arrow, a click to the source.

import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Scene } from '../../webview/layout/scene.ts';
import { cursorPosition, eventually, openFile, runCommand, sceneWhere, swimlane } from './driver.ts';
import { openWorkbench, type Workbench } from './host/workbench.ts';

const samples = join(import.meta.dirname, '..', '..', 'media', 'samples');
const workspace = mkdtempSync(join(tmpdir(), 'lanescope-workspace-'));
let workbench: Workbench;
let page: Page;
let frame: Frame;
let counted: Promise<void>;

beforeAll(async () => {
  mkdirSync(workspace, { recursive: true });
  copyFileSync(join(samples, 'greet.ts'), join(workspace, 'greet.ts'));
  workbench = await openWorkbench({ workspace, extensionsDir: inject('extensionsDir') });
  page = workbench.page;
  await openFile(page, 'greet.ts');
  await runCommand(page, 'Lanescope: Run File');
  // from now on: on a slow machine the run is over before the first test has seen its lanes
  counted = statusItem().waitFor();
  counted.catch(() => {}); // told by the test that awaits it
  frame = await swimlane(page);
});

afterAll(async () => {
  await workbench?.close();
  rmSync(workspace, { recursive: true, force: true });
});

const statusItem = () => page.locator('.statusbar-item', { hasText: 'Lanescope: 2 processes' });
const lanes = ({ lanes }: Scene) => lanes.map(({ kind, name }) => `${kind} ${name}`).sort();

/** Name of the lane at height `y`. */
function laneAt(scene: Scene, y = -1): string | undefined {
  return scene.lanes.find((lane) => y >= lane.y && y <= lane.y + lane.height)?.name;
}

test('while it runs the child is seen to wait: its lane is there and the wait has a reason', async () => {
  const scene = await sceneWhere(frame, 'a blocked get', ({ labels }) =>
    labels.some(({ text }) => text.startsWith('empty')),
  );
  expect(lanes(scene)).toEqual(['process MainProcess', 'process Process-1', 'queue q']);
});

test('the status bar counts the processes while the run goes on, and only then', async () => {
  await counted;
  await statusItem().waitFor({ state: 'detached' });
});

test('two process lanes and a queue lane; the block says empty and ends where the arrow of the put lands', async () => {
  const scene = await sceneWhere(frame, 'the arrow', ({ arrows }) => arrows.some(({ kind }) => kind === 'message'));
  expect(lanes(scene)).toEqual(['process MainProcess', 'process Process-1', 'queue q']);
  const blocked = scene.labels.find(({ tone, text }) => tone === 'blocked' && text.startsWith('empty'));
  expect(blocked?.text).toMatch(/^empty, [45]\.\d+ s/);
  const arrow = scene.arrows.find(({ kind }) => kind === 'message');
  expect(laneAt(scene, arrow?.y0)).toBe('MainProcess');
  expect(laneAt(scene, arrow?.y1)).toBe('Process-1');
});

test('a click on the put and then on its source line opens that line', async () => {
  const link = frame.locator('button.link', { hasText: /greet\.ts:22/ }).first();
  // The picture may still move when the run has just ended: whoever misses the mark clicks again.
  await eventually('the details of the put', async () => {
    const scene = await sceneWhere(frame, 'the put', ({ marks }) => marks.some(({ shape }) => shape === 'put'));
    const put = scene.marks.find(({ shape }) => shape === 'put');
    await frame.locator('.view').click({ position: { x: put?.x ?? 0, y: put?.y ?? 0 } });
    return link.waitFor({ timeout: 3000 }).then(
      () => true,
      () => false,
    );
  });
  await link.click();
  await eventually('the cursor on line 22', async () => (await cursorPosition(page))?.startsWith('Ln 22,'));
});
