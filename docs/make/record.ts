// Runs an example and keeps its swimlane, as a picture and as text. An example whose lines do not wait is refused.

import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import type { JsonEvent } from '../../src/export/json.ts';
import { type Example, examplesFolder, lanes, legend, root } from './examples.ts';

const execute = promisify(execFile);
const cli = join(root, 'dist', 'cli.mjs');

/** Width of the pictures, in CSS px; a Git host's page has a little more. */
const width = 860;
/** A wait that is shorter cannot be told from the call in the picture. */
const leastWait = 5;

async function lanescope(...args: string[]): Promise<string> {
  const { stdout } = await execute(process.execPath, [cli, ...args], { cwd: examplesFolder, timeout: 60_000 });
  return stdout;
}

export async function record(example: Example, browser: Browser): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lanescope-docs-'));
  try {
    const [trace, page] = [join(folder, 'run.lanes'), join(folder, 'run.html')];
    const out = await lanescope('run', '--node', process.execPath, '--trace', trace, `${example.name}.ts`);
    if (out !== example.prints) throw new Error(`${example.name}.ts prints ${JSON.stringify(out)}`);
    const events = (await lanescope('show', trace, '--as', 'json')).trim().split('\n');
    checkWaits(
      example,
      events.map((line) => JSON.parse(line) as JsonEvent),
    );
    const text = await lanescope('show', trace, '--columns', '110');
    writeFileSync(join(lanes, `${example.name}.txt`), `${text.trim().replace(/ +$/gm, '')}\n`);
    await lanescope('show', trace, '--as', 'html', '--out', page);
    await photograph(browser, page, join(lanes, `${example.name}.png`));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each line that says that it waits has done so. */
function checkWaits({ name, waits }: Example, events: readonly JsonEvent[]): void {
  const calls = events.filter(({ kind }) => kind === 'call');
  const lineOf = new Map(calls.map(({ operation, site }) => [operation, site?.line]));
  const blocks = events.filter(({ kind }) => kind === 'block');
  const waited = blocks.filter((block) => {
    const end = events.find(
      (event) => event.operation === block.operation && ['unblock', 'return'].includes(event.kind),
    );
    return (end?.t ?? Number.POSITIVE_INFINITY) - block.t >= leastWait;
  });
  const seen = new Set(waited.map(({ operation }) => lineOf.get(operation)));
  const missing = waits.filter((line) => !seen.has(line));
  if (waits.length === 0 || missing.length > 0) {
    throw new Error(`${name}.ts: no wait is seen in line ${missing.join(', ')}, only in ${[...seen].join(', ')}`);
  }
}

/** The lanes alone: the page's buttons and list say nothing of one example, and its legend is the same on every one. */
async function photograph(browser: Browser, page: string, target: string): Promise<void> {
  const context = await browser.newContext({ bypassCSP: true, viewport: { width, height: 300 }, deviceScaleFactor: 2 });
  const tab = await context.newPage();
  await tab.goto(pathToFileURL(page).href);
  const { processes, objects } = await drawnLanes(tab);
  if (!existsSync(legend)) await keep(await tab.locator('.legend').screenshot(), legend);
  await tab.addStyleTag({ content: '.toolbar, .side, .legend, .scroll { display: none !important }' });
  await tab.setViewportSize({ width, height: 34 + 96 * processes + 46 * objects });
  // the page draws anew when its size has changed, and not before the next frame
  await tab.waitForTimeout(500);
  await keep(await tab.screenshot(), target);
  await context.close();
}

/** With the few colours that it has, a picture takes a third of the room. */
async function keep(png: Buffer, target: string): Promise<void> {
  writeFileSync(target, await sharp(png).png({ palette: true, colours: 64, effort: 10 }).toBuffer());
}

interface Drawn {
  lanes: { kind: 'process' | 'queue' }[];
}

async function drawnLanes(tab: Page): Promise<{ processes: number; objects: number }> {
  const read = () => (globalThis as unknown as { lanescopeLayout?(): Drawn | null }).lanescopeLayout?.()?.lanes ?? [];
  await tab.waitForFunction(
    () => ((globalThis as unknown as { lanescopeLayout?(): Drawn | null }).lanescopeLayout?.()?.lanes.length ?? 0) > 0,
  );
  const drawn = await tab.evaluate(read);
  const processes = drawn.filter(({ kind }) => kind === 'process').length;
  return { processes, objects: drawn.length - processes };
}
