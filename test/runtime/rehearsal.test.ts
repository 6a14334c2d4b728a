// What a waiting process does before its turn: all of it, and nothing that anybody could notice.

import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, test } from 'vitest';
import type { Host } from '../../src/runtime/link.ts';
import { Registry } from '../../src/runtime/loader/registry.ts';
import { rehearse } from '../../src/runtime/rehearsal.ts';

function never(): never {
  throw new Error('a rehearsal does nothing outside of itself');
}

test('a rehearsal is a child from its first word to its last, and touches nothing of its process', async () => {
  const registry = new Registry();
  const host: Host = {
    now: () => 1,
    importModule: never,
    registry,
    captureSite: () => undefined,
    world: () => ({ cwd: '/', env: {} }),
    scope: new AsyncLocalStorage(),
    memory: { create: never, attach: never, unlink: never, newName: never },
    exit: never,
    onUncaught: never,
    cpuCount: 1,
    pid: 1,
    previewBytes: 128,
  };
  const before = process.getActiveResourcesInfo();
  expect(await rehearse(host)).toEqual(['begin', 'call', 'call', 'take']);
  expect(process.getActiveResourcesInfo()).toEqual(before);
  expect(registry.has('lanescope:rehearsal')).toBe(false);
});
