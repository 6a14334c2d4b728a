// tsconfig.json and .gitignore: written where there is nothing to spoil.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Diagnostic } from 'vscode';
import { isModuleRefused, isUnknownLanescope } from '../../../src/extension/types/diagnostic.ts';
import { gitWouldAdd, ignoreModules } from '../../../src/extension/types/git-ignore.ts';
import { hasConfig, minimalTsconfig, pathsOption, writeTsconfig } from '../../../src/extension/types/tsconfig.ts';

let folder: string;
const ignoreFile = () => join(folder, '.gitignore');
const git = (...args: string[]) => execFileSync('git', args, { cwd: folder });
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lanescope-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('outside of a repository there is nothing to ignore', async () => {
  expect(await gitWouldAdd(folder)).toBe(false);
});

test('in a repository the line is wanted until it is there, in a folder below too', async () => {
  git('init', '--quiet');
  const below = join(folder, 'below');
  mkdirSync(below);
  expect(await gitWouldAdd(folder)).toBe(true);
  expect(await gitWouldAdd(below)).toBe(true);
  await ignoreModules(folder);
  expect(readFileSync(ignoreFile(), 'utf8')).toBe('node_modules/\n');
  expect(await gitWouldAdd(folder)).toBe(false);
  expect(await gitWouldAdd(below)).toBe(false);
});

test('any rule of Git counts, not only the line that we would write', async () => {
  git('init', '--quiet');
  writeFileSync(join(folder, '.git', 'info', 'exclude'), 'node_mod*\n');
  expect(await gitWouldAdd(folder)).toBe(false);
});

test.each([
  ['dist', 'dist\nnode_modules/\n'],
  ['dist\n', 'dist\nnode_modules/\n'],
  ['dist\r\n*.log', 'dist\r\n*.log\r\nnode_modules/\r\n'],
])('to a .gitignore of %j a line of its own is added', async (before, after) => {
  writeFileSync(ignoreFile(), before);
  await ignoreModules(folder);
  expect(readFileSync(ignoreFile(), 'utf8')).toBe(after);
});

test('asking Git does not start the monitor that a repository names', async () => {
  git('init', '--quiet');
  const monitor = join(folder, 'monitor.sh');
  writeFileSync(monitor, `#!/bin/sh\ntouch ${join(folder, 'started')}\n`, { mode: 0o755 });
  git('config', 'core.fsmonitor', monitor);
  expect(await gitWouldAdd(folder)).toBe(true);
  expect(() => readFileSync(join(folder, 'started'))).toThrow('ENOENT');
});

test('a tsconfig.json is written once, and one that applies from above is seen', async () => {
  const below = join(folder, 'a', 'b');
  mkdirSync(below, { recursive: true });
  expect(await hasConfig(below)).toBe(false);
  await writeTsconfig(folder);
  expect(readFileSync(join(folder, 'tsconfig.json'), 'utf8')).toBe(minimalTsconfig);
  expect(await hasConfig(below)).toBe(true);
  writeFileSync(join(folder, 'tsconfig.json'), '{}');
  await expect(writeTsconfig(folder)).rejects.toThrow('EEXIST');
});

test('a jsconfig.json counts as well', async () => {
  writeFileSync(join(folder, 'jsconfig.json'), '{}');
  expect(await hasConfig(folder)).toBe(true);
});

test('the line for tsconfig.json is JSON, for paths of Windows too', () => {
  const parsed = JSON.parse(`{ ${pathsOption('C:\\Users\\a b\\lanescope.d.ts')} }`);
  expect(parsed.paths).toEqual({ lanescope: ['C:/Users/a b/lanescope.d.ts'] });
});

const said = (code: unknown, message: string) => ({ code, message }) as unknown as Diagnostic;

test.each([
  said(2307, "Cannot find module 'lanescope' or its corresponding type declarations."),
  said('2307', 'Das Modul "lanescope" oder die zugehörigen Typdeklarationen wurden nicht gefunden.'),
  said({ value: 2307, target: {} }, 'モジュール ‘lanescope’ またはそれに対応する型宣言が見つかりません。'),
])('in any language and notation an unknown lanescope is seen: %j', (diagnostic) => {
  expect(isUnknownLanescope(diagnostic)).toBe(true);
});

test.each([
  said(2307, "Cannot find module './lanescope' or its corresponding type declarations."),
  said(2307, "Cannot find module '@types/lanescope' or its corresponding type declarations."),
  said(2307, "Cannot find module 'lanescope/extra' or its corresponding type declarations."),
  said(2307, "Cannot find module 'lanescope-extra' or its corresponding type declarations."),
  said(2304, "Cannot find name 'lanescope'."),
  said(undefined, "Cannot find module 'lanescope'."),
])('another module or problem is not taken for it: %j', (diagnostic) => {
  expect(isUnknownLanescope(diagnostic)).toBe(false);
});

test('what a module option refuses is seen by its number', () => {
  expect([1309, '1470', 1005].map((code) => isModuleRefused(said(code, '')))).toEqual([true, true, false]);
});
