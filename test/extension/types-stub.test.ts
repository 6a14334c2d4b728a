// The stub in node_modules: written for a folder of scripts, never over a real installation.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { installCommand, isProject, writeStub } from '../../src/extension/types-stub.ts';

let folder: string;
let extension: string;
const stub = () => join(folder, 'node_modules', 'lanescope');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lanescope-stub-'));
  extension = join(folder, 'extension');
  mkdirSync(join(extension, 'dist'), { recursive: true });
  for (const name of ['lanescope.d.ts', 'lanescope.mjs', 'cli.mjs', 'bootstrap.mjs', 'amaro.cjs']) {
    writeFileSync(join(extension, 'dist', name), `// ${name}`);
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

test('an empty folder gets types, library and a manifest with the marker of a stub', async () => {
  expect(await writeStub(folder, extension, '1.2.3')).toBe(true);
  expect(readFileSync(join(stub(), 'index.d.ts'), 'utf8')).toBe('// lanescope.d.ts');
  expect(readFileSync(join(stub(), 'index.js'), 'utf8')).toBe("export * from './lanescope.mjs';\n");
  for (const name of ['lanescope.mjs', 'cli.mjs', 'bootstrap.mjs', 'amaro.cjs']) {
    expect(readFileSync(join(stub(), name), 'utf8')).toBe(`// ${name}`);
  }
  const manifest = JSON.parse(readFileSync(join(stub(), 'package.json'), 'utf8'));
  expect(manifest).toMatchObject({ name: 'lanescope', version: '1.2.3', type: 'module', lanescope: { stub: '1.2.3' } });
  expect(Object.keys(manifest.exports['.'])).toEqual(['types', 'default']);
});

test('an older stub is refreshed', async () => {
  await writeStub(folder, extension, '1.0.0');
  expect(await writeStub(folder, extension, '1.1.0')).toBe(true);
  expect(JSON.parse(readFileSync(join(stub(), 'package.json'), 'utf8')).version).toBe('1.1.0');
});

test('a real installation stays as it is', async () => {
  mkdirSync(stub(), { recursive: true });
  writeFileSync(join(stub(), 'package.json'), '{"name":"lanescope","version":"0.9.0"}');
  expect(await writeStub(folder, extension, '1.1.0')).toBe(false);
  expect(readFileSync(join(stub(), 'package.json'), 'utf8')).toBe('{"name":"lanescope","version":"0.9.0"}');
});

test('a folder is a project when it has a package.json', async () => {
  expect(await isProject(folder)).toBe(false);
  writeFileSync(join(folder, 'package.json'), '{}');
  expect(await isProject(folder)).toBe(true);
});

test.each([
  ['pnpm-lock.yaml', 'pnpm add -D lanescope'],
  ['yarn.lock', 'yarn add -D lanescope'],
  ['bun.lock', 'bun add -d lanescope'],
  ['package-lock.json', 'npm install -D lanescope'],
])('with %s the project is asked for %s', async (lockFile, command) => {
  writeFileSync(join(folder, lockFile), '');
  expect((await installCommand(folder)).join(' ')).toBe(command);
});
