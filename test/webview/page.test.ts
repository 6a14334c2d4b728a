// The page under a host, as in a VS Code panel: it is driven with real keys and a real mouse.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PageAssets } from '../../src/export/format.ts';
import type { ViewState } from '../../src/protocol/view.ts';
import type { Finding } from '../../src/trace/finding.ts';
import type { Trace } from '../../src/trace/trace.ts';
import type { MarkShape } from '../../webview/layout/scene.ts';
import { TraceDrawing } from '../helpers/draw-trace.ts';
import { deadlock, greeting } from '../helpers/stories.ts';
import { buildAssets, type Hosted, launch, type Opened, type OpenOptions, openExport, openHosted } from './browser.ts';
import { pipeline } from './pipeline.ts';

let browser: Browser;
let assets: PageAssets;

beforeAll(async () => {
  [browser, assets] = await Promise.all([launch(), buildAssets()]);
});
afterAll(() => browser?.close());

interface Start extends OpenOptions {
  live?: boolean;
  state?: ViewState | null;
  rows?: number;
}

async function hosted(trace: Trace, { live = false, state = null, rows = trace.length, ...options }: Start = {}) {
  const view = await openHosted(browser, assets, options);
  await view.send({ type: 'open', title: 'greet.ts', live, state });
  await view.sendRows(trace, rows);
  if (!live) await view.send({ type: 'end', problem: null });
  await view.sceneWith((scene) => scene.events === rows && scene.lanes.length > 0);
  return view;
}

async function markAt(view: Opened, shape: MarkShape, index = 0) {
  const mark = (await view.scene()).marks.filter((candidate) => candidate.shape === shape)[index];
  if (!mark) throw new Error(`there is no mark of shape ${shape}`);
  return view.at(mark.x, mark.y);
}

async function detailText(view: Opened): Promise<string> {
  return (await view.page.locator('.details').innerText()).replace(/\s+/g, ' ');
}

async function lastOfType<T extends string>(view: Hosted, type: T) {
  return (await view.received()).filter((message) => message.type === type).at(-1);
}

describe('a host', () => {
  test('is told that the page listens, and every block is acknowledged', async () => {
    const trace = greeting().trace();
    const view = await hosted(trace, { rows: 5 });
    await view.sendRows(trace, trace.length);
    await view.sceneWith((scene) => scene.events === trace.length);
    const types = (await view.received()).map((message) => (message.type === 'ack' ? message.number : message.type));
    expect(types.filter((type) => type !== 'state')).toEqual(['ready', 0, 1]);
    expect(view.complaints).toEqual([]);
    await view.close();
  });

  test('gets a problem for a block that is damaged, and the page says it and goes on', async () => {
    const view = await openHosted(browser, assets);
    await view.send({ type: 'open', title: 'greet.ts', live: true, state: null });
    await view.page.evaluate(() =>
      globalThis.postMessage({ type: 'block', number: 7, bytes: new ArrayBuffer(9) }, '*'),
    );
    await view.page.waitForSelector('.problem:not(.hidden)');
    expect(await view.page.locator('.problem').innerText()).toMatch(/cannot be read/);
    await view.page.waitForFunction(() =>
      (globalThis as unknown as { posted: { type: string }[] }).posted.some((m) => m.type === 'ack'),
    );
    expect(await lastOfType(view, 'problem')).toMatchObject({ text: expect.stringMatching(/cannot be read/) });
    const trace = greeting().trace();
    await view.sendRows(trace, trace.length);
    expect((await view.sceneWith((scene) => scene.lanes.length === 3)).events).toBe(trace.length);
    await view.close();
  });

  test('sees the waiting page before the first event, and the reason where the file is broken', async () => {
    const view = await openHosted(browser, assets);
    await view.send({ type: 'open', title: 'x', live: true, state: null });
    await expect.poll(() => view.page.locator('.waiting').innerText()).toBe('Waiting for the first event…');
    await view.send({ type: 'end', problem: 'The file x.lanes ends inside a batch.' });
    await expect.poll(() => view.page.locator('.problem').innerText()).toBe('The file x.lanes ends inside a batch.');
    await view.close();
  });

  test('starts over with another trace', async () => {
    const view = await hosted(greeting().trace());
    await view.send({ type: 'open', title: 'other.ts', live: false, state: null });
    await view.sceneWith((scene) => scene.lanes.length === 0);
    expect(await view.page.locator('.title').innerText()).toBe('other.ts');
    await view.close();
  });

  test('reveals an event by its seq', async () => {
    const trace = pipeline({ processes: 30, queues: 3, events: 4000 });
    const view = await hosted(trace, { width: 900 });
    await view.send({ type: 'reveal', seq: 40 });
    const scene = await view.sceneWith((now) => now.selected !== null);
    expect(scene.selected?.x).toBeLessThan(scene.width);
    expect(await view.page.locator('.details h2').innerText()).not.toBe('');
    await view.close();
  });
});

describe('the mouse', () => {
  test('on a put shows all five times of its message, both source lines and who woke whom', async () => {
    const view = await hosted(greeting().trace());
    const { x, y } = await markAt(view, 'put');
    await view.page.mouse.click(x, y);
    await view.page.waitForSelector('.details:not(.hidden)');
    const text = await detailText(view);
    for (const part of [
      'MainProcess: put q "Jimmy"',
      'Put called 5.040000 s',
      'Put blocked no',
      'Enqueued 5.040000 s',
      'Dequeued 5.041000 s, 1.0 ms in the queue',
      'Get returned 5.041000 s',
      'Get blocked 5.0 s (empty)',
      'greet.ts:15',
      'greet.ts:5',
      'Size 7 bytes',
      'Process-1 was woken by MainProcess',
    ]) {
      expect(text).toContain(part);
    }
    await view.close();
  });

  test('on a source line asks the host to open it', async () => {
    const view = await hosted(greeting().trace());
    const { x, y } = await markAt(view, 'get');
    await view.page.mouse.click(x, y);
    await view.page.locator('.details .link', { hasText: 'greet.ts:5' }).click();
    await view.page.locator('.details .link', { hasText: 'greet.ts:15' }).click();
    const opened = (await view.received()).filter((message) => message.type === 'openSite');
    expect(opened).toEqual([
      { type: 'openSite', file: 'greet.ts', line: 5, column: 24 },
      { type: 'openSite', file: 'greet.ts', line: 15, column: 5 },
    ]);
    await view.close();
  });

  test('over a blocked bar tells what it waits for', async () => {
    const view = await hosted(greeting().trace());
    const label = (await view.scene()).labels.find(({ text }) => text.startsWith('empty'));
    const { x, y } = await view.at((label?.x ?? 0) + (label?.width ?? 0) + 10, (label?.y ?? 0) + 6);
    await view.page.mouse.move(x, y);
    await view.page.waitForSelector('.tip:not(.hidden)');
    expect(await view.page.locator('.tip b').innerText()).toBe(
      'Process-1: get q blocked 5.0 s (empty), woken by MainProcess',
    );
    await view.page.mouse.move(5, 5);
    await view.page.waitForSelector('.tip', { state: 'hidden' });
    await view.close();
  });

  test('zooms around the pointer with the wheel, pans by dragging, and a drag selects nothing', async () => {
    const view = await hosted(greeting().trace());
    const whole = await view.scene();
    const centre = await view.at(whole.width / 2, 60);
    await view.page.mouse.move(centre.x, centre.y);
    await view.page.mouse.wheel(0, -400);
    const near = await view.sceneWith((scene) => scene.v1 - scene.v0 < (whole.v1 - whole.v0) * 0.8);
    expect((near.v0 + near.v1) / 2).toBeCloseTo((whole.v0 + whole.v1) / 2, -5);
    await view.page.mouse.down();
    await view.page.mouse.move(centre.x - 80, centre.y, { steps: 4 });
    await view.page.mouse.up();
    const panned = await view.sceneWith((scene) => scene.v0 > near.v0);
    expect(((panned.v0 - near.v0) / (near.v1 - near.v0)) * near.width).toBeCloseTo(80, -1);
    expect(panned.selected).toBeNull();
    await view.close();
  });

  test('scrolls lanes with the wheel where there are more than fit', async () => {
    const trace = pipeline({ processes: 40, queues: 3, events: 4000 });
    const view = await hosted(trace);
    const centre = await view.at(200, 100);
    await view.page.mouse.move(centre.x, centre.y);
    await view.page.mouse.wheel(0, 300);
    const scrolled = await view.sceneWith((scene) => scene.scrollY > 0);
    expect(scrolled.lanes[0]?.name).not.toBe('MainProcess');
    await view.page.keyboard.down('Control');
    await view.page.mouse.wheel(0, -300);
    await view.page.keyboard.up('Control');
    const zoomed = await view.sceneWith((scene) => scene.v1 - scene.v0 < scrolled.v1 - scrolled.v0);
    expect(zoomed.scrollY).toBe(scrolled.scrollY);
    await view.close();
  });
});

describe('the keyboard', () => {
  test('walks from event to event, to the lane beside, and along the cause', async () => {
    const view = await hosted(greeting().trace());
    await view.page.locator('.view').focus();
    const seen: string[] = [];
    const keys = ['Home', 'ArrowRight', 'ArrowDown', 'End', 'ArrowLeft'];
    for (const key of keys) {
      const before = await view.page.locator('.unseen').innerText();
      await view.page.keyboard.press(key);
      await expect.poll(() => view.page.locator('.unseen').innerText()).not.toBe(before);
      seen.push(await view.page.locator('.unseen').innerText());
    }
    expect(seen).toEqual([
      'MainProcess: begins',
      'MainProcess: start Process-1',
      'Process-1: begins',
      'MainProcess: exit 0',
      'MainProcess: put q "Jimmy"',
    ]);
    await view.page.keyboard.press('Alt+ArrowRight');
    await expect.poll(() => view.page.locator('.unseen').innerText()).toMatch(/^Process-1: get q blocked/);
    await view.page.keyboard.press('c');
    await expect.poll(() => view.page.locator('.unseen').innerText()).toBe('MainProcess: put q "Jimmy"');
    await view.page.keyboard.press('Enter');
    await expect.poll(() => lastOfType(view, 'openSite')).toMatchObject({ file: 'greet.ts', line: 15 });
    await view.page.keyboard.press('Escape');
    await view.page.waitForSelector('.details', { state: 'hidden' });
    await view.close();
  });

  test('zooms with W and S, pans with A and D, shows all with 0, folds with F', async () => {
    const view = await hosted(greeting().trace());
    await view.page.locator('.view').focus();
    const whole = await view.scene();
    await view.page.keyboard.press('w');
    const near = await view.sceneWith((scene) => scene.v1 - scene.v0 < whole.v1 - whole.v0);
    await view.page.keyboard.press('d');
    await view.sceneWith((scene) => scene.v0 > near.v0);
    await view.page.keyboard.press('a');
    await view.sceneWith((scene) => Math.abs(scene.v0 - near.v0) < 1000);
    await view.page.keyboard.press('-');
    await view.sceneWith((scene) => scene.v1 === whole.v1);
    await view.page.keyboard.press('+');
    await view.page.keyboard.press('0');
    await view.sceneWith((scene) => scene.v1 === whole.v1 && scene.v0 === whole.v0);
    expect(whole.folded).toBe(true);
    await view.page.keyboard.press('f');
    const plain = await view.sceneWith((scene) => !scene.folded);
    expect(plain.map.folds).toEqual([]);
    await view.close();
  });

  test('does nothing to the lanes while something else has the focus', async () => {
    const view = await hosted(greeting().trace(), { width: 1200 });
    const whole = await view.scene();
    await view.page.locator('.list').focus();
    await view.page.keyboard.press('w');
    await view.page.keyboard.press('f');
    await view.page.waitForTimeout(200);
    expect(await view.scene()).toMatchObject({ v0: whole.v0, v1: whole.v1, folded: true });
    await view.close();
  });
});

describe('the list of events', () => {
  test('says the same as the lanes, in step with the selection, as a list box', async () => {
    const view = await hosted(greeting().trace(), { width: 1200, height: 800 });
    await expect.poll(() => view.page.locator('.entry').count()).toBe(11);
    const labels = await view.page.$$eval('.entry', (nodes) => nodes.map((node) => node.getAttribute('aria-label')));
    expect(labels[5]).toBe('Process-1: get q blocked 5.0 s (empty), woken by MainProcess');
    expect(await view.page.locator('.list').getAttribute('role')).toBe('listbox');
    await view.page.locator('.entry').nth(5).click();
    await expect.poll(() => view.page.locator('.entry[aria-selected=true]').getAttribute('aria-posinset')).toBe('6');
    await view.sceneWith((scene) => scene.selected !== null);
    await view.page.locator('.list').focus();
    await view.page.keyboard.press('ArrowDown');
    await expect.poll(() => view.page.locator('.list').getAttribute('aria-activedescendant')).toBe('entry-6');
    expect(await view.page.locator('[aria-live=polite]').innerText()).toMatch(/^MainProcess: print/);
    await view.close();
  });

  test('holds only the entries that are seen, of however many there are', async () => {
    const trace = pipeline({ processes: 8, queues: 3, events: 6000 });
    const view = await hosted(trace, { width: 1200 });
    await view.page.locator('.list').focus();
    await view.page.keyboard.press('End');
    await expect.poll(() => view.page.locator('.entry[aria-selected=true]').count()).toBe(1);
    expect(await view.page.locator('.entry').count()).toBeLessThan(40);
    const size = Number(await view.page.locator('.entry').first().getAttribute('aria-setsize'));
    expect(size).toBeGreaterThan(1000);
    await view.close();
  });
});

describe('a live run', () => {
  test('is followed until the user pans, and again after Follow', async () => {
    const trace = pipeline({ processes: 4, queues: 2, events: 1200 });
    const view = await hosted(trace, { live: true, rows: 300 });
    await view.page.locator('.view').focus();
    await view.sendRows(trace, 500);
    const followed = await view.sceneWith((scene) => scene.events === 500);
    expect(followed.to).toBeGreaterThan(followed.now);
    await view.page.keyboard.press('w');
    await view.page.keyboard.press('d');
    await view.page.waitForTimeout(300);
    const panned = await view.scene();
    await view.sendRows(trace, 800);
    const still = await view.sceneWith((scene) => scene.events === 800);
    expect(still.from).toBeCloseTo(panned.from, -2);
    expect(still.to).toBeCloseTo(panned.to, -2);
    await view.page.locator('[data-action=follow]').click();
    const again = await view.sceneWith((scene) => scene.to > scene.now && scene.from > still.from);
    expect(again.events).toBe(800);
    await view.close();
  });

  test('lets a blocked bar grow though nothing happens', async () => {
    const trace = greeting().trace();
    const view = await hosted(trace, { live: true, rows: 8 });
    const { now } = await view.scene();
    const later = await view.sceneWith((scene) => scene.now > now + 3e8);
    expect(later.events).toBe(8);
    await view.close();
  });
});

describe('the host’s actions', () => {
  test('do what their buttons do', async () => {
    const view = await hosted(greeting().trace(), { width: 700 });
    const whole = await view.scene();
    await view.send({ type: 'action', action: 'zoomIn' });
    await view.sceneWith((scene) => scene.v1 - scene.v0 < whole.v1 - whole.v0);
    await view.send({ type: 'action', action: 'zoomOut' });
    await view.sceneWith((scene) => scene.v1 === whole.v1);
    await view.send({ type: 'action', action: 'zoomIn' });
    await view.send({ type: 'action', action: 'fit' });
    await view.sceneWith((scene) => scene.v1 === whole.v1);
    await view.send({ type: 'action', action: 'toggleFolded' });
    await view.sceneWith((scene) => !scene.folded);
    await view.send({ type: 'action', action: 'toggleList' });
    await view.page.waitForSelector('.side:not(.hidden)');
    await view.send({ type: 'action', action: 'toggleLegend' });
    await view.page.waitForSelector('.legend', { state: 'hidden' });
    for (const [action, text] of [
      ['nextEvent', 'MainProcess: begins'],
      ['nextEvent', 'MainProcess: start Process-1'],
      ['previousEvent', 'MainProcess: begins'],
    ] as const) {
      await view.send({ type: 'action', action });
      await expect.poll(() => view.page.locator('.unseen').innerText()).toBe(text);
    }
    await view.send({ type: 'action', action: 'follow' });
    await view.send({ type: 'reveal', seq: 8 });
    await expect.poll(() => view.page.locator('.unseen').innerText()).toMatch(/get q/);
    await view.send({ type: 'action', action: 'followCause' });
    await expect.poll(() => view.page.locator('.unseen').innerText()).toBe('MainProcess: put q "Jimmy"');
    await view.close();
  });
});

describe('what the user chose', () => {
  test('is kept, and comes back with the next opening', async () => {
    const trace = greeting().trace();
    const view = await hosted(trace);
    await view.page.locator('.view').focus();
    await view.page.keyboard.press('f');
    await view.page.keyboard.press('w');
    await view.page.keyboard.press('End');
    await expect
      .poll(() => lastOfType(view, 'state'))
      .toMatchObject({ state: { folded: false, selected: trace.length } });
    const kept = await lastOfType(view, 'state');
    const before = await view.scene();
    await view.close();
    const state = kept?.type === 'state' ? kept.state : null;
    const again = await hosted(trace, { state });
    const scene = await again.sceneWith((now) => now.selected !== null);
    expect(scene.folded).toBe(false);
    expect(scene.v1 - scene.v0).toBeCloseTo(before.v1 - before.v0, -3);
    await again.close();
  });
});

describe('findings', () => {
  test('stand above the lanes with their places as links; their lanes and the cycle are marked', async () => {
    const view = await hosted(deadlock().trace());
    expect(await view.page.locator('.finding h2').innerText()).toMatch(
      /^Deadlock: Process-1 waits at forgotten-put.ts:5/,
    );
    expect(await view.page.locator('.finding .cure').innerText()).toBe('Put an item into q before joining Process-1.');
    await view.page.locator('.finding .link', { hasText: 'forgotten-put.ts:5' }).click();
    expect(await lastOfType(view, 'openSite')).toMatchObject({ file: 'forgotten-put.ts', line: 5 });
    const scene = await view.scene();
    expect(scene.lanes.filter((lane) => lane.stuck).map((lane) => lane.name)).toEqual(['MainProcess', 'Process-1']);
    expect(scene.arrows.filter((arrow) => arrow.kind === 'cycle')).toHaveLength(2);
    await view.close();
  });

  /** What an analysis would say of the greeting: the put and the get of its only message. */
  function slowName(severity: Finding['severity'], trace: Trace): Finding {
    const call = (op: string) =>
      Array.from({ length: trace.length }, (_, index) => index).find(
        (index) => trace.kindAt(index) === 'call' && trace.stringOf(trace.op.at(index)) === op,
      ) ?? 0;
    const place = (index: number, text: string) => {
      return { process: trace.process.at(index), site: trace.site.at(index), seq: trace.seq.at(index), text };
    };
    return {
      id: 'slow-name',
      severity,
      title: 'The name comes late',
      message: 'Process-1 waits for five seconds.',
      cure: 'Put it sooner.',
      places: [place(call('put'), 'the name is put'), place(call('get'), 'Process-1 waits for it')],
      cycle: [],
    };
  }

  test('of the analyses flag their first place in the lanes, and their evidence in order when asked', async () => {
    const trace = greeting().trace();
    const view = await hosted(trace);
    await view.send({ type: 'findings', findings: [slowName('warning', trace)] });
    const flagged = await view.sceneWith(({ evidence }) => evidence.length > 0);
    expect(flagged.evidence).toMatchObject([{ number: 0, severity: 'warning', text: 'the name is put' }]);
    await view.page.locator('.finding summary').click();
    expect(await view.page.locator('.finding li').allInnerTexts()).toEqual([
      expect.stringMatching(/greet.ts:5\s*Process-1 waits for it/),
      expect.stringMatching(/greet.ts:15\s*the name is put/),
    ]);
    await view.page.getByRole('button', { name: 'show evidence' }).click();
    const shown = await view.sceneWith(({ evidence }) => evidence.length > 1);
    expect(shown.evidence.map(({ number, text }) => [number, text])).toEqual([
      [1, 'Process-1 waits for it'],
      [2, 'the name is put'],
    ]);
    const { x, y } = await view.at(shown.evidence[1]?.x ?? 0, shown.evidence[1]?.y ?? 0);
    await view.page.mouse.move(x, y);
    expect(await view.page.locator('.tip:not(.hidden)').innerText()).toContain('The name comes late');
    await view.page.getByRole('button', { name: 'hide evidence' }).click();
    await view.sceneWith(({ evidence }) => evidence.length === 1);
    await view.close();
  });

  test('are readable in a panel as narrow as a side bar: their words keep clear of the button', async () => {
    const view = await hosted(deadlock().trace(), { width: 220 });
    const [title, button] = await Promise.all([
      view.page.locator('.finding h2').boundingBox(),
      view.page.getByRole('button', { name: 'show evidence' }).boundingBox(),
    ]);
    if (!title || !button) throw new Error('the finding is not there');
    expect(title.width).toBeGreaterThan(140);
    expect(title.y >= button.y + button.height || button.y >= title.y + title.height).toBe(true);
    await view.close();
  });

  test('that come anew keep the one that is shown; a hint has no flag until it is shown', async () => {
    const trace = greeting().trace();
    const view = await hosted(trace);
    const hint = slowName('hint', trace);
    await view.send({ type: 'findings', findings: [hint] });
    await view.page.waitForSelector('.finding.hint');
    expect((await view.scene()).evidence).toEqual([]);
    await view.send({ type: 'evidence', id: 'slow-name', seq: hint.places[0]?.seq ?? 0 });
    await view.sceneWith(({ evidence }) => evidence.length === 2);
    await view.send({ type: 'findings', findings: [{ ...hint, severity: 'error', title: 'It never came' }] });
    await view.page.waitForSelector('.finding.error');
    const scene = await view.sceneWith(({ evidence }) => evidence.some(({ severity }) => severity === 'error'));
    expect(scene.evidence.map(({ number }) => number)).toEqual([1, 2]);
    await view.close();
  });
});

describe('a hostile trace', () => {
  const evil = '</script><img src=x onerror="globalThis.hurt=1"><b>';

  function hostile(): Trace {
    const d = new TraceDrawing({ script: evil });
    const main = d.at(0).process(evil);
    d.begin(main);
    const q = d.at(1).queue(main, evil, `${evil.replaceAll(':', '')}:1:1`);
    d.at(2).put(main, q, evil, 'a.ts:1:1', 1);
    d.at(3).print(main, evil);
    const place = { process: main, site: 1, seq: 2, text: evil };
    const finding = {
      id: 'x',
      severity: 'error',
      title: evil,
      message: `${evil}\n2`,
      cure: evil,
      places: [place],
      cycle: [],
    } as const;
    d.at(4).finding({ ...finding, places: [place], cycle: [] });
    d.at(5).exit(main, 1);
    return d.trace();
  }

  test.each(['exported', 'hosted'])('is shown as text in the %s page', async (kind) => {
    const trace = hostile();
    const options = { width: 1200, height: 800 };
    const view = kind === 'hosted' ? await hosted(trace, options) : await openExport(browser, assets, trace, options);
    await view.page.locator('.entry').nth(1).click();
    await view.page.waitForSelector('.details:not(.hidden)');
    const { x, y } = await markAt(view, 'put');
    await view.page.mouse.move(x, y);
    await view.page.waitForSelector('.tip:not(.hidden)');
    expect(await view.page.evaluate(() => 'hurt' in globalThis)).toBe(false);
    expect(await view.page.locator('img, .app b b').count()).toBe(0);
    expect(await view.page.locator('.finding h2').innerText()).toBe(evil);
    expect(await view.page.locator('.name b').first().innerText()).toContain('<img');
    expect(view.complaints).toEqual([]);
    await view.close();
  });
});

describe('an exported page', () => {
  test('forbids whatever it does not carry', async () => {
    const view = await openExport(browser, assets, greeting().trace());
    const loaded = await view.page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.hurt = 1';
      document.body.append(script);
      const fetched = await fetch('https://example.org/').then(
        () => true,
        () => false,
      );
      return { hurt: 'hurt' in globalThis, fetched };
    });
    expect(loaded).toEqual({ hurt: false, fetched: false });
    await view.close();
  });

  test('follows the theme when it changes', async () => {
    const view = await openExport(browser, assets, greeting().trace());
    const ground = () =>
      view.page.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>('.view canvas');
        return [...(canvas?.getContext('2d')?.getImageData(2, 2, 1, 1).data ?? [])].slice(0, 3).join();
      });
    const light = await ground();
    await view.page.evaluate(() => document.body.classList.add('vscode-high-contrast'));
    await expect.poll(ground).toBe('0,0,0');
    expect(light).toBe('255,255,255');
    await view.close();
  });
});
