// What a page gets: the trace in blocks, at most two of them unacknowledged, and then the end.

import { afterEach, expect, test } from 'vitest';
import { WholeBytes } from '../../src/extension/byte-source.ts';
import { TraceFeed } from '../../src/extension/trace-feed.ts';
import { type SourceEvent, TraceSource } from '../../src/extension/trace-source.ts';
import { decodeBlock } from '../../src/protocol/block.ts';
import type { ToView } from '../../src/protocol/view.ts';
import { TraceEncoder } from '../../src/trace/encoder.ts';
import type { TraceRow } from '../../src/trace/event.ts';
import { Trace } from '../../src/trace/trace.ts';
import { TraceDrawing } from '../helpers/draw-trace.ts';
import { greeting } from '../helpers/stories.ts';

const opened: TraceSource[] = [];
afterEach(() => {
  for (const source of opened.splice(0)) source.dispose();
});

async function sourceOf(rows: readonly TraceRow[]): Promise<TraceSource> {
  const encoder = new TraceEncoder();
  const bytes = Buffer.concat([encoder.encode(rows), encoder.end()]);
  const source = new TraceSource(new WholeBytes(bytes), false);
  opened.push(source);
  await new Promise<void>((resolve) => {
    source.listen((event) => event === 'ended' && resolve());
  });
  return source;
}

/** A page that takes blocks only when told to. */
class Page {
  readonly messages: ToView[] = [];
  readonly trace = new Trace();
  readonly post = (message: ToView) => void this.messages.push(message);
  #taken = 0;

  get types(): string[] {
    return this.messages.map((message) => message.type);
  }

  /** Takes and acknowledges the oldest block that it has not yet taken; false where there is none. */
  take(feed: TraceFeed): boolean {
    const block = this.messages.filter((message) => message.type === 'block')[this.#taken];
    if (!block) return false;
    this.#taken += 1;
    decodeBlock(block.bytes, this.trace);
    feed.acknowledge(block.number);
    return true;
  }
}

function manyMarks(count: number): readonly TraceRow[] {
  const drawing = new TraceDrawing();
  const main = drawing.at(0).process('MainProcess');
  drawing.begin(main);
  for (let i = 1; i <= count; i++) drawing.at(i).print(main, 'line\n');
  return drawing.rows;
}

test('nothing is sent before the page listens', async () => {
  const page = new Page();
  new TraceFeed(await sourceOf(greeting().rows), 'greet.ts', page.post);
  expect(page.messages).toEqual([]);
});

test('a listening page gets the opening, every event, and the end', async () => {
  const page = new Page();
  const source = await sourceOf(greeting().rows);
  const feed = new TraceFeed(source, 'greet.ts', page.post);
  feed.open({ zoom: 2 });
  while (page.take(feed));
  expect(page.messages[0]).toEqual({ type: 'open', title: 'greet.ts', live: false, state: { zoom: 2 } });
  expect(page.messages.at(-1)).toEqual({ type: 'end', problem: null });
  expect(page.trace.length).toBe(source.trace.length);
  expect([...page.trace.seq.view()]).toEqual([...source.trace.seq.view()]);
});

test('at most two blocks are on their way, and an acknowledgement lets the next go', async () => {
  const page = new Page();
  const source = await sourceOf(manyMarks(90_000));
  const feed = new TraceFeed(source, 'many.ts', page.post);
  feed.open(null);
  expect(page.types).toEqual(['open', 'block', 'block']);
  page.take(feed);
  expect(page.types).toEqual(['open', 'block', 'block', 'block']);
  while (page.take(feed));
  expect(page.trace.length).toBe(source.trace.length);
  expect(page.types.filter((type) => type === 'end')).toHaveLength(1);
});

test('a page that was hidden gets everything again, with its definitions', async () => {
  const source = await sourceOf(greeting().rows);
  const first = new Page();
  const feed = new TraceFeed(source, 'greet.ts', first.post);
  feed.open(null);
  while (first.take(feed));
  const before = first.messages.length;
  feed.open({ zoom: 1 });
  const again = new Page();
  again.messages.push(...first.messages.slice(before));
  while (again.take(feed)) again.messages.push(...first.messages.slice(before + again.messages.length));
  expect(again.trace.length).toBe(source.trace.length);
  expect(again.trace.processName(1)).toBe('MainProcess');
});

test('a page that does not listen yet is not opened by another trace in the file', async () => {
  const page = new Page();
  const source = await sourceOf(greeting().rows);
  let tell: (event: SourceEvent) => void = () => {};
  const restarting = new Proxy(source, {
    get: (target, name) =>
      name === 'listen'
        ? (listener: (event: SourceEvent) => void) => {
            tell = listener;
            return () => {};
          }
        : Reflect.get(target, name, target),
  });
  new TraceFeed(restarting, 'greet.ts', page.post);
  tell('restarted');
  expect(page.messages).toEqual([]);
});
