// The npm tarball, installed into an empty folder as a user would: plain Node runs a script, the command runs it too.

import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findProject } from '../../src/extension/types/project.ts';
import { installedIn, writeStub } from '../../src/extension/types/stub.ts';
import { startRegistry } from '../helpers/registry.ts';
import { startLanguageServer } from '../types/servers.ts';

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

const npm = (cwd: string, ...args: string[]) => execFileSync('npm', [...args, '--loglevel=error'], { cwd });
let tarball: string;

beforeAll(() => {
  npm(root, 'pack', '--pack-destination', folder);
  tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  writeFileSync(join(folder, 'package.json'), '{ "name": "user", "private": true }');
  npm(folder, 'install', '-D', '--offline', '--no-audit', '--no-fund', `./${tarball}`);
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

test('an editor finds them without any tsconfig, and a stub is never written over the package', async () => {
  const user = join(folder, 'user');
  mkdirSync(user);
  writeFileSync(join(user, 'package.json'), '{ "name": "user", "private": true }');
  npm(user, 'install', '-D', '--offline', '--no-audit', '--no-fund', `../${tarball}`);
  writeFileSync(join(user, 'main.ts'), script);
  const server = await startLanguageServer();
  expect(await server.codesOf(join(user, 'main.ts'))).toEqual([]);
  await server.close();
  expect(await writeStub(user, root, '99.0.0')).toBe(false);
});

test('by the command for a project npm puts the package in the place of a stub, and names it in package.json', async () => {
  const registry = await startRegistry(join(folder, tarball));
  const user = join(folder, 'by-name');
  mkdirSync(user);
  writeFileSync(join(user, 'package.json'), '{ "name": "user", "private": true }');
  writeFileSync(join(user, '.npmrc'), `registry=${registry.url}\ncache=${join(folder, 'cache')}\n`);
  await writeStub(user, root, '0.1.0');
  const project = await findProject(user, user);
  const [command = '', ...args] = project?.command ?? [];
  await promisify(execFile)(command, args, { cwd: user }); // not by execFileSync: the registry is in this process
  registry.close();
  expect(await installedIn(user)).toEqual({ kind: 'own' });
  expect(JSON.parse(readFileSync(join(user, 'package.json'), 'utf8')).devDependencies).toHaveProperty('lanescope');
  expect((await findProject(user, user))?.command).toEqual(['npm', 'install']);
});
