// Every method that can block has an example that really blocks; a method that has none says why.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDeclared } from '../../docs/make/declared.ts';
import { readExamples, root } from '../../docs/make/examples.ts';

const text = readFileSync(join(root, 'dist', 'lanescope.d.ts'), 'utf8');
const declared = readDeclared(text);
const examples = readExamples();

/** Methods that wait, and are shown waiting by the example of something else. */
const elsewhere: Readonly<Record<string, [example: string, why: string]>> = {
  'Queue.[Symbol.asyncIterator]': ['queue', 'a loop has no name to hover over; the class shows it'],
  'Connection.[Symbol.asyncIterator]': ['pipe', 'a loop has no name to hover over; Pipe shows it'],
  'PoolIterator.[Symbol.asyncIterator]': ['pool-imap', 'a loop has no name to hover over; imap shows it'],
  'Pool.[Symbol.asyncDispose]': ['pool-terminate', 'it is terminate'],
  'Manager.[Symbol.asyncDispose]': ['manager-shutdown', 'it is shutdown'],
  'DictProxy.*': ['dict-proxy', 'each method waits in the same way, for the answer of the manager'],
  'ListProxy.*': ['list-proxy', 'each method waits in the same way, for the answer of the manager'],
  'NamespaceProxy.*': ['namespace-proxy', 'each method waits in the same way, for the answer of the manager'],
};

/** Methods that give a promise though they wait for no other process. */
const neverBlocks: Readonly<Record<string, readonly string[]>> = {
  'asks or tells the broker, which answers at once': [
    'Queue.putNowait',
    'Queue.getNowait',
    'Queue.qsize',
    'Queue.empty',
    'Queue.full',
    'Queue.joinThread',
    'Queue.shutdown',
    'JoinableQueue.taskDone',
    'SimpleQueue.put',
    'SimpleQueue.empty',
    'Connection.send',
    'Connection.sendBytes',
    'Lockable.release',
    'Lock.release',
    'RLock.release',
    'BoundedSemaphore.release',
    'Semaphore.getValue',
    'Event.isSet',
    'Event.set',
    'Event.clear',
    'Condition.notify',
    'Condition.notifyAll',
    'Barrier.reset',
    'Barrier.abort',
    'Barrier.waiting',
    'Barrier.broken',
  ],
  'is done by the operating system': [
    'Process.start',
    'Process.terminate',
    'Process.kill',
    'SharedMemory.create',
    'SharedMemory.attach',
    'SharedMemory.read',
    'SharedMemory.write',
    'SharedMemory.unlink',
  ],
};
const excused = Object.values(neverBlocks).flat();

const isElsewhere = (name: string) => name in elsewhere || name.replace(/\..*/, '.*') in elsewhere;

describe('the declarations', () => {
  test('are small enough to be shipped in one file', () => {
    expect(text.length).toBeLessThan(120_000);
    expect(text).not.toMatch(/@includeCode|@module|biome-ignore|^import /m);
  });

  test('every method that gives a promise has an example, or a reason to have none', () => {
    const bare = declared.filter(({ isAsync, example }) => isAsync && example === null).map(({ name }) => name);
    expect(bare.filter((name) => !excused.includes(name) && !isElsewhere(name))).toEqual([]);
  });

  test('every method that takes WaitOptions has an example of its own', () => {
    const waiting = declared.filter(({ takesWaitOptions }) => takesWaitOptions);
    expect(waiting.length).toBeGreaterThan(15);
    expect(waiting.filter(({ example }) => example === null)).toEqual([]);
  });

  test('no reason is given for a method that has an example, or is not there', () => {
    const async = new Map(declared.filter(({ isAsync }) => isAsync).map((one) => [one.name, one.example]));
    expect(excused.filter((name) => async.get(name) !== null)).toEqual([]);
    const named = Object.keys(elsewhere).filter((name) => !name.endsWith('.*'));
    expect(named.filter((name) => async.get(name) !== null)).toEqual([]);
    const examplesNamed = Object.values(elsewhere).map(([example]) => example);
    expect(examplesNamed.filter((name) => !examples.has(name))).toEqual([]);
  });

  test('each example is a file, is shown once, and uses what it is shown for', () => {
    const shown = declared.flatMap(({ name, example }) => (example === null ? [] : [{ name, example }]));
    const nameOf = new Map([...examples.values()].map(({ name, code }) => [code, name]));
    expect(shown.map(({ example }) => nameOf.get(example)).toSorted()).toEqual([...examples.keys()].toSorted());
    for (const { name, example } of shown) {
      const method = name.replace(/^.*\./, '');
      const isClass = !name.includes('.') && /^[A-Z]/.test(name);
      const use = isClass ? new RegExp(`\\b${method.replace('Proxy', '')}\\b`, 'i') : new RegExp(`\\b${method}\\(`);
      expect(example, name).toMatch(use);
    }
  });
});
