// What the runtime makes of a numbered call: the site of its number, or, wherever there is doubt, of a captured stack.

import { AsyncLocalStorage } from 'node:async_hooks';
import { beforeAll, describe, expect, test } from 'vitest';
import { sitedMethods } from '../../src/primitives/sited-methods.ts';
import type { Request } from '../../src/protocol/request.ts';
import { createRuntime } from '../../src/runtime/create-runtime.ts';
import { callTable, installHelpers } from '../../src/runtime/loader/call-ids.ts';
import { Registry } from '../../src/runtime/loader/registry.ts';
import { SimulatedMemory } from '../sim/memory.ts';

type Lay = (receiver: unknown, id: number, argument: unknown) => unknown;

const here = { url: 'file:///numbered.ts', line: 7, column: 3 };
const captured = { url: 'file:///captured.ts', line: 1, column: 1 };
const put = callTable.baseFor(here.url) + 1;
let lay: Lay;

beforeAll(() => {
  installHelpers();
  callTable.set(put, { ...here, method: 'put' });
  lay = (globalThis as unknown as { __lanescope_call: Lay }).__lanescope_call;
});

function world() {
  const sent: Request[] = [];
  const link = {
    send: (request: Request) => sent.push(request),
    onReply: () => {},
    setBusy: () => {},
    probe: () => {},
  };
  const { api, lastPlace } = createRuntime(link, {
    now: () => 0,
    world: () => ({ cwd: '/', env: {} }),
    importModule: async () => {},
    registry: new Registry(),
    captureSite: () => captured,
    scope: new AsyncLocalStorage(),
    exit: () => {
      throw new Error('exit');
    },
    onUncaught: () => {},
    memory: new SimulatedMemory(),
    cpuCount: 1,
    pid: 1,
    previewBytes: 0,
  });
  /** The places of the calls so far. */
  const places = () => {
    const sites = new Map(sent.flatMap((request) => (request.op === 'site' ? [[request.site, request.url]] : [])));
    return sent.flatMap((request) => (request.op === 'call' ? [sites.get(request.site)] : []));
  };
  return { api, places, lastPlace };
}

describe('a call with a number', () => {
  test('is at the place of the number, once; the same place has one site', async () => {
    const { api, places, lastPlace } = world();
    const q = new api.Queue();
    await q.put(lay(q, put, 1));
    expect(lastPlace()).toEqual(here);
    await q.put(lay(q, put, 1));
    await q.put(1);
    expect(places()).toEqual([here.url, here.url, captured.url]);
    expect(lastPlace()).toEqual(captured);
  });

  test.each<
    [string, (q: { put(item: unknown): Promise<void> }, other: { put(item: unknown): Promise<void> }) => unknown]
  >([
    ['of another handle', (q, other) => q.put(lay(other, put, 1))],
    ['of another method', (q) => q.put(lay(q, put + 1, 1))],
    ['that no module has', (q) => q.put(lay(q, put + 2, 1))],
    ['on what is no handle', (q) => q.put(lay(new Map(), put, 1))],
    [
      'on a handle with a put of its own',
      (q) => {
        const original = q.put;
        q.put = (item) => original.call(q, item);
        return q.put(lay(q, put, 1));
      },
    ],
  ])('%s is at the captured place', async (_what, call) => {
    callTable.set(put + 1, { ...here, method: 'get' });
    const { api, places } = world();
    await call(new api.Queue(), new api.Queue());
    expect(places()).toEqual([captured.url]);
  });

  test('in a subclass counts where the method is inherited, not where it is replaced', async () => {
    const { api, places } = world();
    class Same extends api.Queue {}
    class Other extends api.Queue {
      override async put(item: unknown) {
        return super.put(item);
      }
    }
    const [same, other] = [new Same(), new Other()];
    await same.put(lay(same, put, 1));
    await other.put(lay(other, put, 1));
    expect(places()).toEqual([here.url, captured.url]);
  });

  test('is numbered by several runtimes of one thread on their own', async () => {
    const [one, two] = [world(), world()];
    const [a, b] = [new one.api.Queue(), new two.api.Queue()];
    await a.put(lay(a, put, 1));
    await b.put(lay(b, put, 1));
    expect([one.places(), two.places()]).toEqual([[here.url], [here.url]]);
  });
});

test('every name whose calls are numbered is a method of a handle', () => {
  const prototypes = Object.values(world().api).map((one) => (one as { prototype?: object }).prototype ?? {});
  expect([...sitedMethods].filter((name) => !prototypes.some((one) => name in one))).toEqual([]);
});

test('modules share no numbers, whatever their names', () => {
  const bases = Array.from({ length: 3000 }, (_, index) => callTable.baseFor(`file:///m${index}.ts`));
  expect(new Set(bases).size).toBe(bases.length);
  expect(callTable.baseFor('file:///m7.ts')).toBe(bases[7]);
  expect(Math.max(...bases)).toBeLessThan(2 ** 31 - 2000);
});
