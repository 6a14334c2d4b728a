// The stub in node_modules: written for a folder of scripts, never over anything that is the user's.

import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { installedAbove, installedIn, writeStub } from '../../../src/extension/types/stub.ts';

let base: string;
let folder: string;
let extension: string;
const stub = () => join(folder, 'node_modules', 'lanescope');
const versionThere = () => JSON.parse(readFileSync(join(stub(), 'package.json'), 'utf8')).version;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'lanescope-stub-'));
  folder = join(base, 'folder');
  mkdirSync(folder);
  extension = join(base, 'extension');
  mkdirSync(join(extension, 'dist'), { recursive: true });
  for (const name of ['lanescope.d.ts', 'lanescope.mjs', 'cli.mjs', 'bootstrap.mjs', 'amaro.cjs']) {
    writeFileSync(join(extension, 'dist', name), `// ${name}`);
  }
});
afterEach(() => rmSync(base, { recursive: true }));

test('an empty folder gets types, library and a manifest with the marker of a stub', async () => {
  expect(await writeStub(folder, extension, '1.2.3')).toBe(true);
  expect(readFileSync(join(stub(), 'index.d.ts'), 'utf8')).toBe('// lanescope.d.ts');
  expect(readFileSync(join(stub(), 'index.js'), 'utf8')).toBe("export * from './lanescope.mjs';\n");
  for (const name of ['lanescope.mjs', 'cli.mjs', 'bootstrap.mjs', 'amaro.cjs']) {
    expect(readFileSync(join(stub(), name), 'utf8')).toBe(`// ${name}`);
  }
  const manifest = JSON.parse(readFileSync(join(stub(), 'package.json'), 'utf8'));
  expect(manifest).toMatchObject({ name: 'lanescope', version: '1.2.3', type: 'module', private: true });
  expect(manifest.lanescope).toEqual({ stub: '1.2.3' });
  expect(Object.keys(manifest.exports['.'])).toEqual(['types', 'default']);
  expect(readdirSync(join(folder, 'node_modules'))).toEqual(['lanescope']);
});

test('an older stub is replaced as a whole, a newer one stays', async () => {
  await writeStub(folder, extension, '1.9.0');
  writeFileSync(join(stub(), 'of-old.js'), '');
  expect(await writeStub(folder, extension, '1.10.0')).toBe(true);
  expect(versionThere()).toBe('1.10.0');
  expect(existsSync(join(stub(), 'of-old.js'))).toBe(false);
  expect(await writeStub(folder, extension, '1.9.9')).toBe(true);
  expect(versionThere()).toBe('1.10.0');
});

test('a stub that cannot be made leaves the older one, and no pieces', async () => {
  await writeStub(folder, extension, '1.0.0');
  rmSync(join(extension, 'dist', 'amaro.cjs'));
  await expect(writeStub(folder, extension, '1.1.0')).rejects.toThrow('amaro.cjs');
  expect(versionThere()).toBe('1.0.0');
  expect(readdirSync(join(folder, 'node_modules'))).toEqual(['lanescope']);
});

test.each([
  ['a real installation, which has the field lanescope too', '{"name":"lanescope","lanescope":{"protocol":1}}'],
  ['a manifest that is being edited', '{"lanescope":{"stub":"1.0.0"'],
])('%s stays as it is', async (_title, manifest) => {
  mkdirSync(stub(), { recursive: true });
  writeFileSync(join(stub(), 'package.json'), manifest);
  expect(await writeStub(folder, extension, '1.1.0')).toBe(false);
  expect(readFileSync(join(stub(), 'package.json'), 'utf8')).toBe(manifest);
});

test('a folder without a manifest stays as it is, an empty one is filled', async () => {
  mkdirSync(stub(), { recursive: true });
  writeFileSync(join(stub(), 'mine.js'), '');
  expect(await writeStub(folder, extension, '1.1.0')).toBe(false);
  expect(readdirSync(stub())).toEqual(['mine.js']);
  rmSync(join(stub(), 'mine.js'));
  expect(await writeStub(folder, extension, '1.1.0')).toBe(true);
  expect(versionThere()).toBe('1.1.0');
});

test('a link stays a link and what it leads to stays as it is, even where it is an older stub or nothing', async () => {
  const elsewhere = join(base, 'elsewhere');
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(join(elsewhere, 'node_modules', 'lanescope'), stub());
  expect(await writeStub(folder, extension, '1.1.0')).toBe(false);
  expect(existsSync(elsewhere)).toBe(false);
  await writeStub(elsewhere, extension, '1.0.0');
  expect(await writeStub(folder, extension, '1.1.0')).toBe(false);
  expect(lstatSync(stub()).isSymbolicLink()).toBe(true);
  expect(versionThere()).toBe('1.0.0');
});

test('through a node_modules that is a link nothing is written', async () => {
  mkdirSync(join(base, 'elsewhere'));
  symlinkSync(join(base, 'elsewhere'), join(folder, 'node_modules'));
  expect(await writeStub(folder, extension, '1.1.0')).toBe(false);
  expect(readdirSync(join(base, 'elsewhere'))).toEqual([]);
});

test('the nearest lanescope above a folder is found, with what it is', async () => {
  const deep = join(folder, 'a', 'b');
  mkdirSync(deep, { recursive: true });
  expect(await installedAbove(deep)).toBeUndefined();
  await writeStub(folder, extension, '1.0.0');
  expect(await installedAbove(deep)).toEqual({ folder, installed: { kind: 'stub', version: '1.0.0' } });
  mkdirSync(join(folder, 'a', 'node_modules', 'lanescope'), { recursive: true });
  expect(await installedIn(join(folder, 'a'))).toEqual({ kind: 'none' });
  writeFileSync(join(folder, 'a', 'node_modules', 'lanescope', 'package.json'), '{}');
  expect(await installedAbove(deep)).toEqual({ folder: join(folder, 'a'), installed: { kind: 'own' } });
});
