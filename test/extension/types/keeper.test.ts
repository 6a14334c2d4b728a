// Stubs over time: older ones are renewed, pruned ones made anew, deleted ones left alone; each is told in the log.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Memento } from 'vscode';
import { TypesKeeper } from '../../../src/extension/types/keeper.ts';
import { stubsKey } from '../../../src/extension/types/state.ts';

let base: string;
let folder: string;
let log: string[];
let kept: Map<string, unknown>;
const stub = () => join(folder, 'node_modules', 'lanescope');
const versionThere = () => JSON.parse(readFileSync(join(stub(), 'package.json'), 'utf8')).version;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'lanescope-keeper-'));
  folder = join(base, 'folder');
  log = [];
  kept = new Map();
  mkdirSync(folder);
  mkdirSync(join(base, 'dist'));
  for (const name of ['lanescope.d.ts', 'lanescope.mjs', 'cli.mjs', 'bootstrap.mjs', 'amaro.cjs']) {
    writeFileSync(join(base, 'dist', name), '');
  }
});
afterEach(() => rmSync(base, { recursive: true }));

/** The keeper of an extension of this version, over the same state. */
function keeper(version: string): TypesKeeper {
  const state = {
    get: (key: string, fallback: unknown) => kept.get(key) ?? fallback,
    update: async (key: string, value: unknown) => void (value === undefined ? kept.delete(key) : kept.set(key, value)),
  } as unknown as Memento;
  return new TypesKeeper({ state, extensionPath: base, version, log: (line) => log.push(line) });
}

/** What an installation leaves, some time after the stub was made. */
function record(...path: string[]): void {
  const file = join(folder, ...path);
  writeFileSync(file, '');
  const later = Date.now() / 1000 + 10;
  utimesSync(file, later, later);
}

test('an older stub is renewed, and the log says from what to what', async () => {
  await keeper('1.0.0').write(folder);
  await keeper('1.1.0').renew();
  expect(versionThere()).toBe('1.1.0');
  expect(log).toEqual([`Renewed the types in ${stub()}: 1.0.0 is 1.1.0 now.`]);
});

test('a stub of the same or a newer version stays, and nothing is said', async () => {
  await keeper('1.1.0').write(folder);
  await keeper('1.1.0').renew();
  await keeper('1.0.0').renew(join(folder, 'main.ts'));
  expect(versionThere()).toBe('1.1.0');
  expect(log).toEqual([]);
});

test('an older stub that a script finds above it is renewed, though this workspace knew nothing of it', async () => {
  await keeper('1.0.0').write(folder);
  kept.clear();
  mkdirSync(join(folder, 'deep'));
  await keeper('1.1.0').renew(join(folder, 'deep', 'main.ts'));
  expect(versionThere()).toBe('1.1.0');
});

test('a stub that npm install pruned is made anew, each time', async () => {
  writeFileSync(join(folder, 'package.json'), '{ "name": "user", "private": true }');
  await keeper('1.0.0').write(folder);
  for (const time of [1, 2]) {
    execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
    expect(existsSync(stub())).toBe(false);
    await keeper('1.0.0').renew();
    expect(versionThere()).toBe('1.0.0');
    expect(log).toHaveLength(time);
    expect(log.at(-1)).toBe(`Made the types in ${stub()} anew: the package manager had removed them.`);
  }
});

test.each([
  ['pnpm', ['node_modules', '.modules.yaml']],
  ['Yarn 1', ['node_modules', '.yarn-integrity']],
  ['Yarn', ['node_modules', '.yarn-state.yml']],
  ['bun', ['bun.lock']],
])('what %s leaves tells that it has pruned the stub', async (_manager, path) => {
  await keeper('1.0.0').write(folder);
  rmSync(stub(), { recursive: true });
  record(...path);
  await keeper('1.0.0').renew();
  expect(versionThere()).toBe('1.0.0');
});

test('who deletes node_modules does not get it back, whatever is installed later', async () => {
  await keeper('1.0.0').write(folder);
  rmSync(join(folder, 'node_modules'), { recursive: true });
  record('bun.lock');
  await keeper('1.0.0').renew();
  expect(existsSync(join(folder, 'node_modules'))).toBe(false);
  expect(log).toEqual([`The types in ${stub()} are no longer kept: it was deleted.`]);
  expect(kept.has(stubsKey)).toBe(false);
  mkdirSync(join(folder, 'node_modules'));
  record('node_modules', '.package-lock.json');
  await keeper('1.0.0').renew();
  expect(existsSync(stub())).toBe(false);
  expect(log).toHaveLength(1);
});

test('who deletes the stub alone does not get it back: what was installed before it proves nothing', async () => {
  mkdirSync(join(folder, 'node_modules'));
  writeFileSync(join(folder, 'node_modules', '.package-lock.json'), '');
  utimesSync(join(folder, 'node_modules', '.package-lock.json'), 1000, 1000);
  await keeper('1.0.0').write(folder);
  rmSync(stub(), { recursive: true });
  await keeper('1.0.0').renew();
  expect(existsSync(stub())).toBe(false);
  expect(kept.has(stubsKey)).toBe(false);
});

test('a folder that is gone is forgotten, and the others are kept', async () => {
  const other = join(base, 'other');
  mkdirSync(other);
  await keeper('1.0.0').write(other);
  await keeper('1.0.0').write(folder);
  rmSync(folder, { recursive: true });
  await keeper('1.1.0').renew();
  expect(existsSync(folder)).toBe(false);
  expect(Object.keys(kept.get(stubsKey) as object)).toEqual([other]);
});

test('a dependency of the user’s own takes the place of the stub for good', async () => {
  await keeper('1.0.0').write(folder);
  writeFileSync(join(stub(), 'package.json'), '{ "name": "lanescope", "version": "0.9.0" }');
  await keeper('1.1.0').renew(join(folder, 'main.ts'));
  expect(versionThere()).toBe('0.9.0');
  expect(kept.has(stubsKey)).toBe(false);
});

test('where package.json names lanescope its package manager brings it, not we', async () => {
  await keeper('1.0.0').write(folder);
  rmSync(stub(), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "devDependencies": { "lanescope": "^1.0.0" } }');
  record('node_modules', '.package-lock.json');
  await keeper('1.0.0').renew();
  expect(existsSync(stub())).toBe(false);
  expect(kept.has(stubsKey)).toBe(false);
});
