// A quick fix as a user chooses it: from the light bulb's menu, by way of the preview, into the text; without trusting the folder.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { eventually, openFile, orShow } from './driver.ts';
import { openWorkbench, type Workbench } from './host/workbench.ts';

const workspace = mkdtempSync(join(tmpdir(), 'lanescope-quick-fix-'));
const askedAgainMs = 10_000;
let workbench: Workbench;

beforeAll(async () => {
  const script = "import { Queue } from 'lanescope';\n\nconst q = new Queue();\nq.get();\n";
  writeFileSync(join(workspace, 'typed.js'), script);
  workbench = await openWorkbench({
    workspace,
    extensionsDir: inject('extensionsDir'),
    workspaceTrust: true,
    settings: { 'security.workspace.trust.startupPrompt': 'never' },
  });
});

afterAll(async () => {
  await workbench?.close();
  rmSync(workspace, { recursive: true, force: true });
});

test('a script is checked in Restricted Mode, and its fix is shown before it is made', async () => {
  const { page } = workbench;
  await openFile(page, 'typed.js');
  await orShow(page, page.locator('.squiggly-error').first().waitFor());
  await page.keyboard.press('F8'); // to the problem
  await page.locator('.marker-widget', { hasText: '`q.get` is not awaited' }).waitFor();
  await page.keyboard.press('Escape');
  // a menu that is not there yet, or that the window has taken away while it was busy, is asked for again
  const choice = page.locator('.action-widget .monaco-list-row', { hasText: 'Await it' });
  await eventually('the menu of quick fixes', async () => {
    await page.keyboard.press('Control+.');
    return choice.click({ timeout: askedAgainMs }).then(
      () => true,
      () => page.keyboard.press('Escape').then(() => false),
    );
  });
  const preview = page.locator('.bulk-edit-panel');
  const file = preview.locator('.monaco-list-row', { hasText: 'typed.js' });
  await orShow(page, file.waitFor());
  const lines = page.locator('.editor-instance .view-lines').first();
  expect(await lines.innerText()).not.toContain('await');
  await file.locator('[role="checkbox"]').click();
  await preview.getByRole('button', { name: 'Apply' }).click();
  await orShow(page, page.locator('.editor-instance .view-line', { hasText: 'await' }).waitFor());
  await page.locator('.squiggly-error').waitFor({ state: 'detached' });
});
