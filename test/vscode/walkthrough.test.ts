// The walkthrough, all of it, in an empty window: sample opened, run, its put forgotten, found, mended.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { eventually, orShow, runCommand, sceneWhere, swimlane } from './driver.ts';
import { openWorkbench, type Workbench } from './host/workbench.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanescope-walkthrough-'));
let workbench: Workbench;
let page: Page;

beforeAll(async () => {
  workbench = await openWorkbench({ extensionsDir: inject('extensionsDir') });
  page = workbench.page;
});

afterAll(async () => {
  await workbench?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens the walkthrough and unfolds the step with this title. */
async function step(title: string): Promise<void> {
  await runCommand(page, 'Welcome: Open Walkthrough...');
  const input = page.locator('.quick-input-widget input[type="text"]');
  await input.fill('See your processes talk');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'See your processes talk' }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.getting-started-step', { hasText: title }).click();
}

const button = (name: string) =>
  page.locator('.getting-started-step.expanded .monaco-button', { hasText: name }).click();

/** The dialog is still there. @throws what is no time-out */
function busy(error: Error): false {
  if (error.name !== 'TimeoutError') throw error;
  return false;
}

/** As most people do before they run; that a run saves what is changed is shown inside the extension host. */
async function save(): Promise<void> {
  await page.keyboard.press('Control+s');
  await page.waitForSelector('.tab.active[data-resource-name="greet.ts"]:not(.dirty)');
}

async function theEndOfTheRun(): Promise<void> {
  const running = page.locator('.statusbar-item', { hasText: /Lanescope: \d/ });
  await orShow(page, running.waitFor());
  await running.waitFor({ state: 'detached' });
}

test('step 1: the sample is copied, with its types, into the folder that the user chooses', async () => {
  await step('Open a sample');
  await button('Open greet.ts');
  const dialog = page.locator('.quick-input-widget', { hasText: 'Copy greet.ts' });
  await dialog.waitFor();
  // while it lists a folder the dialog forgets what is typed and ignores the button: a user looks and does it again
  await eventually('the dialog to take the folder', async () => {
    const limit = { timeout: 2000 };
    await dialog.locator('input[type="text"]').fill(`${folder}/`, limit).catch(busy);
    await dialog.locator('.monaco-button', { hasText: 'Copy Here' }).click(limit).catch(busy);
    return dialog.waitFor({ state: 'hidden', ...limit }).then(() => true, busy);
  });
  await page.waitForSelector('.tab.active[data-resource-name="greet.ts"]');
  expect(readdirSync(folder).sort()).toEqual(['greet.ts', 'node_modules']);
});

test('step 2: it runs and its lanes are there', async () => {
  await runCommand(page, 'Lanescope: Run File');
  const frame = await swimlane(page);
  const scene = await sceneWhere(frame, 'the arrow', ({ arrows }) => arrows.some(({ kind }) => kind === 'message'));
  expect(scene.lanes.map(({ name }) => name).sort()).toEqual(['MainProcess', 'Process-1', 'q']);
  await page.locator('.statusbar-item', { hasText: /Lanescope: \d/ }).waitFor({ state: 'detached' });
});

test('step 3: without its put the run ends in an error on the line that waits for ever', async () => {
  await page.locator('.tab', { hasText: /^greet\.ts$/ }).click();
  await runCommand(page, 'Go to Line/Column...');
  const line =
    readFileSync(join(folder, 'greet.ts'), 'utf8')
      .split('\n')
      .findIndex((text) => text.includes('q.put')) + 1;
  await page.keyboard.type(String(line));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Shift+K');
  await save();
  await runCommand(page, 'Lanescope: Run Again');
  await theEndOfTheRun();
  await runCommand(page, 'Problems: Focus on Problems View');
  const problem = page.locator('.markers-panel .monaco-list-row', { hasText: 'Process-1 waits' });
  await problem.first().waitFor();
  expect(readFileSync(join(folder, 'greet.ts'), 'utf8')).not.toContain('q.put');
});

test('step 4: with its put again Problems is empty, and the walkthrough is done', async () => {
  await page.locator('.tab', { hasText: /^greet\.ts$/ }).click();
  await page.locator('.editor-instance .view-lines').first().click();
  await page.keyboard.press('Control+z');
  await save();
  await runCommand(page, 'Lanescope: Run Again');
  await theEndOfTheRun();
  expect(readFileSync(join(folder, 'greet.ts'), 'utf8')).toContain('q.put');
  await runCommand(page, 'Problems: Focus on Problems View');
  await page.locator('.markers-panel', { hasText: 'No problems have been detected' }).waitFor();
  await runCommand(page, 'Welcome: Open Walkthrough...');
  await page.locator('.quick-input-widget input[type="text"]').fill('See your processes talk');
  await page.keyboard.press('Enter');
  const done = page.locator('.getting-started-step [role="checkbox"][aria-checked="true"]');
  await eventually('four steps done', async () => (await done.count()) === 4);
});
