// Which project a folder belongs to, and what its package manager is told.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  chooseManager,
  findProject,
  foldersUpTo,
  installCommand,
  type Level,
  type Manager,
} from '../../../src/extension/types/project.ts';

let top: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'lanescope-project-'));
});
afterEach(() => rmSync(top, { recursive: true }));

const declares = (packageManager: unknown): Level => ({ names: ['package.json'], manifest: { packageManager } });
const has = (...names: string[]): Level => ({ names });

test.each<[string, Level[], Manager]>([
  ['pnpm-lock.yaml', [has('pnpm-lock.yaml')], 'pnpm'],
  ['yarn.lock', [has('yarn.lock')], 'yarn'],
  ['bun.lock', [has('bun.lock')], 'bun'],
  ['bun.lockb', [has('bun.lockb')], 'bun'],
  ['package-lock.json', [has('package-lock.json')], 'npm'],
  ['npm-shrinkwrap.json below a yarn.lock', [has('npm-shrinkwrap.json'), has('yarn.lock')], 'npm'],
  ['a lock file of the folder above', [has('package.json'), has('pnpm-lock.yaml')], 'pnpm'],
  ['packageManager', [declares('yarn@4.5.0+sha512.aa')], 'yarn'],
  ['packageManager without a version', [declares('bun')], 'bun'],
  ['packageManager against a lock file beside it', [{ ...declares('pnpm@9.0.0'), names: ['yarn.lock'] }], 'pnpm'],
  ['packageManager of the folder above', [has('package.json'), declares('pnpm@9.0.0')], 'pnpm'],
  ['a lock file below a packageManager', [has('yarn.lock'), declares('pnpm@9.0.0')], 'yarn'],
  ['a packageManager that nobody knows', [declares('npmx@1.0.0'), has('yarn.lock')], 'yarn'],
  ['a packageManager that is no text', [declares(7)], 'npm'],
  ['nothing', [], 'npm'],
])('%s decides for the package manager', (_title, levels, manager) => {
  expect(chooseManager(levels)).toBe(manager);
});

test.each<[Manager, Level, string]>([
  ['npm', has('package.json'), 'npm install -D lanescope'],
  ['pnpm', has('package.json'), 'pnpm add -D lanescope'],
  ['pnpm', has('package.json', 'pnpm-workspace.yaml'), 'pnpm add -D -w lanescope'],
  ['yarn', has('package.json'), 'yarn add -D lanescope'],
  ['yarn', { names: ['package.json'], manifest: { workspaces: ['a'] } }, 'yarn add -D -W lanescope'],
  ['yarn', { names: ['.yarnrc.yml'], manifest: { workspaces: ['a'] } }, 'yarn add -D lanescope'],
  ['yarn', { names: [], manifest: { workspaces: ['a'], packageManager: 'yarn@4.5.0' } }, 'yarn add -D lanescope'],
  ['yarn', { names: [], manifest: { workspaces: ['a'], packageManager: 'yarn@1.22.0' } }, 'yarn add -D -W lanescope'],
  ['bun', has('package.json'), 'bun add -d lanescope'],
])('%s with %j is told: %s', (manager, level, command) => {
  expect(installCommand(manager, level).join(' ')).toBe(command);
});

test.each<Manager>([
  'npm',
  'pnpm',
  'yarn',
  'bun',
])('%s only installs where package.json names lanescope already', (manager) => {
  const manifest = { devDependencies: { lanescope: '^0.1.0' } };
  expect(installCommand(manager, { names: ['package.json'], manifest })).toEqual([manager, 'install']);
});

test('folders are looked at up to the top, and only one outside of it', () => {
  expect(foldersUpTo('/w/a/b', '/w')).toEqual(['/w/a/b', '/w/a', '/w']);
  expect(foldersUpTo('/w', '/w')).toEqual(['/w']);
  expect(foldersUpTo('/other/a', '/w')).toEqual(['/other/a']);
  expect(foldersUpTo('/w/..a/b', '/w')).toEqual(['/w/..a/b', '/w/..a', '/w']);
});

test('the project is the folder with the nearest package.json, and its manager may be that of the folder above', async () => {
  const inner = join(top, 'packages', 'a');
  mkdirSync(join(inner, 'src'), { recursive: true });
  expect(await findProject(join(inner, 'src'), top)).toBeUndefined();
  writeFileSync(join(top, 'package.json'), '{ "packageManager": "pnpm@9.1.0" }');
  writeFileSync(join(inner, 'package.json'), '{ "name": "a"');
  expect(await findProject(join(inner, 'src'), top)).toEqual({
    folder: inner,
    manager: 'pnpm',
    command: ['pnpm', 'add', '-D', 'lanescope'],
  });
});

test('a package.json above the workspace is nobody’s', async () => {
  writeFileSync(join(top, 'package.json'), '{}');
  mkdirSync(join(top, 'workspace'));
  expect(await findProject(join(top, 'workspace'), join(top, 'workspace'))).toBeUndefined();
});
