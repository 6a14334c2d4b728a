// Runs the suite inside the extension host of a real VS Code through @vscode/test-electron; each of its tests is one here.

import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { afterAll, inject, test } from 'vitest';
import type { Outcome } from './suite/harness.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanescope-suite-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the tests' workspace holds: one sample, no package.json, no types. */
function makeWorkspace(): string {
  const workspace = join(folder, 'workspace');
  mkdirSync(workspace);
  for (const name of ['greet.ts', 'forgotten-put.ts']) {
    copyFileSync(join(import.meta.dirname, '..', '..', 'media', 'samples', name), join(workspace, name));
  }
  return workspace;
}

async function runSuite(): Promise<Outcome[]> {
  const extensionTestsPath = join(folder, 'suite.cjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'suite', 'index.ts')],
    outfile: extensionTestsPath,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
  });
  const outcomes = join(folder, 'outcomes.json');
  await runTests({
    vscodeExecutablePath: join(import.meta.dirname, 'host', 'bin', 'code'),
    extensionDevelopmentPath: inject('extensionPath'),
    extensionTestsPath,
    extensionTestsEnv: { LANESCOPE_TEST_OUTCOMES: outcomes, LANESCOPE_TEST_NODE: process.execPath },
    launchArgs: [makeWorkspace()],
  });
  return JSON.parse(readFileSync(outcomes, 'utf8')) as Outcome[];
}

for (const { title, error } of await runSuite()) {
  test(title, () => {
    if (error !== null) throw new Error(error);
  });
}
