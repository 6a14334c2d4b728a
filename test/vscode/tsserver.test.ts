// What the TypeScript 6 of VS Code knows of lanescope in folders as users have them: its tsserver, without a window.

import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lay, laySamples, matrix } from '../types/matrix.ts';
import { startTsserver, type TypeServer } from '../types/servers.ts';
import { installHost } from './host/install.ts';

const base = mkdtempSync(join(tmpdir(), 'lanescope-tsserver-'));
const rows = matrix.map((row, index) => ({ ...row, folder: join(base, String(index)) }));
let typescript: string;
let server: TypeServer;

beforeAll(async () => {
  const installed = await installHost();
  typescript = join(dirname(installed.server), '..', 'extensions', 'node_modules', 'typescript');
  server = startTsserver(typescript);
});
afterAll(async () => {
  await server?.close();
  rmSync(base, { recursive: true, force: true });
});

test('it is a TypeScript 6', () => {
  expect(JSON.parse(readFileSync(join(typescript, 'package.json'), 'utf8')).version).toMatch(/^6\./);
});

test.each(rows)('the editor with $title: $expected', async (row) => {
  expect(await server.codesOf(await lay(row.folder, row))).toEqual(row.expected);
});

test('every sample has no problem beside the stub', async () => {
  const folder = join(base, 'samples');
  mkdirSync(folder);
  for (const file of await laySamples(folder)) expect([file, await server.codesOf(file)]).toEqual([file, []]);
});
