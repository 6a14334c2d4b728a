// `npm run vscode`: the extension and the samples in VS Code: the desktop's if `code` is there, else one for the browser.

import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { writeStub } from '../../../src/extension/types/stub.ts';
import { packageVersion } from '../../../src/protocol/version.ts';
import { packVsix } from '../pack.ts';
import { installHost } from './install.ts';
import { freePort, installVsix, startServer } from './server.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const home = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'lanescope', 'try');
const samples = join(home, 'samples');

/** A folder to play in: copies with the types they need, so that the clone stays clean and changed samples stay changed. */
async function copySamples(): Promise<void> {
  mkdirSync(samples, { recursive: true });
  const filter = (path: string) => !path.endsWith('.json');
  cpSync(join(root, 'media', 'samples'), samples, { recursive: true, force: false, filter });
  await writeStub(samples, root, packageVersion);
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
    workspaceTrust: false,
    automation: false,
  });
  const folder = new URLSearchParams({ folder: samples });
  console.log(`\nVS Code with Lanescope and its samples:  ${server.url}?${folder}`);
  console.log('Open greet.ts, press F1 and choose "Lanescope: Run File". Ctrl-C ends it.');
  process.once('SIGINT', () => void server.close().then(() => process.exit(0)));
}

await copySamples();
const hasDesktop = spawnSync('code', ['--version'], { shell: process.platform === 'win32' }).status === 0;
if (hasDesktop && existsSync(join(root, 'dist'))) openDesktop();
else await openInBrowser();
