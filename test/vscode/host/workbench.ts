// A workbench in headless Chromium: the page that tests drive as a user would.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { installHost } from './install.ts';
import { type Server, startServer } from './server.ts';

export interface WorkbenchOptions {
  extensionsDir?: string;
  /** An extension under development, beside those of `extensionsDir`. */
  developmentPath?: string;
  /** A module whose `run()` is called in the extension host; `exited` tells how it ended. */
  testsPath?: string;
  /** Without it, an empty window. */
  workspace?: string;
  workspaceTrust?: boolean;
  settings?: Record<string, unknown>;
  env?: Record<string, string>;
  log?: (line: string) => void;
}

export interface Workbench {
  page: Page;
  server: Server;
  /** Exit code of the tests at `testsPath`. */
  exited: Promise<number>;
  close(): Promise<void>;
}

/** How long a step may take in a cold window on a busy machine. */
export const patienceMs = 60_000;

const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The browser of this machine, where the variable CHROMIUM does not name another. */
export const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Starts server and browser and waits until the workbench stands. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const { log = () => {} } = options;
  const installed = await installHost(log);
  const dataDir = mkdtempSync(join(tmpdir(), 'lanescope-vscode-'));
  const server = await startServer({
    installed,
    dataDir,
    extensionsDir: options.extensionsDir ?? join(dataDir, 'extensions'),
    workspaceTrust: options.workspaceTrust ?? false,
    // Only where needed: with it VS Code shows no notifications.
    automation: options.developmentPath !== undefined || options.testsPath !== undefined,
    ...(options.settings ? { settings: options.settings } : {}),
    ...(options.env ? { env: options.env } : {}),
    log,
  });
  const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });
  try {
    const { page, exited } = await openPage(browser, server, options, log);
    const close = async () => {
      await browser.close();
      await server.close();
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    };
    return { page, server, exited, close };
  } catch (error) {
    await browser.close();
    await server.close();
    throw error;
  }
}

async function openPage(browser: Browser, server: Server, options: WorkbenchOptions, log: (line: string) => void) {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.setDefaultTimeout(patienceMs);
  let exit: (code: number) => void = () => {};
  const exited = new Promise<number>((resolve) => {
    exit = resolve;
  });
  await page.exposeFunction('codeAutomationLog', (_level: string, args: unknown[]) => log(args.join(' ')));
  await page.exposeFunction('codeAutomationExit', (code: number) => exit(code));
  await page.goto(address(server, options));
  await page.waitForSelector('.monaco-workbench');
  return { page, exited };
}

/** Development paths are addresses of the server's file system, and the page has to be `localhost`, a secure context. */
function address(server: Server, options: WorkbenchOptions): string {
  const remote = (path: string) => `vscode-remote://localhost:${server.port}${resolve(path)}`;
  const payload: [string, string][] = [];
  if (options.developmentPath) payload.push(['extensionDevelopmentPath', remote(options.developmentPath)]);
  if (options.testsPath) payload.push(['extensionTestsPath', remote(options.testsPath)]);
  const query = new URLSearchParams(options.workspace ? { folder: resolve(options.workspace) } : { ew: 'true' });
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `${server.url}?${query}`;
}
