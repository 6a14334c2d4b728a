// Locks and signals in the kernel against simple models: any calls, served in any order, with deaths, aborts and timeouts.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KernelObject, Operation } from '../../src/kernel/object-rule.ts';
import type { ProcessEntry } from '../../src/kernel/process-entry.ts';
import { encodeCount } from '../../src/primitives/condition/operations.ts';
import { kindNumber } from '../../src/trace/event.ts';
import { illegalities } from '../helpers/legal.ts';
import { Bench } from './bench.ts';
import {
  barrierModel,
  conditionModel,
  eventModel,
  type How,
  lockModel,
  type ModelCall,
  type SyncModel,
  semaphoreModel,
} from './sync-model.ts';

const index = fc.nat(1000);
const call = { process: index, object: index, method: index, timeout: index, count: fc.nat(3) };
const step = fc.oneof(
  { weight: 9, arbitrary: fc.record({ do: fc.constant('call' as const), ...call }) },
  { weight: 7, arbitrary: fc.record({ do: fc.constant('serve' as const), which: index }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('take' as const), which: index }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), which: index }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat(9000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('end' as const), process: index }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
const steps = fc.array(step, { minLength: 5, maxLength: 150 });
const timeouts = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 5000];

type Made = { object: KernelObject; model: SyncModel };

/** What is tested, by name; each with what it is made of. */
const shapes: Record<string, (bench: Bench, processes: ProcessEntry[]) => Made[]> = {
  Lock: (bench, all) => [{ object: bench.queue('lock', all, 'Lock'), model: lockModel(false) }],
  RLock: (bench, all) => [{ object: bench.queue('lock', all, 'RLock'), model: lockModel(true) }],
  Semaphore: (bench, all) => [
    { object: bench.queue('pool', all, 'Semaphore', { value: 2 }), model: semaphoreModel(2, Number.POSITIVE_INFINITY) },
  ],
  BoundedSemaphore: (bench, all) => [
    { object: bench.queue('pool', all, 'BoundedSemaphore', { value: 2 }), model: semaphoreModel(2, 2) },
  ],
  Event: (bench, all) => [{ object: bench.queue('ready', all, 'Event'), model: eventModel() }],
  Condition(bench, all) {
    const lock = { object: bench.queue('lock', all, 'RLock'), model: lockModel(true) };
    const holds = (process: number) => (lock.object.state as unknown as { owner: number }).owner === process;
    const object = bench.queue('ready', all, 'Condition', {}, [lock.object]);
    return [lock, { object, model: conditionModel(holds) }];
  },
  // without its lock in the way many sleep and are notified
  'Condition that everybody may use': (bench, all) => {
    const lock = { state: { isHeldBy: () => true } } as unknown as KernelObject;
    return [{ object: bench.queue('ready', all, 'Condition', {}, [lock]), model: conditionModel(() => true) }];
  },
  Barrier: (bench, all) => [
    { object: bench.queue('barrier', all, 'Barrier', { parties: 2 }), model: barrierModel(2, false) },
  ],
  'Barrier with an action': (bench, all) => [
    { object: bench.queue('barrier', all, 'Barrier', { parties: 2, action: 1 }), model: barrierModel(2, true) },
  ],
};

class Pair {
  readonly bench = new Bench();
  readonly processes: ProcessEntry[];
  readonly made: Made[];
  readonly calls: { operation: Operation; call: ModelCall; model: SyncModel }[] = [];
  readonly said: string[] = [];

  constructor(shape: string) {
    this.processes = [0, 1, 2].map((number) => this.bench.process(`P${number}`));
    this.made = shapes[shape]!(this.bench, this.processes);
  }

  do(one: Step): void {
    const live = this.processes.filter(({ state }) => state === 'live');
    if (one.do === 'call') this.#call(one, live);
    else if (one.do === 'serve') this.#serve(pick(this.bench.kernel.enabled(), one.which));
    else if (one.do === 'take') this.#take(pick(this.#in('granted'), one.which));
    else if (one.do === 'cancel') this.#cancel(pick([...this.#in('pending'), ...this.#in('granted')], one.which));
    else if (one.do === 'wait') this.#wait(one.ms);
    else if (one.do === 'settle') this.bench.kernel.settle();
    else this.#end(pick(live, one.process));
    this.#compare();
  }

  #in(state: ModelCall['state']) {
    return this.calls.filter(({ call }) => call.state === state);
  }

  #call(one: Step & { do: 'call' }, live: ProcessEntry[]): void {
    const process = pick(live, one.process);
    // as the edges do: what a process asks after a call that could be served is taken after it
    if (!process || this.bench.kernel.hasUnserved(process.id)) return;
    const { object, model } = pick(this.made, one.object)!;
    const method = pick(model.methods, one.method)!;
    const canWait = ['wait', 'acquire', 'acquireAlone'].includes(method);
    const timeout = canWait ? pick(timeouts, one.timeout)! : Number.POSITIVE_INFINITY;
    const argument = method === 'notify' ? { argument: encodeCount(one.count) } : {};
    const operation = this.bench.call(process, object, method, { timeout, ...argument });
    const deadline = timeout === 0 ? 0 : this.bench.now + timeout;
    const called: ModelCall = {
      id: operation.id,
      process: process.id,
      method,
      state: 'pending',
      deadline,
      count: one.count,
    };
    this.calls.push({ operation, call: called, model });
    model.called(called);
  }

  #serve(id: number | undefined): void {
    const found = this.calls.find(({ operation }) => operation.id === id);
    if (!found) return;
    const { call, model } = found;
    this.bench.kernel.serve(call.id);
    const error = model.serve(call);
    this.said.push(`${call.id} ${error === '' ? 'done' : error}`);
    call.state = error === '' && model.taken.includes(call.method) ? 'granted' : 'ended';
  }

  #take(found: { operation: Operation; call: ModelCall } | undefined): void {
    if (!found) return;
    this.bench.kernel.take(found.operation, this.bench.now);
    found.call.state = 'ended';
  }

  #over({ call, model }: { call: ModelCall; model: SyncModel }, how: How): void {
    model.over(call, how);
    call.state = 'ended';
    this.#refuse(model);
  }

  /** Others that end with it, and are told. */
  #refuse(model: SyncModel): void {
    for (const call of model.refused.splice(0)) {
      if (call.state !== 'ended') this.said.push(`${call.id} BrokenBarrierError`);
      call.state = 'ended';
    }
  }

  #cancel(found: { operation: Operation; call: ModelCall; model: SyncModel } | undefined): void {
    if (!found) return;
    this.bench.kernel.cancel(found.operation);
    this.said.push(`${found.call.id} cancelled`);
    this.#over(found, 'cancel');
  }

  /** Which of several waits that are due at once ends first is the kernel's; each must be due then, and none may be left. */
  #wait(ms: number): void {
    const { kernel, decisions } = this.bench;
    kernel.setNow(this.bench.now + ms);
    kernel.expire();
    for (const { operation, what } of decisions.filter((one) => one.what === 'timeout')) {
      const found = this.calls.find(({ call }) => call.id === operation)!;
      expect([found.call.deadline <= this.bench.now, found.model.maySettle(found.call)]).toEqual([true, false]);
      this.said.push(`${operation} ${what}`);
      this.#over(found, 'timeout');
    }
    const due = this.#in('pending').filter(({ call }) => call.deadline <= this.bench.now);
    const kept = due.filter(({ call }) => !this.#mayAny(call.process));
    expect(kept.map(({ call }) => call.id)).toEqual([]);
  }

  #mayAny(process: number): boolean {
    return this.#in('pending').some(({ call, model }) => call.process === process && model.maySettle(call));
  }

  #end(process: ProcessEntry | undefined): void {
    if (!process) return;
    this.bench.kernel.processEnded(process.id, -9);
    for (const found of this.calls) {
      if (found.call.process === process.id && found.call.state !== 'ended') this.#over(found, 'death');
    }
    expect(process.operations.size + process.holds.size).toBe(0);
  }

  #compare(): void {
    for (const { model } of this.made) this.#refuse(model);
    const decided = this.bench.decisions.splice(0).map(({ what, operation }) => `${operation} ${what}`);
    expect(decided.toSorted()).toEqual(this.said.splice(0).toSorted());
    const enabled = this.bench.kernel.enabled();
    for (const id of enabled) {
      const { call, model } = this.calls.find(({ operation }) => operation.id === id)!;
      expect([id, model.maySettle(call)]).toEqual([id, true]);
    }
    const may = this.processes.filter(({ id }) => this.#mayAny(id)).map(({ id }) => id);
    expect(enabled.map((id) => this.calls.find(({ call }) => call.id === id)!.call.process)).toEqual(may);
    for (const { object, model } of this.made) expect(object.state.size()).toBe(model.size());
  }
}

function pick<T>(from: readonly T[], which: number): T | undefined {
  return from[which % Math.max(1, from.length)];
}

describe('in the kernel, served in any order,', () => {
  test.each(Object.keys(shapes))('%s does what its model does, step by step, and records a legal trace', (shape) => {
    fc.assert(
      fc.property(steps, (todo) => {
        const pair = new Pair(shape);
        for (const one of todo) pair.do(one);
        expect(illegalities(pair.bench.rows)).toEqual([]);
      }),
      { numRuns: 250 },
    );
  });
});

describe('an RLock in the kernel', () => {
  function waiting() {
    const bench = new Bench();
    const [a, b] = [bench.process('A'), bench.process('B')];
    const lock = bench.queue('lock', [a, b], 'RLock');
    return { bench, kernel: bench.kernel, ask: (own: ProcessEntry, name: string) => bench.call(own, lock, name), a, b };
  }

  test('lets the owner in again only for as long as it is the owner', () => {
    const { kernel, ask, a, b } = waiting();
    const [first, second, other] = [ask(a, 'acquire'), ask(a, 'acquire'), ask(b, 'acquire')];
    kernel.serve(first.id);
    expect(kernel.enabled()).toEqual([second.id]);
    kernel.cancel(first);
    kernel.serve(other.id);
    expect(kernel.enabled()).toEqual([]);
    expect([second.state, other.state]).toEqual(['submitted', 'granted']);
  });

  test('lets the next body of `with` in where the one before it gave up', () => {
    const { kernel, ask, a } = waiting();
    const [held, first, second] = [ask(a, 'acquire'), ask(a, 'acquireAlone'), ask(a, 'acquireAlone')];
    kernel.serve(held.id);
    expect(kernel.enabled()).toEqual([first.id]);
    kernel.cancel(first);
    expect(kernel.enabled()).toEqual([second.id]);
  });
});

describe('in the kernel, first come first served,', () => {
  const waits: [string, string, string, Record<string, number>][] = [
    ['Lock', 'acquire', 'release', {}],
    ['RLock', 'acquire', 'release', {}],
    ['Semaphore', 'acquire', 'release', { value: 1 }],
    ['BoundedSemaphore', 'acquire', 'release', { value: 1 }],
  ];
  test.each(waits)('waiters of a %s get it in the order of their calls, each woken by the one before', (...shape) => {
    const [type, acquire, release, options] = shape;
    const bench = new Bench();
    const all = ['A', 'B', 'C', 'D'].map((name) => bench.process(name));
    const object = bench.queue('it', all, type, options);
    const asked = all.map((process) => bench.call(process, object, acquire));
    bench.drain();
    for (const [i, process] of all.entries()) {
      expect(asked.map(({ state }) => state)).toEqual(
        all.map((_, j) => (j < i ? 'ended' : j > i ? 'waiting' : 'granted')),
      );
      bench.kernel.take(asked[i]!, bench.now);
      bench.call(process, object, release);
      bench.drain();
    }
    const by = bench.rows.filter(({ kind }) => kind === kindNumber.unblock).map((row) => [row.process, row.by]);
    expect(by).toEqual([
      [2, 1],
      [3, 2],
      [4, 3],
    ]);
  });

  test('a permit that is given back before it was taken goes to the next waiter', () => {
    const bench = new Bench();
    const [a, b, c] = ['A', 'B', 'C'].map((name) => bench.process(name)) as [ProcessEntry, ProcessEntry, ProcessEntry];
    const lock = bench.queue('lock', [a, b, c], 'Lock');
    const [first, second, third] = [a, b, c].map((process) => bench.call(process, lock, 'acquire')) as Operation[];
    bench.drain();
    bench.kernel.cancel(first!);
    bench.drain();
    expect([first?.state, second?.state, third?.state]).toEqual(['ended', 'granted', 'waiting']);
    bench.kernel.processEnded(b.id, -9);
    bench.drain();
    expect(third?.state).toBe('granted');
    // B never had it: nothing is left behind
    expect(bench.rows.filter(({ kind }) => kind === kindNumber.finding)).toEqual([]);
  });
});
