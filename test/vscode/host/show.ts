// `npm run vscode`: the extension and the samples in VS Code: the desktop's if `code` is there, else one for the browser.

import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { packVsix } from '../pack.ts';
import { installHost } from './install.ts';
import { freePort, installVsix, startServer } from './server.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const home = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'lanescope', 'try');
const samples = join(home, 'samples');

/** A folder to play in: copies, so that the clone stays clean. */
function copySamples(): void {
  mkdirSync(samples, { recursive: true });
  cpSync(join(root, 'media', 'samples'), samples, { recursive: true, force: false });
}

function openDesktop(): void {
  const args = [`--extensionDevelopmentPath=${root}`, '--new-window', samples, join(samples, 'greet.ts')];
  spawn('code', args, { stdio: 'inherit', shell: process.platform === 'win32' });
}

async function openInBrowser(): Promise<void> {
  const installed = await installHost(console.log);
  const dataDir = join(home, 'data');
  const extensionsDir = join(home, 'extensions');
  const vsix = join(home, 'lanescope.vsix');
  await packVsix(vsix);
  await installVsix(installed, vsix, dataDir, extensionsDir);
  const port = Number(process.env.PORT ?? (await freePort()));
  const server = await startServer({
    installed,
    dataDir,
    extensionsDir,
    port,
    workspaceTrust: true,
    automation: false,
  });
  const folder = new URLSearchParams({ folder: samples });
  console.log(`\nVS Code with Lanescope and its samples:  ${server.url}?${folder}`);
  console.log('Open greet.ts, press F1 and choose "Lanescope: Run File". Ctrl-C ends it.');
  process.once('SIGINT', () => void server.close().then(() => process.exit(0)));
}

copySamples();
const hasDesktop = spawnSync('code', ['--version'], { shell: process.platform === 'win32' }).status === 0;
if (hasDesktop && existsSync(join(root, 'dist'))) openDesktop();
else await openInBrowser();
