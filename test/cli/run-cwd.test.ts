// `lanescope run --cwd`: the script's working folder, for whoever starts the command elsewhere.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { cleanEnv, cli } from '../broker/run-program.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'lanescope-cwd-')));
const script = join(folder, 'where.ts');
writeFileSync(script, "import 'lanescope';\nconsole.log(process.cwd());\n");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]) {
  return spawnSync(process.execPath, [cli, 'run', '--no-trace', ...args], {
    env: cleanEnv(),
    encoding: 'utf8',
    cwd: '/',
  });
}

it('the script runs in the folder that --cwd names', () => {
  expect(run('--cwd', folder, script).stdout).toBe(`${folder}\n`);
  expect(run(script).stdout).toBe('/\n');
});

it('a --cwd that is no folder is wrong usage', () => {
  const { status, stderr } = run('--cwd', script, script);
  expect(status).toBe(2);
  expect(stderr).toContain('--cwd takes a folder');
});
