// Modules that one process has prepared and another one runs: the same in every respect, and only of the very same text.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Programs } from './program.ts';

const programs = new Programs({ LANESCOPE_CALL_SITES: 'ids' });
beforeAll(() => programs.build());
afterAll(() => programs.close());

let count = 0;
function newStore(): { LOADER_STORE: string } {
  const folder = path.join(programs.folder, `shared-${++count}`);
  mkdirSync(folder);
  return { LOADER_STORE: folder };
}

function modulesOf({ LOADER_STORE }: { LOADER_STORE: string }): Record<string, unknown>[] {
  return readdirSync(LOADER_STORE).map((name) => JSON.parse(readFileSync(path.join(LOADER_STORE, name), 'utf8')));
}

/** Prints what depends on how it was prepared: an enum, a private member, the place of an error. */
const program = {
  'main.ts': [
    "import { other } from './other';",
    "enum Colour { red = 'red' }",
    'class Own { #secret = 1; constructor(readonly given: Colour) {} has(): boolean { return #secret in this; } }',
    'const own = new Own(Colour.red);',
    "console.log(other, own.given, own.has()); console.log(new Error('here').stack?.split('\\n')[1]);",
  ].join('\n'),
  'other.ts': "export const other: string = 'other';\n",
};

test('a child runs what the main process has prepared, with the same places and values', () => {
  const script = path.join(programs.write(program), 'main.ts');
  const store = newStore();
  const alone = programs.start('main', script);
  const first = programs.start('main', script, store);
  expect(modulesOf(store)).toHaveLength(2);
  expect(first).toEqual(alone);
  expect(programs.start('main', script, store)).toEqual(alone);
  expect(programs.start('child', script, store)).toEqual(alone);
  expect(modulesOf(store)).toHaveLength(2);
});

test('what is prepared is run, and not the file once more', () => {
  const folder = programs.write({ 'main.ts': "console.log('of the file' as string); export {};\n" });
  const store = newStore();
  expect(programs.start('main', path.join(folder, 'main.ts'), store).lines).toEqual(['of the file']);
  const [name = ''] = readdirSync(store.LOADER_STORE);
  const kept = path.join(store.LOADER_STORE, name);
  writeFileSync(kept, readFileSync(kept, 'utf8').replace('of the file', 'of the store'));
  expect(programs.start('child', path.join(folder, 'main.ts'), store).lines).toEqual(['of the store']);
});

test('a file of other text, or what was written only in part, is prepared anew', () => {
  const folder = programs.write({ 'main.ts': "console.log('one' as string); export {};\n" });
  const script = path.join(folder, 'main.ts');
  const store = newStore();
  programs.start('main', script, store);
  writeFileSync(script, "console.log('two' as string); export {};\n");
  expect(programs.start('child', script, store).lines).toEqual(['two']);
  for (const name of readdirSync(store.LOADER_STORE))
    writeFileSync(path.join(store.LOADER_STORE, name), '{"format":"mod');
  expect(programs.start('child', script, store)).toEqual({ lines: ['two'], stderr: '', status: 0 });
});

test('a CommonJS script is the main module in the main process alone, whoever prepared it', () => {
  const script = path.join(programs.write({ 'main.cts': 'console.log(require.main === module);\n' }), 'main.cts');
  for (const roles of [
    ['main', 'child', 'main'],
    ['child', 'main', 'child'],
  ] as const) {
    const store = newStore();
    const seen = roles.map((role) => programs.start(role, script, store).lines.join());
    expect(seen).toEqual(roles.map((role) => String(role === 'main')));
  }
});

test('code that nobody can run fails as it does without a store, each time', () => {
  const script = path.join(programs.write({ 'main.ts': 'const a: number = ;\n' }), 'main.ts');
  const store = newStore();
  const alone = programs.start('main', script);
  expect(alone.status).toBe(1);
  expect(programs.start('main', script, store)).toEqual(alone);
  expect(programs.start('main', script, store)).toEqual(alone);
  expect(modulesOf(store)).toEqual([]);
});

test('a store that is gone is no reason to fail', () => {
  const script = path.join(programs.write({ 'main.ts': "console.log('runs' as string);\n" }), 'main.ts');
  const gone = { LOADER_STORE: path.join(programs.folder, 'gone') };
  expect(programs.start('main', script, gone)).toEqual({ lines: ['runs'], stderr: '', status: 0 });
});
