// A process holds the handles of what it has taken, and those alone: what it could not rebuild, or has closed meanwhile, it lets go.

import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, test } from 'vitest';
import type { Reply, Request } from '../../src/protocol/request.ts';
import { createRuntime } from '../../src/runtime/create-runtime.ts';
import type { Link } from '../../src/runtime/link.ts';
import { Registry } from '../../src/runtime/loader/registry.ts';
import { SimulatedMemory } from '../sim/memory.ts';

function world() {
  const [sent, uncaught]: [Request[], unknown[]] = [[], []];
  const link: Link = { send: (request) => sent.push(request), onReply: () => {}, setBusy: () => {}, probe: () => {} };
  const { api } = createRuntime(link, {
    now: () => 0,
    world: () => ({ cwd: '/', env: {} }),
    importModule: async () => {
      throw new Error('no such module');
    },
    registry: new Registry(),
    captureSite: () => undefined,
    exit: () => {
      throw new Error('exit');
    },
    onUncaught: (error) => uncaught.push(error),
    scope: new AsyncLocalStorage(),
    memory: new SimulatedMemory(),
    cpuCount: 1,
    pid: 1,
    previewBytes: 0,
  });
  const ops = (op: Request['op']) => sent.filter((request) => request.op === op);
  const reply = (one: Reply) => link.onReply(one as never);
  return { api, sent, ops, reply, uncaught };
}

/** A message with a connection inside, as another process has encoded it. */
function message(): Uint8Array {
  const { api, ops } = world();
  const [first] = api.Pipe({ name: 'line' });
  void new api.Queue({ name: 'q' }).put([first]);
  const [call] = ops('call') as (Request & { op: 'call' })[];
  if (!call?.payload) throw new Error('nothing was put');
  return (call.payload as Uint8Array).slice();
}

async function getting(delay: number) {
  const made = world();
  const { api, ops, reply } = made;
  const q = new api.Queue({ name: 'q' });
  const get = q.get();
  const call = ops('call')[0] as Request & { op: 'call' };
  const payload = message();
  // the first get makes the handle known, the second brings it again
  reply({ op: 'done', call: call.call, code: 0, payload, handles: [2] });
  const [connection] = (await get) as [{ close(): void; closed: boolean }];
  const again = q.get();
  const next = ops('call')[1] as Request & { op: 'call' };
  reply({ op: 'done', call: next.call, code: 0, payload, handles: [2] });
  for (let i = 0; i < delay; i++) await Promise.resolve();
  connection.close();
  const [same] = (await again) as [{ closed: boolean }];
  return { ...made, same };
}

test.each([
  0, 1, 2, 3, 4, 5, 6, 7, 8,
])('a handle that is closed %i moments after it came again is held only while it is open', async (delay) => {
  const { sent, same } = await getting(delay);
  const last = sent.filter(({ op }) => op === 'take' || op === 'close').at(-1)?.op;
  expect(last).toBe(same.closed ? 'close' : 'take');
});

test('the handles of what could not be rebuilt are let go', async () => {
  const { api, ops, reply, sent } = world();
  const q = new api.Queue({ name: 'q' });
  const get = q.get();
  const [call] = ops('call') as (Request & { op: 'call' })[];
  const payload = message();
  // cut in the middle
  reply({ op: 'done', call: call?.call ?? 0, code: 0, payload: payload.subarray(0, payload.length - 3), handles: [2] });
  await expect(get).rejects.toThrow();
  expect(sent.slice(-2)).toMatchObject([{ op: 'take' }, { op: 'close', object: 2 }]);
});

test('a send that had crossed with the end of the last reader ends nobody, another failure does', () => {
  const { reply, uncaught } = world();
  reply({ op: 'failed', call: 1, error: 'BrokenPipeError', text: 'nobody can receive it' });
  expect(uncaught).toEqual([]);
  reply({ op: 'failed', call: 2, error: 'InvalidStateError', text: 'something else' });
  expect(uncaught).toHaveLength(1);
});
