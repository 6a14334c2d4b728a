// What `npm start` and `npm test` do first on a fresh clone: install what is missing, say so, build. Runs on Node 20 without packages.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export const root = import.meta.dirname;
const modules = join(root, 'node_modules');
const bin = join(modules, '.bin');

const libcName = process.report.getReport().header.glibcVersionRuntime === undefined ? 'musl' : 'glibc';

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
    await installPackages();
  }
  say('Building');
  await need('Building', node, ['esbuild.mjs', '--quiet']);
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

/**
 * `npm ci`, under the project's own version of Node where this one is older: npm leaves out optional packages that do not
 * want the Node that runs it, and the platform parts of some packages want 22.
 */
async function installPackages() {
  const ci = ['npm', 'ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const { devDependencies } = readJson('package.json');
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const newer = `--package=node-${platform}-${process.arch}@${devDependencies.node}`;
  const old = Number.parseInt(process.versions.node, 10) < 22;
  const [command, ...args] = old ? ['npx', '--yes', newer, '--', ...ci] : ci;
  await need('Installing packages', command, args);
}

/** Is every package of the lock file that this machine needs installed, in its version? */
function packagesAreThere() {
  const installedFile = join('node_modules', '.package-lock.json');
  if (!existsSync(join(root, installedFile)) || !existsSync(node)) return false;
  const installed = readJson(installedFile).packages;
  return Object.entries(readJson('package-lock.json').packages).every(
    ([path, wanted]) => path === '' || !fits(wanted) || installed[path]?.version === wanted.version,
  );
}

/** Is a package of the lock file meant for this machine? An optional one that names no platform may be missing anywhere. */
function fits({ os, cpu, libc, optional }) {
  if (optional && os === undefined) return false;
  const means = (list, value) => list === undefined || list.includes(value);
  return means(os, process.platform) && means(cpu, process.arch) && means(libc, libcName);
}

function readJson(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8'));
}
