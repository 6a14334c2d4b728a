// The real page in a real browser: builds the viewer as it is shipped, and opens exported pages or the page under a host of ours.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import type { PageAssets } from '../../src/export/format.ts';
import { html } from '../../src/export/html.ts';
import { blockCursor, encodeBlock } from '../../src/protocol/block.ts';
import { pageHtml } from '../../src/protocol/page.ts';
import type { FromView, ToView } from '../../src/protocol/view.ts';
import type { Trace } from '../../src/trace/trace.ts';
import type { Scene } from '../../webview/layout/scene.ts';

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
}

async function bundle(entry: string): Promise<string> {
  const options = { bundle: true, minify: true, write: false, platform: 'browser', target: 'chrome120' } as const;
  const built = await build({ ...options, entryPoints: [entry], format: 'iife', logLevel: 'error' });
  return built.outputFiles[0]?.text ?? '';
}

/** The viewer's three parts, built as the package's build does. */
export async function buildAssets(): Promise<PageAssets> {
  const [script, worker, style] = await Promise.all([
    bundle('webview/main.ts'),
    bundle('webview/worker.ts'),
    bundle('webview/style.css'),
  ]);
  return { script, worker, style };
}

export interface OpenOptions {
  width?: number;
  height?: number;
  theme?: 'light' | 'dark' | 'vscode-high-contrast' | 'vscode-high-contrast-light';
  ratio?: number;
}

function contextOptions({ width = 700, height = 560, theme = 'light', ratio = 1 }: OpenOptions): BrowserContextOptions {
  const dark = theme === 'dark' || theme === 'vscode-high-contrast';
  return { viewport: { width, height }, deviceScaleFactor: ratio, colorScheme: dark ? 'dark' : 'light' };
}

export interface Opened {
  page: Page;
  /** What the page and its console complained about. */
  complaints: string[];
  scene(): Promise<Scene>;
  /** The first scene for which `wanted` holds. */
  sceneWith(wanted: (scene: Scene) => boolean): Promise<Scene>;
  /** Where a point of the lanes is on the page. */
  at(x: number, y: number): Promise<{ x: number; y: number }>;
  close(): Promise<void>;
}

async function open(browser: Browser, text: string, options: OpenOptions, prepare?: (page: Page) => Promise<void>) {
  const context = await browser.newContext(contextOptions(options));
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await prepare?.(page);
  const folder = mkdtempSync(join(tmpdir(), 'lanescope-page-'));
  context.on('close', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'page.html');
  writeFileSync(file, text);
  await page.goto(`file://${file}`);
  await page.waitForFunction(() => 'lanescopeLayout' in globalThis);
  if (options.theme?.startsWith('vscode')) {
    await page.evaluate((name) => document.body.classList.add(name), options.theme);
  }
  return { context, page, complaints };
}

function opened({ context, page, complaints }: Awaited<ReturnType<typeof open>>): Opened {
  const scene = () => page.evaluate(() => (globalThis as unknown as { lanescopeLayout(): Scene }).lanescopeLayout());
  return {
    page,
    complaints,
    scene,
    async sceneWith(wanted) {
      for (;;) {
        const now = await scene();
        if (now && wanted(now)) return now;
        await page.waitForTimeout(20);
      }
    },
    async at(x, y) {
      const box = await page.locator('.view').boundingBox();
      return { x: (box?.x ?? 0) + x, y: (box?.y ?? 0) + y };
    },
    close: () => context.close(),
  };
}

/** An exported page, once its lanes are drawn. */
export async function openExport(
  browser: Browser,
  assets: PageAssets,
  trace: Trace,
  options: OpenOptions = {},
): Promise<Opened> {
  const text = html.write(trace, { assets }) as string;
  const made = opened(await open(browser, text, options));
  await made.sceneWith((scene) => scene.lanes.length > 0 && scene.events === trace.length);
  // The theme's class is taken over by an observer, and a new size by another one.
  await made.page.waitForTimeout(150);
  return made;
}

export interface Hosted extends Opened {
  send(message: ToView): Promise<void>;
  /** Sends events `from` … `to - 1` with what they name. */
  sendRows(trace: Trace, to: number): Promise<void>;
  received(): Promise<FromView[]>;
}

/** The page as in a webview, with a VS Code of ours: what it posts is kept, what it keeps is given back. */
export async function openHosted(browser: Browser, assets: PageAssets, options: OpenOptions = {}): Promise<Hosted> {
  const text = pageHtml({
    nonce: 'testnonce0123456789',
    title: 'Lanescope',
    script: { text: assets.script },
    worker: { text: assets.worker },
    style: { text: assets.style },
  });
  const prepare = (page: Page) =>
    page.addInitScript(() => {
      const posted: unknown[] = [];
      let kept: unknown;
      Object.assign(globalThis, {
        posted,
        acquireVsCodeApi: () => ({
          postMessage: (message: unknown) => posted.push(message),
          getState: () => kept,
          setState: (state: unknown) => {
            kept = state;
          },
        }),
      });
    });
  const base = opened(await open(browser, text, options, prepare));
  const cursor = blockCursor();
  let [from, number] = [0, 0];
  const hosted: Hosted = {
    ...base,
    send: (message) => base.page.evaluate((data) => globalThis.postMessage(data, '*'), message),
    async sendRows(trace, to) {
      const bytes = [...new Uint8Array(encodeBlock(trace, from, to, cursor))];
      from = to;
      await base.page.evaluate(
        ([data, id]) => {
          const buffer = new Uint8Array(data as number[]).buffer;
          globalThis.postMessage({ type: 'block', number: id, bytes: buffer }, '*', [buffer]);
        },
        [bytes, number++],
      );
    },
    received: () => base.page.evaluate(() => (globalThis as unknown as { posted: FromView[] }).posted),
  };
  return hosted;
}
