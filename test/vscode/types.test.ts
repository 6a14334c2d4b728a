// Types as a user meets them: the offer after a first run, a package manager that fails, the same when it works.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Registry, startRegistry } from '../helpers/registry.ts';
import { eventually, openFile, runCommand } from './driver.ts';
import { openWorkbench, type Workbench } from './host/workbench.ts';

const root = join(import.meta.dirname, '..', '..');
const base = mkdtempSync(join(tmpdir(), 'lanescope-types-'));
const workspace = join(base, 'workspace');
const project = join(workspace, 'project');
let workbench: Workbench;
let page: Page;
const registries: Registry[] = [];

const script = `import { Queue } from 'lanescope';
const q = new Queue<string>();
q.put('text');
console.log(await q.get());
`;

beforeAll(async () => {
  mkdirSync(project, { recursive: true });
  execFileSync('git', ['init', '--quiet'], { cwd: workspace });
  writeFileSync(join(workspace, 'loose.ts'), script);
  writeFileSync(join(project, 'main.ts'), script);
  writeFileSync(join(project, 'package.json'), '{ "name": "user", "private": true }');
  workbench = await openWorkbench({ workspace, extensionsDir: inject('extensionsDir') });
  page = workbench.page;
});

afterAll(async () => {
  await workbench?.close();
  for (const registry of registries) registry.close();
  rmSync(base, { recursive: true, force: true, maxRetries: 5 });
});

/** The project's npm asks a registry that knows `tarball`, or nothing. */
async function useRegistry(tarball?: string): Promise<void> {
  const registry = await startRegistry(tarball);
  registries.push(registry);
  writeFileSync(join(project, '.npmrc'), `registry=${registry.url}\ncache=${join(base, 'cache')}\nfetch-retries=0\n`);
}

const toast = (text: string) => page.locator('.notification-toast', { hasText: text });
const pick = (title: string) => page.locator('.quick-input-widget', { hasText: title });

/** Presses a button of the notification that says `text`. */
async function press(text: string, button: string): Promise<void> {
  await toast(text).locator('.monaco-button', { hasText: button }).click();
}

async function setUpProject(): Promise<void> {
  await openFile(page, 'main.ts');
  await runCommand(page, 'Lanescope: Set Up Types in This Folder');
  await pick('Set Up Types in').locator('.monaco-list-row', { hasText: 'npm install -D lanescope' }).click();
}

test('in a project npm runs in a terminal once it is chosen; where it fails that is said, and a copy is offered', async () => {
  await useRegistry();
  await setUpProject();
  await toast('“npm install -D lanescope” failed; its terminal says why').waitFor();
  await page.locator('.terminal-tabs-entry, .single-terminal-tab', { hasText: 'install lanescope' }).first().waitFor();
  expect(readdirSync(project).sort()).toEqual(['.npmrc', 'main.ts', 'package.json']);
  await press('failed', 'Copy Types');
  await pick('the types, and the library for plain Node').waitFor();
  await page.keyboard.press('Escape');
  expect(existsSync(join(project, 'node_modules'))).toBe(false);
});

test('where it works the package is a dependency of the project, and nothing else is written', async () => {
  execFileSync('npm', ['pack', '--loglevel=error', '--pack-destination', base], { cwd: root });
  const tarball = readdirSync(base).find((name) => name.endsWith('.tgz')) ?? '';
  await useRegistry(join(base, tarball));
  await setUpProject();
  const manifest = join(project, 'node_modules', 'lanescope', 'package.json');
  await eventually('the package', async () => existsSync(manifest));
  await eventually('it is named', async () =>
    readFileSync(join(project, 'package.json'), 'utf8').includes('"lanescope"'),
  );
  expect(readdirSync(workspace).sort()).toEqual(['.git', 'loose.ts', 'project']);
});

test('after the first run in a folder without types they are offered; what is ticked is written', async () => {
  await openFile(page, 'loose.ts');
  await runCommand(page, 'Lanescope: Run File');
  await press('The editor does not know lanescope in', 'Set Up Types');
  await pick('the types, and the library for plain Node').waitFor();
  const rows = pick('the types, and the library for plain Node').locator('.monaco-list-row');
  expect(await rows.locator('.label-name').allTextContents()).toEqual([
    'node_modules/lanescope',
    'A copy without dependencies, kept up to date with the extension.',
    '.gitignore',
    'tsconfig.json',
  ]);
  await page.keyboard.press('Enter');
  await eventually('the stub', async () => existsSync(join(workspace, 'node_modules', 'lanescope', 'package.json')));
  await eventually('the line', async () => existsSync(join(workspace, '.gitignore')));
  expect(readFileSync(join(workspace, '.gitignore'), 'utf8')).toBe('node_modules/\n');
  expect(existsSync(join(workspace, 'tsconfig.json'))).toBe(false);
});
