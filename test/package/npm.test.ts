// The npm tarball, installed into an empty folder as a user would: plain Node runs a script, the command runs it too.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'lanescope-npm-'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const script = `
import { currentProcess, Process, Queue } from 'lanescope';

async function greet(q: Queue<string>) {
  console.log('child: hi', await q.get());
}

if (import.meta.main) {
  const q = new Queue<string>();
  const child = new Process({ target: greet, args: [q] });
  child.start();
  q.put('Jimmy');
  await child.join();
  console.log('parent:', currentProcess().name, child.exitCode);
}
`;
const output = 'child: hi Jimmy\nparent: MainProcess 0\n';

beforeAll(() => {
  const npm = (cwd: string, ...args: string[]) => execFileSync('npm', [...args, '--loglevel=error'], { cwd });
  npm(root, 'pack', '--pack-destination', folder);
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  writeFileSync(join(folder, 'package.json'), '{ "name": "user", "private": true }');
  npm(folder, 'install', '--offline', '--no-audit', '--no-fund', `./${tarball}`);
  writeFileSync(join(folder, 'main.ts'), script);
});

/** As a user's shell would start it: the library does nothing where it sees a test runner's variables. */
function run(command: string, ...args: string[]) {
  const kept = Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV|NODE_OPTIONS)/.test(name));
  const options = { cwd: folder, encoding: 'utf8', timeout: 30_000, env: Object.fromEntries(kept) } as const;
  const { status, stdout, stderr } = spawnSync(command, args, options);
  return { status, stdout, stderr };
}

test('node main.ts runs the script under a broker of its own', () => {
  expect(run(process.execPath, 'main.ts')).toMatchObject({ status: 0, stdout: output });
});

test('the lanescope command runs it and records a trace', () => {
  const command = join('node_modules', '.bin', 'lanescope');
  expect(run(command, 'run', 'main.ts')).toMatchObject({ status: 0, stdout: output });
  expect(readdirSync(join(folder, '.lanescope')).filter((name) => name.endsWith('.lanes')).length).toBeGreaterThan(0);
});

test('the types are found by a project that installed the package', () => {
  const config = { compilerOptions: { module: 'nodenext', target: 'esnext', strict: true, noEmit: true, types: [] } };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ ...config, files: ['types.mts'] }));
  writeFileSync(
    join(folder, 'types.mts'),
    "import { Queue } from 'lanescope';\nconst n: Promise<number> = new Queue<number>().get();\n",
  );
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  expect(run(process.execPath, tsc, '-p', '.')).toMatchObject({ status: 0, stdout: '' });
});
