// Samples are copied, never over a file of the user.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copySample, summaryOf } from '../../src/extension/samples.ts';

const sample = { name: 'greet.ts', summary: '', text: 'one' };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lanescope-samples-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a sample is copied under its own name', async () => {
  expect(await copySample(sample, folder)).toBe(join(folder, 'greet.ts'));
  expect(readFileSync(join(folder, 'greet.ts'), 'utf8')).toBe('one');
});

test('the same sample again is the file that is there', async () => {
  await copySample(sample, folder);
  expect(await copySample(sample, folder)).toBe(join(folder, 'greet.ts'));
});

test('a file that the user has changed stays, and the copy gets a number', async () => {
  writeFileSync(join(folder, 'greet.ts'), 'mine');
  writeFileSync(join(folder, 'greet-2.ts'), 'mine too');
  expect(await copySample(sample, folder)).toBe(join(folder, 'greet-3.ts'));
  expect(readFileSync(join(folder, 'greet.ts'), 'utf8')).toBe('mine');
});

test.each([
  ['// A queue. Look at the arrow.\nimport', 'A queue.'],
  ['// Two lines\n// of one sentence. More.\n', 'Two lines of one sentence.'],
  ['/**\n * A block comment.\n * More.\n */\n', 'A block comment.'],
  ['import x', ''],
])('the summary of %j is %j', (text, summary) => {
  expect(summaryOf(text)).toBe(summary);
});
