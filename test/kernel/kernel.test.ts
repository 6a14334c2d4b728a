// The kernel against a simple model: any sequence of calls, in any order of serving, with deaths, aborts and timeouts.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KernelObject, Operation } from '../../src/kernel/object-rule.ts';
import type { ProcessEntry } from '../../src/kernel/process-entry.ts';
import { kindNumber } from '../../src/trace/event.ts';
import { illegalities } from '../helpers/legal.ts';
import { Bench } from './bench.ts';
import { type Method, Model, type ModelQueue, modelQueue } from './model.ts';

const methods: readonly Method[] = [
  ...(['put', 'put', 'put', 'get', 'get', 'get'] as const),
  ...(['qsize', 'empty', 'full', 'taskDone', 'join', 'shutdown', 'shutdownNow'] as const),
];
const timeouts = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 5000, 20_000];

const index = fc.nat(1000);
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('call' as const),
      process: index,
      queue: index,
      method: index,
      timeout: index,
      bytes: fc.integer({ min: 1, max: 6 }),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('serve' as const), which: index }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('take' as const), which: index }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), which: index }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat(9000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('end' as const), process: index }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
const steps = fc.array(step, { minLength: 5, maxLength: 120 });
const shapes = fc.array(
  fc.record({ maxsize: fc.nat(3), maxBytes: fc.constantFrom(0, 0, 8), isJoinable: fc.boolean() }),
  { minLength: 1, maxLength: 3 },
);
type Shape = { maxsize: number; maxBytes: number; isJoinable: boolean };

/** Kernel and model side by side; each step is done to both. */
class Pair {
  readonly bench = new Bench();
  readonly model = new Model();
  readonly processes: ProcessEntry[];
  readonly queues: { object: KernelObject; model: ModelQueue }[];
  readonly operations = new Map<number, Operation>();
  readonly delivered = new Map<number, number>();

  constructor(shapes: readonly Shape[]) {
    this.processes = [0, 1, 2].map((number) => this.bench.process(`P${number}`));
    this.queues = shapes.map(({ maxsize, maxBytes, isJoinable }, number) => ({
      object: this.bench.queue(`q${number}`, this.processes, isJoinable ? 'JoinableQueue' : 'Queue', {
        maxsize,
        maxBytes,
      }),
      model: modelQueue(maxsize, maxBytes, isJoinable),
    }));
  }

  get kernel() {
    return this.bench.kernel;
  }

  do(one: Step): void {
    const live = this.processes.filter(({ state }) => state === 'live');
    const open = [...this.operations.values()].filter(({ state }) => state !== 'ended');
    if (one.do === 'call') this.#call(one, live);
    else if (one.do === 'serve') this.#serve(pick(this.kernel.enabled(), one.which));
    else if (one.do === 'take')
      this.#take(
        pick(
          open.filter(({ state }) => state === 'granted'),
          one.which,
        ),
      );
    else if (one.do === 'cancel')
      this.#cancel(
        pick(
          open.filter(({ oneWay }) => !oneWay),
          one.which,
        ),
      );
    else if (one.do === 'wait') this.#wait(one.ms);
    else if (one.do === 'settle') this.kernel.settle();
    else this.#end(pick(live, one.process));
    this.compare();
  }

  compare(): void {
    expect(this.bench.decisions.splice(0)).toEqual(this.model.said.splice(0));
    expect([...this.kernel.enabled()].sort(ascending)).toEqual([...this.model.enabled()].sort(ascending));
    for (const { object, model } of this.queues) expect(object.state.size()).toBe(model.items.length);
  }

  #call(one: Step & { do: 'call' }, live: readonly ProcessEntry[]): void {
    const process = pick(live, one.process);
    const queue = pick(this.queues, one.queue);
    if (!process || !queue) return;
    const method = pick(
      methods.filter((name) => queue.model.isJoinable || (name !== 'taskDone' && name !== 'join')),
      one.method,
    )!;
    const timeout = ['put', 'get', 'join'].includes(method) ? pick(timeouts, one.timeout)! : Number.POSITIVE_INFINITY;
    const operation = this.bench.call(process, queue.object, method, { timeout, bytes: one.bytes });
    this.operations.set(operation.id, operation);
    const deadline = timeout === 0 ? 0 : this.bench.now + timeout;
    const [message, granted] = [operation.message?.id ?? 0, null];
    this.model.calls.push({
      id: operation.id,
      process: process.id,
      queue: queue.model,
      method,
      deadline,
      message,
      bytes: one.bytes,
      granted,
    });
  }

  #serve(id: number | undefined): void {
    if (id === undefined) return;
    this.kernel.serve(id);
    this.model.serve(id);
  }

  #take(operation: Operation | undefined): void {
    if (!operation) return;
    const message = operation.granted?.id ?? 0;
    this.delivered.set(message, (this.delivered.get(message) ?? 0) + 1);
    this.kernel.take(operation, this.bench.now);
    this.model.take(operation.id);
  }

  #cancel(operation: Operation | undefined): void {
    if (!operation) return;
    this.kernel.cancel(operation);
    this.model.cancel(operation.id);
  }

  /** The order in which several waits time out at once is the kernel's; each must be due then, and none may be left. */
  #wait(ms: number): void {
    this.kernel.setNow(this.bench.now + ms);
    this.kernel.expire();
    for (const { operation, what } of this.bench.decisions) {
      const call = this.model.calls.find(({ id }) => id === operation)!;
      expect(what).toBe('timeout');
      expect(this.model.isDue(call, this.bench.now)).toBe(true);
      this.model.timeOut(operation);
    }
    expect(this.model.calls.filter((call) => this.model.isDue(call, this.bench.now))).toEqual([]);
  }

  #end(process: ProcessEntry | undefined): void {
    if (!process) return;
    this.kernel.processEnded(process.id, -9);
    this.model.end(process.id);
    expect(process.operations.size + process.holds.size).toBe(0);
    for (const { object } of this.queues) expect(object.holders.has(process.id)).toBe(false);
  }

  /** Serves and takes until nothing moves: what is in no queue then has been delivered, exactly once. */
  finish(): void {
    for (let id = this.kernel.enabled()[0]; id !== undefined; id = this.kernel.enabled()[0]) {
      this.#serve(id);
      for (const operation of this.operations.values()) if (operation.state === 'granted') this.#take(operation);
      this.compare();
    }
  }
}

function pick<T>(from: readonly T[], which: number): T | undefined {
  return from[which % Math.max(1, from.length)];
}

const ascending = (a: number, b: number) => a - b;

describe('the kernel, served in any order', () => {
  test('does what the model of queues does, step by step, and records a legal trace', () => {
    fc.assert(
      fc.property(shapes, steps, (queues, todo) => {
        const pair = new Pair(queues);
        for (const one of todo) pair.do(one);
        pair.finish();
        for (const times of pair.delivered.values()) expect(times).toBe(1);
        expect(illegalities(pair.bench.rows)).toEqual([]);
      }),
      { numRuns: 600 },
    );
  });

  test('gives the same rows for the same steps', () => {
    fc.assert(
      fc.property(shapes, steps, (queues, todo) => {
        const [first, second] = [new Pair(queues), new Pair(queues)];
        for (const one of todo) {
          first.do(one);
          second.do(one);
        }
        expect(first.bench.rows).toEqual(second.bench.rows);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the kernel, first come first served', () => {
  test('wakes the waiters of a queue in the order of their calls, whoever dies, aborts or times out', () => {
    fc.assert(
      fc.property(shapes, steps, (queues, todo) => {
        const { bench, processes, ...pair } = new Pair(queues);
        const operations: Operation[] = [];
        const lastServed = new Map<string, number>();
        for (const one of todo) {
          const live = processes.filter(({ state }) => state === 'live');
          const open = operations.filter(({ state }) => state !== 'ended');
          if (one.do === 'call' && live.length > 0) {
            const method = one.method % 2 === 0 ? 'put' : 'get';
            const queue = pick(pair.queues, one.queue)!.object;
            const timeout = pick(timeouts, one.timeout)!;
            operations.push(bench.call(pick(live, one.process)!, queue, method, { timeout, bytes: one.bytes }));
          } else if (one.do === 'take') {
            for (const operation of open) if (operation.state === 'granted') bench.kernel.take(operation, bench.now);
          } else if (one.do === 'cancel') {
            const operation = pick(open, one.which);
            if (operation) bench.kernel.cancel(operation);
          } else if (one.do === 'wait') bench.kernel.setNow(bench.now + one.ms);
          else if (one.do === 'end' && live.length > 1) bench.kernel.processEnded(pick(live, one.process)!.id, -9);
          bench.drain();
          for (const { what, operation } of bench.decisions.splice(0)) {
            if (what !== 'done') continue;
            const served = operations.find(({ id }) => id === operation)!;
            const door = `${served.object.id} ${served.rule.name}`;
            expect(operation).toBeGreaterThan(lastServed.get(door) ?? 0);
            lastServed.set(door, operation);
          }
          expect(bench.kernel.enabled()).toEqual([]);
          expect(bench.kernel.nextDeadline()).toBeGreaterThan(bench.now);
        }
        expect(illegalities(bench.rows)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('ends a wait exactly at its deadline: not a nanosecond before, and with what came just then', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.boolean(), (timeout, comes) => {
        const bench = new Bench();
        const [a, b] = [bench.process('A'), bench.process('B')];
        const queue = bench.queue('q', [a, b]);
        bench.call(a, queue, 'get', { timeout });
        bench.drain();
        expect(bench.kernel.nextDeadline()).toBe(timeout);
        bench.kernel.setNow(timeout - 1);
        bench.drain();
        expect(bench.decisions).toEqual([]);
        bench.kernel.setNow(timeout);
        if (comes) bench.call(b, queue, 'put', { oneWay: true });
        bench.drain();
        expect(bench.decisions.map(({ what }) => what)).toContain(comes ? 'done' : 'timeout');
        expect(bench.decisions.map(({ what }) => what)).not.toContain(comes ? 'timeout' : 'done');
      }),
    );
  });

  test('times out a small put that waits behind a great one, and records that it was blocked', () => {
    const bench = new Bench();
    const [a, b, c] = [bench.process('A'), bench.process('B'), bench.process('C')];
    const queue = bench.queue('q', [a, b, c], 'Queue', { maxBytes: 10 });
    bench.call(a, queue, 'put', { bytes: 4 });
    bench.drain();
    bench.call(b, queue, 'put', { bytes: 9 });
    const small = bench.call(c, queue, 'put', { bytes: 1, timeout: 500 });
    bench.drain();
    expect(small.state).toBe('waiting');
    bench.kernel.setNow(500);
    bench.drain();
    expect(bench.decisions.at(-1)).toMatchObject({ what: 'timeout', operation: small.id });
  });

  test('keeps the room of an item that was granted and not taken, so that giving it back never overfills the queue', () => {
    const bench = new Bench();
    const [a, b] = [bench.process('A'), bench.process('B')];
    const queue = bench.queue('q', [a, b], 'Queue', { maxsize: 1 });
    bench.call(a, queue, 'put');
    const get = bench.call(b, queue, 'get');
    const second = bench.call(a, queue, 'put');
    bench.drain();
    expect([get.state, second.state]).toEqual(['granted', 'waiting']);
    bench.kernel.cancel(get);
    bench.drain();
    expect([second.state, queue.state.size()]).toEqual(['waiting', 1]);
    const again = bench.call(b, queue, 'get');
    bench.drain();
    bench.kernel.take(again, bench.now);
    bench.drain();
    expect([second.state, queue.state.size()]).toEqual(['ended', 1]);
    const woken = bench.rows.find((row) => row.kind === kindNumber.unblock && row.operation === second.id);
    expect(woken?.by).toBe(b.id);
  });

  test('puts items that were granted and not taken back into their places, in whatever order they come back', () => {
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 0, 2],
      [1, 2, 0],
      [0, 2, 1],
      [2, 0, 1],
    ]) {
      const bench = new Bench();
      const [a, b] = [bench.process('A'), bench.process('B')];
      const queue = bench.queue('q', [a, b]);
      for (let i = 0; i < 5; i++) bench.call(a, queue, 'put');
      bench.drain();
      const gets = [0, 1, 2].map(() => bench.call(b, queue, 'get'));
      bench.drain();
      for (const which of order) bench.kernel.cancel(gets[which]!);
      const again = [1, 2, 3, 4, 5].map(() => bench.call(b, queue, 'get'));
      bench.drain();
      expect(again.map(({ granted }) => granted?.place)).toEqual([1, 2, 3, 4, 5]);
    }
  });

  test('hands what a killed process had been given, and never took, to the next waiter', () => {
    const bench = new Bench();
    const [a, b, c] = [bench.process('A'), bench.process('B'), bench.process('C')];
    const queue = bench.queue('q', [a, b, c]);
    const get = bench.call(b, queue, 'get');
    bench.drain();
    const put = bench.call(a, queue, 'put');
    const second = bench.call(c, queue, 'get');
    bench.drain();
    expect([get.state, second.state]).toEqual(['granted', 'waiting']);
    bench.kernel.processEnded(b.id, -9);
    bench.drain();
    expect(second.granted).toBe(put.message);
    const woken = bench.rows.find((row) => row.kind === kindNumber.unblock && row.operation === second.id);
    expect(woken?.by).toBe(b.id);
  });
});
