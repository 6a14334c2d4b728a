// `lanescope show` as it is shipped: one bundle with the parts of the viewer beside it, run as a process.

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { greeting } from '../helpers/stories.ts';
import { encodeAll } from '../trace/helpers.ts';

const runFile = promisify(execFile);
const entry = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
let folder = '';
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lanescope-bundle-'));
  const options = { bundle: true, platform: 'node', format: 'esm', logLevel: 'silent' } as const;
  await build({ ...options, entryPoints: [entry], outfile: at('cli.mjs') });
  for (const part of ['view.js', 'view-worker.js', 'view.css']) writeFileSync(at(part), `/* part ${part} */`);
  writeFileSync(at('a.lanes'), encodeAll(greeting().rows, 5));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the bundled command', () => {
  it('puts the viewer that lies beside it into the page', async () => {
    const { stdout, stderr } = await runFile(process.execPath, [at('cli.mjs'), 'show', at('a.lanes'), '--as', 'html']);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^<!doctype html>/);
    for (const part of ['view.js', 'view-worker.js', 'view.css']) expect(stdout).toContain(`part ${part}`);
  });

  it('ends quietly when its reader has seen enough', async () => {
    const rows = greeting().rows;
    const many = Array.from({ length: 20_000 }, (_, i) => ({ ...rows.at(-1), seq: 100 + i }));
    writeFileSync(at('long.lanes'), encodeAll([...rows, ...(many as typeof rows)], 5000));
    const line = `"${process.execPath}" "${at('cli.mjs')}" show "${at('long.lanes')}" | head -n 1; echo "status \${PIPESTATUS[0]}"`;
    const { stdout, stderr } = await runFile('bash', ['-c', line]);
    expect(stderr).toBe('');
    expect(stdout).toBe('greet.ts · 2 processes · 20019 events · 5.06 s\nstatus 0\n');
  });
});
