// What `npm start` and `npm test` do first on a fresh clone: install what is missing, say so, build. Runs on Node 20 without packages.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export const root = import.meta.dirname;
const modules = join(root, 'node_modules');
const bin = join(modules, '.bin');

/** The project's own Node, which the packages bring; the one that started us may be older. */
export const node = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

export function say(line) {
  console.log(`\u2022 ${line}`);
}

/** Runs a command in the clone with its own Node and tools first on the PATH; resolves to its exit code. */
export function run(command, args, { quiet = false, env = {} } = {}) {
  const stdio = quiet ? ['ignore', 'ignore', 'inherit'] : 'inherit';
  const path = `${join(modules, 'node', 'bin')}${delimiter}${bin}${delimiter}${process.env.PATH}`;
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio, env: { ...process.env, PATH: path, ...env } });
    child.once('error', (error) => {
      console.error(`${command} cannot be started: ${error.message}`);
      resolve(127);
    });
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

/** As `run`, but a failure ends everything, with the reason. */
export async function need(what, command, args, options) {
  const code = await run(command, args, options);
  if (code === 0) return;
  console.error(`${what} failed (${command} ${args.join(' ')} ended with ${code}).`);
  process.exit(code);
}

/** Installs the packages of the lock file unless they are there, and then builds. */
export async function prepare() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 11)) {
    console.error(`Node.js 20.11 or newer is needed; this is ${process.version}.`);
    process.exit(2);
  }
  if (!packagesAreThere()) {
    say('Installing packages (npm ci, about half a minute)');
    await need('Installing packages', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  }
  say('Building');
  await need('Building', node, ['esbuild.mjs']);
}

/** Chromium for tests: the one named by CHROMIUM, the installed one, else from apt. */
export async function prepareChromium() {
  const path = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (existsSync(path)) return;
  if (spawnSync('apt-get', ['--version']).status !== 0) {
    console.error('The tests need Chromium: install it and name it in the variable CHROMIUM.');
    process.exit(2);
  }
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const [command, ...args] = [...sudo, 'apt-get'];
  say('Installing Chromium (apt-get install chromium)');
  await need('Updating the list of packages', command, [...args, 'update', '-qq'], { quiet: true });
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await need('Installing Chromium', command, [...args, 'install', '-y', '-qq', 'chromium'], { quiet: true, env });
}

/** npm writes its own lock file last; ours being newer means that packages were changed since. */
function packagesAreThere() {
  const installed = join(modules, '.package-lock.json');
  if (!existsSync(installed) || !existsSync(node)) return false;
  if (statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs) return true;
  return samePackages(join(root, 'package-lock.json'), installed);
}

/** A checkout touches the lock file without changing it. */
function samePackages(wantedFile, installedFile) {
  const packages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
  const wanted = packages(wantedFile);
  const installed = packages(installedFile);
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}
