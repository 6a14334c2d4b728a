// Starts the VS Code of install.ts as a server on this machine; a browser shows it.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Installed } from './install.ts';

export interface ServerOptions {
  installed: Installed;
  /** Settings, state and logs go here. */
  dataDir: string;
  extensionsDir: string;
  /** Ask for trust as a desktop does; false trusts every folder. */
  workspaceTrust: boolean;
  /** Extensions and tests under development are taken from the page's address. */
  automation: boolean;
  settings?: Record<string, unknown>;
  env?: Record<string, string>;
  port?: number;
  log?: (line: string) => void;
}

export interface Server {
  port: number;
  url: string;
  process: ChildProcess;
  close(): Promise<void>;
}

const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'telemetry.telemetryLevel': 'off',
  'window.menuBarVisibility': 'compact',
};

/** A port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/** Starts the server and waits until it answers. @throws Error when it ends before. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { installed, dataDir, extensionsDir, log = () => {} } = options;
  const port = options.port ?? (await freePort());
  // A remote server reads what would be user settings from its machine settings.
  mkdirSync(join(dataDir, 'data', 'Machine'), { recursive: true });
  mkdirSync(extensionsDir, { recursive: true });
  const settings = { ...quietSettings, ...options.settings };
  writeFileSync(join(dataDir, 'data', 'Machine', 'settings.json'), JSON.stringify(settings));
  const child = spawn(installed.node, serverArguments(options, port), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  });
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the VS Code server ended with ${code} before it was ready`)));
    child.stdout.on('data', (chunk) => String(chunk).includes('Web UI available') && resolve());
    child.stderr.on('data', (chunk) => log(`[server] ${chunk}`));
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const close = () => {
    child.kill();
    return ended;
  };
  return { port, url: `http://localhost:${port}/`, process: child, close };
}

/** Installs a VSIX into `extensionsDir`, as a user would, and returns when it is there. */
export function installVsix(installed: Installed, vsix: string, dataDir: string, extensionsDir: string): Promise<void> {
  const args = [installed.server, '--accept-server-license-terms', '--server-data-dir', dataDir];
  args.push('--extensions-dir', extensionsDir, '--install-extension', vsix, '--force');
  return new Promise((resolve, reject) => {
    const child = spawn(installed.node, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
    child.once('exit', (code) => {
      if (code === 0 && /successfully installed/.test(said)) resolve();
      else reject(new Error(`the VSIX was not installed (${code}): ${said}`));
    });
  });
}

function serverArguments(options: ServerOptions, port: number): string[] {
  const args = [options.installed.server, '--host', '127.0.0.1', '--port', String(port), '--without-connection-token'];
  args.push('--accept-server-license-terms', '--server-data-dir', options.dataDir);
  args.push('--extensions-dir', options.extensionsDir, '--disable-telemetry', '--disable-experiments');
  if (!options.workspaceTrust) args.push('--disable-workspace-trust');
  // Without this switch a built workbench takes no development path from the page's address.
  if (options.automation) args.push('--enable-smoke-test-driver');
  return args;
}
