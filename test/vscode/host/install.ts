// Lays down a real VS Code, the open-source build that is served to a browser, with its own Node: from npm alone, once per machine.

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The version of the npm package `code-server`; VS Code 1.139.1 is inside. */
const version = '4.139.1';
/** The Node that it needs, with its headers, as an npm package. */
const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

export interface Installed {
  node: string;
  /** `server-main.js` of VS Code. */
  server: string;
}

/** Installs the host unless it is there; `say` gets a line per step. Takes about a minute and 700 MB the first time. */
export async function installHost(say: (line: string) => void = () => {}): Promise<Installed> {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const folder = join(cache, 'lanescope', `vscode-host-${version}`);
  const modules = join(folder, 'node_modules');
  const vscode = join(modules, 'code-server', 'lib', 'vscode');
  const installed = { node: join(modules, nodePackage, 'bin', 'node'), server: join(vscode, 'out', 'server-main.js') };
  const marker = join(folder, `.installed-${version}`);
  if (existsSync(marker)) return installed;

  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, 'package.json'))) {
    writeFileSync(join(folder, 'package.json'), '{ "name": "vscode-host", "private": true }\n');
  }
  const env = {
    ...process.env,
    PATH: `${join(modules, nodePackage, 'bin')}${delimiter}${process.env.PATH}`,
    npm_config_nodedir: join(modules, nodePackage),
  };
  const npm = (cwd: string, ...args: string[]) => run('npm', args, cwd, env);
  const install = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  say(`Installing VS Code for tests into ${folder} (once, about a minute)`);
  await npm(folder, ...install, `${nodePackage}@24`, `code-server@${version}`);
  say('Installing the packages of VS Code itself');
  await npm(vscode, ...install, '--omit=dev');
  say('Compiling its two native parts');
  await npm(vscode, 'rebuild', '--loglevel=error', '@vscode/spdlog', '@vscode/native-watchdog');
  say('Installing the packages of its own extensions');
  await npm(join(vscode, 'extensions'), ...install, '--omit=dev');
  writeFileSync(marker, '');
  return installed;
}

function run(command: string, args: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code} in ${cwd}`));
    });
  });
}
