// Restricted Mode: a trace can be viewed, a script is not run, and the user is told why.

import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { TraceEncoder } from '../../src/trace/encoder.ts';
import { greeting } from '../helpers/stories.ts';
import { eventually, notifications, openFile, runCommand, sceneWhere, swimlane } from './driver.ts';
import { openWorkbench, type Workbench } from './host/workbench.ts';

const samples = join(import.meta.dirname, '..', '..', 'media', 'samples');
const workspace = mkdtempSync(join(tmpdir(), 'lanescope-restricted-'));
let workbench: Workbench;

beforeAll(async () => {
  copyFileSync(join(samples, 'greet.ts'), join(workspace, 'greet.ts'));
  writeFileSync(
    join(workspace, 'ran.ts'),
    "import 'lanescope';\nimport fs from 'node:fs';\nfs.writeFileSync('ran', '');\n",
  );
  const encoder = new TraceEncoder();
  writeFileSync(join(workspace, 'kept.lanes'), Buffer.concat([encoder.encode(greeting().rows), encoder.end()]));
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

test('the window is in Restricted Mode', async () => {
  await workbench.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
});

test('a trace is shown all the same', async () => {
  await openFile(workbench.page, 'kept.lanes');
  const frame = await swimlane(workbench.page);
  const scene = await sceneWhere(frame, 'three lanes', ({ lanes }) => lanes.length === 3);
  expect(scene.lanes.map(({ name }) => name).sort()).toEqual(['MainProcess', 'Process-1', 'q']);
});

test('Run File asks for trust and runs nothing', async () => {
  await openFile(workbench.page, 'ran.ts');
  await runCommand(workbench.page, 'Lanescope: Run File');
  const asked = await eventually('the question', async () => {
    const texts = await notifications(workbench.page);
    return texts.find((text) => text.includes('trusted workspace'));
  });
  expect(asked).toBe('Running a script needs a trusted workspace. Traces can be viewed without.');
  await workbench.page
    .locator('.notification-list-item-buttons-container', { hasText: 'Manage Workspace Trust' })
    .waitFor();
  expect(existsSync(join(workspace, 'ran'))).toBe(false);
});
