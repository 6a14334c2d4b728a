// A get between its grant and its promise: an abort in that moment gives the item back, and the kernel hears of it once.

import { expect, test } from 'vitest';
import type { Answer, HandleContext, HandleState } from '../../../src/primitives/handle-context.ts';
import { queueHandles } from '../../../src/primitives/queue/handle.ts';

class Ended extends Error {}

/** A runtime that has granted an item, and whose decoding (it imports a module, say) ends when the test says so. */
function granted() {
  const said: string[] = [];
  const decoded = Promise.withResolvers<unknown>();
  const state: HandleState = { object: 1, type: 'Queue', name: 'q', options: {}, closed: false };
  const answer: Answer = {
    status: 'done',
    code: 0,
    payload: new Uint8Array(1),
    handles: [],
    take: () => void said.push('take'),
    giveBack: () => void said.push('give back'),
  };
  const calls: string[] = [];
  const context: HandleContext = {
    site: () => 0,
    create: () => state,
    nameHere: () => 'q',
    closeCount: 0,
    stateOf: () => state,
    call: async () => {
      calls.push('call');
      return answer;
    },
    tell: async () => void calls.push('tell'),
    tellOnCredit: () => undefined,
    takeLent: () => undefined,
    takeLoan: () => undefined,
    close: () => {},
    isHandle: () => false,
    preview: () => '',
    isShut: () => said.includes('shut'),
    encode: () => ({ bytes: new Uint8Array(1), handles: [], preview: '' }),
    decode: () => decoded.promise,
    now: () => 0,
    within: (_handle, body) => body(),
    isWithin: () => false,
  };
  const { Queue } = queueHandles(context);
  return { queue: new Queue(), said, decoded, calls };
}

test('an item is taken when it has been rebuilt', async () => {
  const { queue, said, decoded } = granted();
  const get = queue.get();
  await Promise.resolve();
  expect(said).toEqual([]);
  decoded.resolve('item');
  expect(await get).toBe('item');
  expect(said).toEqual(['take']);
});

test('an abort while the item is rebuilt gives it back, with the reason of the signal', async () => {
  const { queue, said, decoded } = granted();
  const stop = new AbortController();
  const get = queue.get({ signal: stop.signal });
  await Promise.resolve();
  stop.abort(new Ended());
  decoded.resolve('item');
  await expect(get).rejects.toBeInstanceOf(Ended);
  expect(said).toEqual(['give back']);
});

test('an item that cannot be rebuilt here counts as taken, and the fault is told', async () => {
  const { queue, said, decoded } = granted();
  const get = queue.get();
  decoded.reject(new RangeError('no such class'));
  await expect(get).rejects.toThrow('no such class');
  expect(said).toEqual(['take']);
});

test('nobody waits for the answer of a put into an unbounded queue, until the queue is shut down', async () => {
  const { queue, said, calls } = granted();
  await queue.put(1);
  said.push('shut');
  await queue.put(2);
  expect(calls).toEqual(['tell', 'call']);
});
