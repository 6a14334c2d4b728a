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
import type { Finding } from '../../src/trace/finding.ts';
import { type Example, examplesFolder, lanes, legend, root } from './examples.ts';

const execute = promisify(execFile);
const cli = join(root, 'dist', 'cli.mjs');

/** Width of the pictures, in CSS px; a Git host's page has a little more. */
const width = 860;
/** A wait that is shorter cannot be told from the call in the picture. */
const leastWait = 5;

/** Runs the command. @throws what `execFile` does, also where it ends with another status than 0 */
export async function lanescope(cwd: string, ...args: string[]): Promise<string> {
  const { stdout } = await execute(process.execPath, [cli, ...args], { cwd, timeout: 60_000 });
  return stdout;
}

export async function record(example: Example, browser: Browser): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lanescope-docs-'));
  try {
    const [trace, page] = [join(folder, 'run.lanes'), join(folder, 'run.html')];
    const out = await lanescope(
      examplesFolder,
      'run',
      '--no-findings',
      '--node',
      process.execPath,
      '--trace',
      trace,
      `${example.name}.ts`,
    );
    if (out !== example.prints) throw new Error(`${example.name}.ts prints ${JSON.stringify(out)}`);
    const events = (await lanescope(examplesFolder, 'show', trace, '--as', 'json')).trim().split('\n');
    checkWaits(
      example,
      events.map((line) => JSON.parse(line) as JsonEvent),
    );
    const text = await lanescope(examplesFolder, 'show', trace, '--columns', '110');
    writeFileSync(join(lanes, `${example.name}.txt`), `${text.trim().replace(/ +$/gm, '')}\n`);
    await lanescope(examplesFolder, 'show', trace, '--as', 'html', '--out', page);
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

/** What is told of a finding above the lanes. */
export type Told = Pick<Finding, 'id' | 'severity' | 'title'>;

/**
 * The lanes alone: the page's buttons and list say nothing of one example, and its legend is the same on every one.
 *
 * @param finding told above the lanes, alone, in the look of the page
 */
export async function photograph(browser: Browser, page: string, target: string, finding?: Told): Promise<void> {
  // at first so high that every lane is drawn, whatever else the page has to say
  const viewport = { width, height: 2000 };
  const context = await browser.newContext({ bypassCSP: true, viewport, deviceScaleFactor: 2 });
  const tab = await context.newPage();
  await tab.goto(pathToFileURL(page).href);
  const { processes, objects } = await drawnLanes(tab);
  if (!existsSync(legend)) await keep(await tab.locator('.legend').screenshot(), legend);
  const unwanted = '.toolbar, .side, .legend, .scroll, .findings';
  await tab.addStyleTag({ content: `${unwanted} { display: none !important }` });
  const above = finding ? await caption(tab, finding) : 0;
  await tab.setViewportSize({ width, height: 34 + 96 * processes + 46 * objects + above });
  // the page draws anew when its size has changed, and not before the next frame
  await tab.waitForTimeout(500);
  await keep(await tab.screenshot(), target);
  await context.close();
}

/** Puts the finding above the lanes. @returns how high it is */
async function caption(tab: Page, { id, severity, title }: Told): Promise<number> {
  const style = 'flex: none; padding: 9px 14px 10px 12px; border-left: 3px solid var(--ls-warning)';
  await tab.addStyleTag({ content: `#told { ${style} } #told.error { border-left-color: var(--ls-error) }` });
  return tab.locator('.toolbar').evaluate(
    (toolbar: unknown, words) => {
      // of the page, which this project's types do not know here
      interface Element {
        readonly ownerDocument: { createElement(name: string): Element };
        readonly offsetHeight: number;
        id: string;
        className: string;
        textContent: string;
        append(child: Element): void;
        before(sibling: Element): void;
      }
      const { ownerDocument } = toolbar as Element;
      const [told, heading] = [ownerDocument.createElement('div'), ownerDocument.createElement('h2')];
      told.id = 'told';
      told.className = `finding ${words.severity}`;
      heading.textContent = words.text;
      told.append(heading);
      (toolbar as Element).before(told);
      return told.offsetHeight;
    },
    { severity, text: `${severity} ${id}: ${title}` },
  );
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
  // the lanes of objects may come a moment behind those of processes
  let drawn = await tab.evaluate(read);
  for (let before = -1; before !== drawn.length; drawn = await tab.evaluate(read)) {
    before = drawn.length;
    await tab.waitForTimeout(400);
  }
  const processes = drawn.filter(({ kind }) => kind === 'process').length;
  return { processes, objects: drawn.length - processes };
}
