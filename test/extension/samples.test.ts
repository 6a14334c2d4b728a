// Samples are copied, never over a file of the user.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copySample, listSamples, readSample } from '../../src/extension/samples.ts';

const copy = () => copySample('greet.ts', 'one', folder);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lanescope-samples-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a sample is copied under its own name', async () => {
  expect(await copy()).toBe(join(folder, 'greet.ts'));
  expect(readFileSync(join(folder, 'greet.ts'), 'utf8')).toBe('one');
});

test('the same sample again is the file that is there', async () => {
  await copy();
  expect(await copy()).toBe(join(folder, 'greet.ts'));
});

test('a file that the user has changed stays, and the copy gets a number', async () => {
  writeFileSync(join(folder, 'greet.ts'), 'mine');
  writeFileSync(join(folder, 'greet-2.ts'), 'mine too');
  expect(await copy()).toBe(join(folder, 'greet-3.ts'));
  expect(readFileSync(join(folder, 'greet.ts'), 'utf8')).toBe('mine');
});

test('every sample of the list is there, and every file in the folder is in the list', async () => {
  const root = join(import.meta.dirname, '..', '..');
  const samples = await listSamples(root);
  for (const sample of samples) expect(await readSample(root, sample)).toContain("from 'lanescope'");
  const there = readdirSync(join(root, 'media', 'samples')).filter((name) => name !== 'samples.json');
  expect(samples.flatMap(({ file, with: others = [] }) => [file, ...others]).sort()).toEqual(there.sort());
});
