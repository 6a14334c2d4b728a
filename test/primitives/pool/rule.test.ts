// A pool in the kernel: who waits for a task, and what is recorded of one that has failed.

import { expect, test } from 'vitest';
import { withResultHead, withTaskHead } from '../../../src/primitives/pool/heads.ts';
import { kindNumber } from '../../../src/trace/event.ts';
import { Bench } from '../../kernel/bench.ts';

const nothing = new Uint8Array(0);

/** A pool with two workers, of which the first is given the only task. */
function withOneTask() {
  const bench = new Bench();
  const [main, first, second] = [bench.process('main'), bench.process('first'), bench.process('second')];
  const pool = bench.queue('pool', [main, first, second], 'Pool');
  const asked = [first, second].map((worker) => bench.call(worker, pool, 'task'));
  bench.drain();
  bench.call(main, pool, 'submit', { argument: withTaskHead({ job: 5, chunk: 0, isLast: true }, nothing) });
  bench.drain();
  return { bench, main, first, pool, asked };
}

test('workers of a closed pool have nothing to wait for once the last task is taken', () => {
  const { bench, main, pool, asked } = withOneTask();
  bench.call(main, pool, 'close');
  bench.drain();
  // it may still come back
  expect(asked.map(({ state }) => state)).toEqual(['granted', 'waiting']);
  if (asked[0]) bench.kernel.take(asked[0], bench.now);
  bench.drain();
  expect(asked.map(({ state }) => state)).toEqual(['ended', 'granted']);
});

test.each([
  ['failed', 5],
  ['done', 0],
] as const)('a task that is %s is finished with the code %i', (fate, code) => {
  const { bench, first, pool, asked } = withOneTask();
  if (asked[0]) bench.kernel.take(asked[0], bench.now);
  bench.call(first, pool, 'finish', { argument: withResultHead({ job: 5, chunk: 0, fate }, nothing) });
  bench.drain();
  const ends = bench.rows.filter(({ kind, process }) => kind === kindNumber.return && process === first.id);
  expect(ends.at(-1)?.code).toBe(code);
});
