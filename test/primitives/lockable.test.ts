// A permit counts as taken when the caller's promise resolves: until then an abort returns it.

import { expect, test } from 'vitest';
import type { Answer, HandleContext, HandleState } from '../../src/primitives/handle-context.ts';
import { lockHandles } from '../../src/primitives/lock/handle.ts';

class Ended extends Error {}

/** A lock whose acquire is answered when the test says so; what is told to the kernel is written down. */
function asked(type = 'Lock') {
  const said: string[] = [];
  const answer = Promise.withResolvers<Answer>();
  const state: HandleState = { object: 1, type, name: 'door', options: {}, closed: false };
  const granted: Answer = {
    status: 'done',
    code: 0,
    payload: null,
    handles: [],
    take: () => void said.push('take'),
    giveBack: () => void said.push('give back'),
  };
  const within = new Set<object>();
  const context = {
    site: () => 0,
    create: () => state,
    stateOf: () => state,
    call: async (_handle: object, method: number) => {
      said.push(['acquire', 'release', 'acquire alone', 'release alone'][method] ?? String(method));
      return answer.promise;
    },
    async within<R>(handle: object, body: () => Promise<R>) {
      within.add(handle);
      return body();
    },
    isWithin: (handle: object) => within.has(handle),
    takeLoan: () => undefined,
  } as unknown as HandleContext;
  const { Lock, RLock } = lockHandles(context);
  return { lock: type === 'Lock' ? new Lock() : new RLock(), said, grant: () => answer.resolve(granted), answer };
}

test('an abort before the acquire is answered to its caller gives the permit back, with the reason of the signal', async () => {
  const { lock, said, grant } = asked();
  const stop = new AbortController();
  const acquire = lock.acquire({ signal: stop.signal });
  grant();
  stop.abort(new Ended());
  await expect(acquire).rejects.toBeInstanceOf(Ended);
  expect(said).toEqual(['acquire', 'give back']);
});

test('without an abort it is taken before the caller goes on', async () => {
  const { lock, said, grant } = asked();
  grant();
  expect(await lock.acquire({ signal: new AbortController().signal })).toBe(true);
  expect(said).toEqual(['acquire', 'take']);
});

test('a timeout takes nothing: acquire is false, and hold says how long it waited', async () => {
  const { lock, said, answer } = asked();
  answer.resolve({ status: 'timeout' });
  expect(await lock.acquire({ timeout: 5 })).toBe(false);
  await expect(lock.hold({ timeout: 5 })).rejects.toThrow(/^Lock\.hold\(\) on door: .* within 5 ms/);
  expect(said).toEqual(['acquire', 'acquire']);
});

test('a body of with is alone in its process, a body inside it one level deeper', async () => {
  const { lock, said, grant } = asked('RLock');
  grant();
  await lock.with(() => lock.with(() => said.push('body')));
  expect(said.filter((one) => one !== 'take')).toEqual([
    'acquire alone',
    'acquire',
    'body',
    'release',
    'release alone',
  ]);
});
