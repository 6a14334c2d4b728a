// The moments at which a pipe ends, one after the other as the kernel sees them.

import { expect, test } from 'vitest';
import type { KernelObject } from '../../../src/kernel/object-rule.ts';
import type { ProcessEntry } from '../../../src/kernel/process-entry.ts';
import { Bench, type CallFields } from '../../kernel/bench.ts';

/** Two processes of which the first has made a pipe; each holds one end of it. */
function family() {
  const bench = new Bench();
  const main = bench.process('MainProcess');
  const child = bench.process('Process-1', main.id);
  const [here, there] = bench.pipe(main);
  bench.kernel.hold(child.id, there);
  bench.kernel.letGo(main.id, there);
  const call = (process: ProcessEntry, object: KernelObject, name: string, fields: CallFields = {}) => {
    const operation = bench.call(process, object, name, fields);
    bench.drain();
    return operation;
  };
  const end = (process: ProcessEntry) => {
    bench.kernel.processEnded(process.id, 0);
    bench.drain();
  };
  const decided = (operation: { id: number }) => bench.decisions.find((one) => one.operation === operation.id)?.what;
  return { bench, main, child, here, there, call, end, decided };
}

test('while a message is given out and not taken, it may come back: the file has not ended yet', () => {
  const { bench, main, child, here, there, call, end, decided } = family();
  const other = bench.process('Process-2', main.id);
  bench.kernel.hold(other.id, there);
  call(main, here, 'send');
  const first = call(child, there, 'recv');
  end(main);
  const [second, poll] = [call(other, there, 'recv'), call(other, there, 'poll')];
  expect([decided(first), decided(second), decided(poll)]).toEqual(['done', undefined, undefined]);
  // it is killed before it has taken the message
  end(child);
  expect([decided(second), decided(poll)]).toEqual(['done', undefined]);
  const third = call(other, there, 'recv');
  expect(decided(third)).toBeUndefined();
  bench.kernel.take(second, bench.now);
  bench.drain();
  expect([decided(third), decided(poll)]).toEqual(['EOFError', 'done']);
});

test('that nobody can receive any more is told before the end of the last receiver', () => {
  const { bench, main, child, here, call, end, decided } = family();
  end(child);
  expect(bench.told.slice(-2)).toEqual(['first is shut', 'Process-1 is ended']);
  expect(decided(call(main, here, 'send'))).toBe('BrokenPipeError');
});

test('an end that was given and not taken is held, and comes back with its message', () => {
  const { bench, main, child, here, there, call, end, decided } = family();
  const [left, right] = bench.pipe(main);
  call(main, here, 'send', { handles: [right] });
  call(child, there, 'recv');
  bench.kernel.letGo(main.id, right);
  const waiting = call(main, left, 'recv');
  expect(decided(waiting)).toBeUndefined();
  const other = bench.process('Process-2', main.id);
  bench.kernel.hold(other.id, there);
  end(child);
  expect(decided(waiting)).toBeUndefined();
  end(other);
  expect(decided(waiting)).toBe('EOFError');
});

test('what nobody can receive any more is dropped', () => {
  const { main, child, here, there, call, end } = family();
  call(main, here, 'send');
  call(main, here, 'send');
  expect(there.state.size()).toBe(2);
  end(child);
  expect(there.state.size()).toBe(0);
});

test('no end is in two pipes', () => {
  const { bench, main, here } = family();
  const fields = { name: 'third', creator: main.id, site: 0, at: 0, options: {}, parts: [here] };
  expect(() => bench.kernel.createObject(here.rule, fields)).toThrow(RangeError);
});
