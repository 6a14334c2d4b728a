// What is promised of every picture, measured on the page itself.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PageAssets } from '../../src/export/format.ts';
import { contrast, type Rgb } from '../../webview/draw/contrast.ts';
import type { Mark, Scene } from '../../webview/layout/scene.ts';
import { boundedQueue, deadlock, fourProcesses, greeting } from '../helpers/stories.ts';
import { buildAssets, launch, type OpenOptions, openExport } from './browser.ts';
import { pipeline } from './pipeline.ts';

let browser: Browser;
let assets: PageAssets;

beforeAll(async () => {
  [browser, assets] = await Promise.all([launch(), buildAssets()]);
});
afterAll(() => browser?.close());

const stories = {
  'the greeting': () => greeting().trace(),
  'a bounded queue': () => boundedQueue().trace(),
  'a deadlock': () => deadlock().trace(),
  'four processes': () => fourProcesses().trace(),
  'a busy pipeline': () => pipeline({ processes: 4, queues: 2, events: 300 }),
  'many lanes': () => pipeline({ processes: 30, queues: 3, events: 4000 }),
};
const themes = ['light', 'dark', 'vscode-high-contrast', 'vscode-high-contrast-light'] as const;
const widths = [400, 700, 1500];

function overlap(a: Scene['labels'][number], b: Scene['labels'][number]): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

describe.each(Object.entries(stories))('%s', (_name, story) => {
  test.each(widths)('has no two labels on one spot and none on a mark or off the screen, %i px wide', async (width) => {
    const view = await openExport(browser, assets, story(), { width });
    const scene = await view.scene();
    const clashes = scene.labels.flatMap((a, i) => scene.labels.slice(i + 1).filter((b) => overlap(a, b)));
    expect(clashes).toEqual([]);
    const boxes = scene.marks.map(({ x, y, radius: r }) => ({ x: x - r, y: y - r, width: 2 * r, height: 2 * r }));
    const covering = scene.labels.filter((label) => boxes.some((box) => overlap(label, { ...label, ...box })));
    expect(covering).toEqual([]);
    for (const { x, width: own } of scene.labels) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + own).toBeLessThanOrEqual(scene.width);
    }
    expect(view.complaints).toEqual([]);
    await view.close();
  });
});

describe('axis', () => {
  test.each(widths)('no two of its words overlap, %i px wide', async (width) => {
    for (const story of Object.values(stories)) {
      const view = await openExport(browser, assets, story(), { width });
      const boxes = await view.page.$$eval('.axis text', (nodes) =>
        nodes.map((node) => ({ left: node.getBoundingClientRect().left, right: node.getBoundingClientRect().right })),
      );
      expect(boxes.length).toBeGreaterThan(0);
      boxes.sort((a, b) => a.left - b.left);
      for (const [i, box] of boxes.slice(1).entries()) expect(box.left).toBeGreaterThanOrEqual(boxes[i]?.right ?? 0);
      await view.close();
    }
  });
});

/** Every visible text of the page with its colour and the ground it stands on. */
async function texts(options: OpenOptions): Promise<{ text: string; ratio: number }[]> {
  const view = await openExport(browser, assets, deadlock().trace(), { width: 1200, height: 700, ...options });
  await view.page.locator('.entry').nth(3).click();
  await view.page.waitForSelector('.details:not(.hidden) dd');
  const found = await view.page.evaluate(() => {
    const canvas = document.createElement('canvas');
    const c = canvas.getContext('2d', { willReadFrequently: true });
    const over = (colour: string, ground: number[]): number[] => {
      if (!c) return ground;
      for (const fill of [`rgb(${ground.slice(0, 3).join(',')})`, colour]) {
        c.fillStyle = fill;
        c.fillRect(0, 0, 1, 1);
      }
      return [...c.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const ground = (node: Element | null): number[] =>
      node ? over(getComputedStyle(node).backgroundColor, ground(node.parentElement)) : [255, 255, 255];
    const seen: { text: string; colour: number[]; ground: number[] }[] = [];
    for (const node of document.querySelectorAll('.app *')) {
      const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent?.trim());
      if (!own || node.getClientRects().length === 0 || node.closest('.unseen')) continue;
      const style = getComputedStyle(node);
      const under = node.closest('.fold') ? getComputedStyle(document.querySelector('.fold rect') ?? node).fill : '';
      const back = under === '' ? ground(node) : over(under, ground(node));
      seen.push({
        text: node.textContent ?? '',
        colour: over(node instanceof SVGElement ? style.fill : style.color, back),
        ground: back,
      });
    }
    return seen;
  });
  await view.close();
  return found.map(({ text, colour, ground }) => ({
    text,
    ratio: contrast(colour as unknown as Rgb, ground as unknown as Rgb),
  }));
}

/** The least contrast of the letters that are painted on the lanes. */
async function paintedContrast(options: OpenOptions): Promise<number> {
  const view = await openExport(browser, assets, greeting().trace(), options);
  const scene = await view.scene();
  const ratios: number[] = [];
  for (const label of scene.labels) {
    const pixels = await view.page.evaluate(({ x, y, width, height }) => {
      const canvas = document.querySelectorAll<HTMLCanvasElement>('.view canvas')[1];
      const ratio = (canvas?.width ?? 1) / (canvas?.clientWidth ?? 1);
      const data = canvas?.getContext('2d')?.getImageData(x * ratio, y * ratio, width * ratio, height * ratio).data;
      return [...(data ?? [])];
    }, label);
    const ground = pixels.slice(4 * 4 * 2, 4 * 4 * 2 + 3) as unknown as Rgb;
    let most = 1;
    for (let i = 0; i < pixels.length; i += 4) {
      most = Math.max(most, contrast([pixels[i] ?? 0, pixels[i + 1] ?? 0, pixels[i + 2] ?? 0], ground));
    }
    ratios.push(most);
  }
  await view.close();
  expect(ratios.length).toBeGreaterThan(5);
  return Math.min(...ratios);
}

describe.each(themes)('in %s', (theme) => {
  test('every text of the page has a contrast of at least 4.5 to 1', async () => {
    const all = await texts({ theme });
    expect(all.length).toBeGreaterThan(30);
    expect(all.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
  });

  test('every label painted on the lanes has a contrast of at least 4.5 to 1', async () => {
    expect(await paintedContrast({ theme, ratio: 2 })).toBeGreaterThanOrEqual(4.5);
  });
});

describe('arrows', () => {
  test.each(Object.entries(stories))('hide no mark of %s: its middle shows the mark whole', async (_name, story) => {
    const view = await openExport(browser, assets, story(), { width: 1100, height: 700 });
    const { marks, arrows } = await view.scene();
    const near = (a: Mark, b: Mark) => a !== b && a.y === b.y && Math.abs(a.x - b.x) < a.radius + b.radius + 3;
    // Where marks crowd they hide one another, and small ones are all edge.
    const standsAlone = (mark: Mark) =>
      (mark.shape === 'put' || mark.shape === 'get') && mark.radius >= 5 && !marks.some((other) => near(mark, other));
    expect(marks.some(standsAlone)).toBe(true);
    const colours = await view.page.evaluate((points) => {
      const c = document.querySelectorAll<HTMLCanvasElement>('.view canvas')[1]?.getContext('2d');
      return points.map(({ x, y }) => [...(c?.getImageData(Math.round(x), Math.round(y), 1, 1).data ?? [])].join());
    }, marks.filter(standsAlone));
    // Discs are all of one colour and diamonds of another: an arrow over one would bring a third.
    expect(new Set(colours).size).toBeLessThanOrEqual(2);
    for (const { x1, y1, stub } of arrows.filter((arrow) => arrow.kind === 'message')) {
      if (stub === 'to') continue;
      const under = marks.filter(({ x, y, radius }) => Math.abs(x - x1) < radius && Math.abs(y - y1) < radius);
      expect(under).toEqual([]);
    }
    await view.close();
  });
});

describe('seed 001 in a panel 700 px wide', () => {
  test('shows start, get, the block with its reason, the put, the arrow and both prints, unzoomed', async () => {
    const view = await openExport(browser, assets, greeting().trace(), { width: 700, height: 520 });
    const scene = await view.scene();
    const words = scene.labels.map((label) => label.text);
    expect(words).toEqual(
      expect.arrayContaining([
        'start Process-1',
        'get q',
        'empty, 5.0 s',
        'put "Jimmy"',
        '(child process) Waiting for name...',
        "(parent process) Ok, I'll send the name",
        '(child process) Well, hi Jimmy',
      ]),
    );
    expect(scene.lanes.map((lane) => lane.name)).toEqual(['MainProcess', 'Process-1', 'q']);
    const arrow = scene.arrows.find((candidate) => candidate.kind === 'message');
    const [main, child] = scene.lanes;
    if (!arrow || !main || !child) throw new Error('an arrow and two lanes are needed');
    expect(arrow.y0).toBe(main.barY + main.barHeight);
    expect(arrow.y1).toBe(child.barY);
    expect(arrow.stub).toBeNull();
    expect(scene.arrows.some((candidate) => candidate.kind === 'spawn')).toBe(true);
    await view.close();
  });

  test('shows the process that has not begun, the block and the end as different pixels', async () => {
    const view = await openExport(browser, assets, greeting().trace(), { width: 700, height: 520 });
    const scene = await view.scene();
    const child = scene.lanes[1];
    if (!child) throw new Error('a second lane is needed');
    const row = await view.page.evaluate((y) => {
      const canvas = document.querySelector<HTMLCanvasElement>('.view canvas');
      const data = canvas?.getContext('2d')?.getImageData(0, y, canvas.width, 1).data ?? [];
      return Array.from({ length: data.length / 4 }, (_, x) => [data[4 * x], data[4 * x + 1], data[4 * x + 2]].join());
    }, child.barY + 3);
    expect(new Set(row).size).toBeGreaterThanOrEqual(4);
    await view.close();
  });
});
