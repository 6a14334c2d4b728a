// Whoever keeps something for a message is told once that nobody will read it any more, and not before.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Operation } from '../../src/kernel/object-rule.ts';
import { queueMethod } from '../../src/primitives/queue/operations.ts';
import { Bench } from './bench.ts';

const step = fc.tuple(
  fc.constantFrom('put', 'put', 'tell', 'get', 'get', 'serve', 'serve', 'take', 'cancel', 'wait', 'shutdown', 'end'),
  fc.nat(1000),
);

/** Messages that somebody may still read: they lie in a queue, were given out and not taken, or wait to be put. */
function live(bench: Bench, queue: ReturnType<Bench['queue']>, operations: readonly Operation[]): number[] {
  const { stock } = queue.state;
  const inside = Array.from({ length: stock?.length ?? 0 }, (_, i) => stock?.peek(i)?.id ?? 0);
  const onTheWay = operations.flatMap(({ state, message, granted }) => {
    if (granted) return [granted.id];
    return message && (state === 'submitted' || state === 'waiting') ? [message.id] : [];
  });
  expect(new Set(bench.gone).size).toBe(bench.gone.length);
  return [...inside, ...onTheWay];
}

describe('a message', () => {
  test('is gone exactly when it was taken or dropped, in any sequence of calls', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 80 }), fc.nat(2), (steps, maxsize) => {
        const bench = new Bench();
        const processes = [bench.process('A'), bench.process('B'), bench.process('C')];
        const queue = bench.queue('q', processes, 'Queue', { maxsize });
        const operations: Operation[] = [];
        const made: number[] = [];
        for (const [what, n] of steps) {
          const process = processes[n % 3];
          const operation = operations[n % Math.max(1, operations.length)];
          const isAlive = process && process.state !== 'ended';
          if ((what === 'put' || what === 'get' || what === 'shutdown' || what === 'tell') && isAlive) {
            const name = { put: 'put', tell: 'put', get: 'get', shutdown: n % 2 === 0 ? 'shutdownNow' : 'shutdown' }[
              what
            ];
            const timeout = n % 5 === 0 ? 5000 : Number.POSITIVE_INFINITY;
            operations.push(bench.call(process, queue, name, { timeout, oneWay: what === 'tell' }));
            const { message } = operations.at(-1) ?? {};
            if (message) made.push(message.id);
          } else if (what === 'serve') {
            const enabled = bench.kernel.enabled();
            const id = enabled[n % Math.max(1, enabled.length)];
            if (id !== undefined) bench.kernel.serve(id);
          } else if (what === 'take' && operation) bench.kernel.take(operation, bench.now);
          else if (what === 'cancel' && operation) bench.kernel.cancel(operation);
          else if (what === 'wait') {
            bench.kernel.setNow(bench.now + n * 20);
            bench.kernel.settle();
            bench.kernel.expire();
          } else if (what === 'end' && process && n % 4 === 0) bench.kernel.processEnded(process.id, 0);
          expect([...live(bench, queue, operations), ...bench.gone].sort((a, b) => a - b)).toEqual(made);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('is gone when the link has answered a get with it', () => {
    const bench = new Bench();
    const process = bench.process('A');
    const object = bench.queue('q', [process]);
    const call = { process: process.id, object, call: 0, site: 0, calledAt: 0, handles: [], preview: '' };
    const timeout = Number.POSITIVE_INFINITY;
    const put = { ...call, method: queueMethod('put'), oneWay: true, timeout, payload: new Uint8Array(1) };
    bench.kernel.pass(put);
    expect(bench.gone).toEqual([]);
    bench.kernel.passTaken({ ...call, method: queueMethod('get'), oneWay: false, timeout, payload: null }, 0);
    expect(bench.gone).toEqual([1]);
  });
});
