// What TypeScript 7 knows of lanescope in folders as users have them: by its language server, and by its compiler.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lay, laySamples, matrix } from './matrix.ts';
import { startLanguageServer, type TypeServer, tsc7 } from './servers.ts';

const base = mkdtempSync(join(tmpdir(), 'lanescope-typescript-7-'));
const rows = matrix.map((row, index) => ({ ...row, folder: join(base, String(index)) }));
let server: TypeServer;

beforeAll(async () => {
  server = await startLanguageServer();
});
afterAll(async () => {
  await server?.close();
  rmSync(base, { recursive: true, force: true });
});

/** As in an editor, a file without a configuration is a module of its own for a bundler. */
const loose = ['--ignoreConfig', '--module', 'preserve', '--target', 'es2022', '--strict', '--allowJs'];

/** Codes that the compiler ends with. */
function compile(cwd: string, ...args: string[]): number[] {
  const { stdout } = spawnSync(process.execPath, [tsc7, '--noEmit', ...args], { cwd, encoding: 'utf8' });
  return [...stdout.matchAll(/error TS(\d+)/g)].map((match) => Number(match[1])).sort((a, b) => a - b);
}

test.each(rows)('the editor with $title: $expected', async (row) => {
  expect(await server.codesOf(await lay(row.folder, row))).toEqual(row.expected);
});

test.each(rows.filter(({ compiled }) => compiled))('the compiler with $title: $expected', async (row) => {
  const script = await lay(`${row.folder}-compiled`, row);
  expect(compile(dirname(script), ...loose, script)).toEqual(row.expected);
});

test('every sample has no problem beside the stub, in the editor', async () => {
  const folder = join(base, 'samples');
  mkdirSync(folder);
  // one that keeps nothing of other folders answers ten times as fast
  const fresh = await startLanguageServer();
  for (const file of await laySamples(folder)) expect([file, await fresh.codesOf(file)]).toEqual([file, []]);
  await fresh.close();
});

test('every sample has no problem beside the stub, for the compiler', async () => {
  const folder = join(base, 'samples-compiled');
  mkdirSync(folder);
  expect(compile(folder, ...loose, ...(await laySamples(folder)))).toEqual([]);
});
