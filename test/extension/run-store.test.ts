// Traces of runs: named after script and moment, the oldest deleted, and what their sites may open.

import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type * as vscode from 'vscode';
import { RunStore, siteRoots, traceName } from '../../src/extension/run-store.ts';

let folder: string;
let store: RunStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lanescope-store-'));
  const kept = new Map<string, unknown>();
  const workspaceState = {
    get: (key: string, fallback: unknown) => kept.get(key) ?? fallback,
    update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)),
  };
  store = new RunStore({ storageUri: { fsPath: folder }, workspaceState } as unknown as vscode.ExtensionContext);
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a trace is named after the script and the moment', () => {
  expect(traceName('/w/greet.ts', new Date(2026, 10, 20, 16, 12, 5, 7))).toBe('greet-20261120-161205-007.lanes');
});

test('a new run leaves the newest of the others, as many as are kept with it', async () => {
  const runs = join(folder, 'runs');
  mkdirSync(runs);
  for (let i = 1; i <= 5; i++) {
    writeFileSync(join(runs, `${i}.lanes`), '');
    utimesSync(join(runs, `${i}.lanes`), i, i);
  }
  writeFileSync(join(runs, 'note.txt'), '');
  await store.makeRoom(3);
  expect(readdirSync(runs).sort()).toEqual(['4.lanes', '5.lanes', 'note.txt']);
});

test('the store knows which script and folder a trace belongs to', () => {
  const trace = store.add('/w/sub/greet.ts', '/w');
  expect(store.find(trace)).toEqual({ trace, script: '/w/sub/greet.ts', cwd: '/w' });
  expect(store.find('/elsewhere/a.lanes')).toBeUndefined();
});

test('a run that we started may open files of its folders, a trace from elsewhere those beside it', () => {
  const record = { trace: '/storage/a.lanes', script: '/w/sub/greet.ts', cwd: '/w' };
  expect(siteRoots(record.trace, record, ['/v'])).toEqual(['/v', '/w', '/w/sub']);
  expect(siteRoots('/downloads/a.lanes', undefined, ['/v'])).toEqual(['/v', '/downloads']);
});
