// Types are offered once per folder, and nowhere after "Don't Ask Again".

import { expect, test } from 'vitest';
import type { Memento } from 'vscode';
import { OfferMemory } from '../../../src/extension/types/offer-memory.ts';

function state(): Memento {
  const kept = new Map<string, unknown>();
  return {
    get: (key: string, fallback: unknown) => kept.get(key) ?? fallback,
    update: async (key: string, value: unknown) => void kept.set(key, value),
  } as unknown as Memento;
}

test('a folder is asked about once, in every later window of the workspace too', async () => {
  const context = { globalState: state(), workspaceState: state() };
  const memory = new OfferMemory(context);
  expect(memory.mayOffer('/a')).toBe(true);
  await memory.offered('/a');
  expect([memory.mayOffer('/a'), memory.mayOffer('/b')]).toEqual([false, true]);
  await memory.offered('/b');
  const later = new OfferMemory(context);
  expect([later.mayOffer('/a'), later.mayOffer('/b'), later.mayOffer('/c')]).toEqual([false, false, true]);
});

test('never means every folder of every workspace', async () => {
  const globalState = state();
  await new OfferMemory({ globalState, workspaceState: state() }).never();
  expect(new OfferMemory({ globalState, workspaceState: state() }).mayOffer('/a')).toBe(false);
});
