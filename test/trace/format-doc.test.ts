// FORMAT.md is what other readers are written from: its tables hold every column and every kind, with their numbers.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rowKinds, traceVersion } from '../../src/trace/event.ts';
import { packedKind } from '../../src/trace/packed.ts';
import { schemaColumns } from '../../src/trace/schema.ts';

const text = readFileSync(new URL('../../src/trace/FORMAT.md', import.meta.url), 'utf8');

it('FORMAT.md lists the columns with their types, in the order of the file', () => {
  const listed = [...text.matchAll(/^\| `(\w+)` \| (\w+)(?:, nullable)? \|/gm)].map(([, name, type]) => [name, type]);
  expect(listed).toEqual(schemaColumns.map(([name, type]) => [name, type]));
});

it('FORMAT.md lists the kinds of rows with their numbers', () => {
  const listed = [...text.matchAll(/^\| (\d+) \| `(\w+)` \|/gm)].map(([, number, kind]) => [Number(number), kind]);
  expect(listed).toEqual(rowKinds.map((kind, number) => [number, kind]));
});

it('FORMAT.md lists the kinds that stand for several rows', () => {
  const listed = [...text.matchAll(/^- Kind (\d+), `(\w+)`/gm)].map(([, number, kind]) => [kind, Number(number)]);
  expect(listed).toEqual(Object.entries(packedKind));
});

it('FORMAT.md has a heading for every version', () => {
  expect(text).toMatch(new RegExp(`^# .*version ${traceVersion}$`, 'm'));
  for (let version = 1; version <= traceVersion; version++) expect(text).toContain(`### Version ${version}\n`);
});
