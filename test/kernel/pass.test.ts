// Serving calls as they come in must be the same as submitting them and serving them then: it is only faster.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Exchange } from '../../src/kernel/exchange.ts';
import { Recorder } from '../../src/kernel/recorder.ts';
import { ruleOfType } from '../../src/primitives/kinds.ts';
import { type QueueOperation, queueMethod } from '../../src/primitives/queue/operations.ts';
import type { Reply } from '../../src/protocol/request.ts';
import type { TraceRow } from '../../src/trace/event.ts';

interface Step {
  process: number;
  queue: number;
  operation: QueueOperation;
  oneWay: boolean;
  timeout: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  process: fc.integer({ min: 1, max: 3 }),
  queue: fc.integer({ min: 0, max: 2 }),
  operation: fc.constantFrom<QueueOperation>(
    'put',
    'put',
    'put',
    'get',
    'get',
    'qsize',
    'taskDone',
    'join',
    'shutdown',
  ),
  oneWay: fc.boolean(),
  timeout: fc.constantFrom(0, 3000, Number.POSITIVE_INFINITY),
});

/** Plays the steps on a plain, a bounded and a joinable queue. @returns everything that was recorded and sent */
function play(steps: readonly Step[], servesAtOnce: boolean): { rows: TraceRow[]; sent: [number, Reply][] } {
  const rows: TraceRow[] = [];
  const sent: [number, Reply][] = [];
  const exchange = new Exchange(ruleOfType, new Recorder((row) => rows.push({ ...row })), {
    send: (id, reply) => sent.push([id, reply]),
    launch: () => {},
    signal: () => {},
    print: () => {},
    servesAtOnce,
    fileOf: (url) => url,
  });
  let now = 0;
  const receive = (id: number, request: Parameters<Exchange['receive']>[1]) => {
    now += 1000;
    exchange.receive(id, request, now);
    exchange.drain(now);
  };
  exchange.startMain(0);
  receive(1, { op: 'begin', time: 0 });
  const queues = [
    ['Queue', {}],
    ['Queue', { maxsize: 2 }],
    ['JoinableQueue', {}],
  ] as const;
  for (const [index, [type, options]] of queues.entries()) {
    receive(1, { op: 'create', object: 2 * index + 1, type, name: `q${index}`, options, site: 0, time: 0 });
  }
  const main = exchange.ports.get(1);
  for (const id of [2, 3]) {
    const info = { name: `P${id}`, daemon: false, identity: [id], target: null };
    const start = { op: 'start', object: 2 * id + 5, call: id, time: 0, site: 0, info } as const;
    receive(1, { ...start, payload: new Uint8Array(0), handles: [1, 3, 5] });
    receive(id, { op: 'begin', time: 0 });
    // every process calls the queues as main does
    for (const object of [1, 3, 5]) if (main) exchange.ports.get(id)?.bind(object, main.objectOf(object));
  }
  for (const [index, { process, queue, operation, oneWay, timeout }] of steps.entries()) {
    const isPut = operation === 'put';
    // a plain queue has no tasks
    if (queue < 2 && (operation === 'taskDone' || operation === 'join')) continue;
    receive(process, {
      op: 'call',
      object: queue * 2 + 1,
      method: queueMethod(operation),
      call: index + 10,
      oneWay: oneWay && isPut,
      time: now,
      site: 0,
      timeout,
      payload: isPut ? Uint8Array.of(index) : null,
      handles: [],
      preview: '',
    });
    const last = sent.at(-1);
    if (last?.[1].op === 'done' && last[1].payload) receive(last[0], { op: 'take', call: last[1].call, time: now });
  }
  return { rows, sent };
}

test('calls that are served as they come in leave the same trace and get the same answers', () => {
  let blocked = 0;
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const [served, submitted] = [play(steps, true), play(steps, false)];
      blocked += submitted.rows.filter(({ kind }) => kind === 10).length;
      expect(served).toEqual(submitted);
    }),
    { numRuns: 300 },
  );
  expect(blocked).toBeGreaterThan(100);
});
