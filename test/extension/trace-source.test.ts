// Following a trace file while it is written, and one that is whole.

import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FileBytes, WholeBytes } from '../../src/extension/byte-source.ts';
import { type SourceEvent, TraceSource } from '../../src/extension/trace-source.ts';
import { TraceEncoder } from '../../src/trace/encoder.ts';
import type { TraceRow } from '../../src/trace/event.ts';
import { boundedQueue, greeting } from '../helpers/stories.ts';

let folder: string;
let path: string;
const opened: TraceSource[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lanescope-source-'));
  path = join(folder, 'a.lanes');
});
afterEach(() => {
  for (const source of opened.splice(0)) source.dispose();
  rmSync(folder, { recursive: true });
});

function follow(live: boolean): TraceSource {
  const source = new TraceSource(new FileBytes(path), live);
  opened.push(source);
  return source;
}

function whole(rows: readonly TraceRow[]): Uint8Array {
  const encoder = new TraceEncoder();
  return Buffer.concat([encoder.encode(rows), encoder.end()]);
}

/** Resolves at the next `event` of `source`. */
function next(source: TraceSource, event: SourceEvent): Promise<void> {
  return new Promise((resolve) => {
    const stop = source.listen((said) => {
      if (said !== event) return;
      stop();
      resolve();
    });
  });
}

test('a whole file is read to its end', async () => {
  writeFileSync(path, whole(greeting().rows));
  const source = follow(false);
  await next(source, 'ended');
  expect(source.trace.length).toBe(greeting().trace().length);
  expect(source.problem).toBeNull();
  expect(source.live).toBe(false);
});

test('a file that does not exist yet is followed from its first byte on', async () => {
  const source = follow(true);
  const { rows } = greeting();
  const encoder = new TraceEncoder();
  const half = Math.floor(rows.length / 2);
  const grown = next(source, 'grown');
  writeFileSync(path, encoder.encode(rows.slice(0, half)));
  await grown;
  expect(source.live).toBe(true);
  const seen = source.trace.length;
  expect(seen).toBeGreaterThan(0);
  const ended = next(source, 'ended');
  appendFileSync(path, Buffer.concat([encoder.encode(rows.slice(half)), encoder.end()]));
  await ended;
  expect(source.trace.length).toBe(greeting().trace().length);
  expect(source.problem).toBeNull();
});

test('when the writer is gone without closing, everything written is there and the problem is said', async () => {
  writeFileSync(path, new TraceEncoder().encode(greeting().rows));
  const source = follow(true);
  await source.finish();
  expect(source.trace.length).toBe(greeting().trace().length);
  expect(source.problem).toMatch(/not closed/);
  expect(source.live).toBe(false);
});

test('a run that wrote nothing ends with a problem, not with an endless wait', async () => {
  const source = follow(true);
  await source.finish();
  expect(source.problem).toMatch(/empty/);
});

test('another trace in place of the first starts over', async () => {
  const first = Buffer.concat([new TraceEncoder().encode([...boundedQueue().rows, ...greeting().rows.slice(0, 1)])]);
  writeFileSync(path, first);
  const source = follow(true);
  await next(source, 'grown');
  const restarted = next(source, 'restarted');
  const ended = next(source, 'ended');
  writeFileSync(path, whole(greeting().rows).subarray(0, first.length - 1));
  await restarted;
  writeFileSync(path, whole(greeting().rows));
  await ended;
  expect(source.trace.meta?.script).toBe('greet.ts');
});

test('what is no trace is said in words', async () => {
  writeFileSync(path, 'name,age\nann,7\n'.repeat(10));
  const source = follow(false);
  await next(source, 'ended');
  expect(source.problem).toMatch(/not a Lanescope trace/);
});

test('bytes of a virtual workspace are read the same', async () => {
  const source = new TraceSource(new WholeBytes(whole(greeting().rows)), false);
  opened.push(source);
  await next(source, 'ended');
  expect(source.trace.length).toBe(greeting().trace().length);
});
