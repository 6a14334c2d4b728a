// Arrows of messages, spawns, joins and deadlock cycles: exact where they are few, stubs where an end is off the screen.

import type { Nanos } from '../../src/base/units.ts';
import type { Finding } from '../../src/trace/finding.ts';
import { countBefore, countUpTo } from '../model/search.ts';
import type { Context, PlacedLane } from './context.ts';
import { labelRow } from './lane-layout.ts';
import { marksInView } from './marks.ts';
import type { Placer } from './placer.ts';
import { type Arrow, mostArrows } from './scene.ts';

/** Rows looked at for messages in view; beyond there are more than can be drawn anyway. */
const mostRows = 3000;

/** Messages with an end in view; null where they are too many to look at one by one. */
function messagesInView(context: Context): Set<number> | null {
  const { model, scale } = context;
  const messages = new Set<number>();
  let rows = 0;
  const take = (row: number) => {
    const message = model.operations.messageOf(model.trace.operation.at(row));
    if (message !== 0) messages.add(message);
  };
  for (const { lane, visible } of context.placed) {
    if (!visible || lane.kind !== 'process') continue;
    const [from, to] = marksInView(context, lane);
    const times = lane.times.view();
    const first = countBefore(times, times.length, scale.from);
    const last = countUpTo(times, times.length, scale.to);
    rows += to - from + last - first;
    if (rows > mostRows) return null;
    for (let i = from; i < to; i++) take(lane.marks.at(i));
    // A get that began before the view and was served inside it has no mark here, but a change of state.
    for (let i = first; i < last; i++) take(lane.rows.at(i));
  }
  return messages;
}

interface End {
  placed: PlacedLane;
  x: number;
}

function endAt(context: Context, process: number, t: Nanos): End | null {
  const placed = context.ofProcess.get(process);
  return placed ? { placed, x: context.scale.toX(t) } : null;
}

function inView(context: Context, end: End): boolean {
  return end.placed.visible && end.x >= 0 && end.x <= context.scale.width;
}

/** From bar edge to bar edge, so that an arrow ends beside the mark and not on it. */
function connect(
  context: Context,
  from: End,
  to: End,
  kind: Arrow['kind'],
  row: number,
  strong: boolean,
): Arrow | null {
  const [fromSeen, toSeen] = [inView(context, from), inView(context, to)];
  if (!fromSeen && !toSeen) return null;
  const [a, b] = [from.placed.box, to.placed.box];
  const down = a.barY <= b.barY;
  const arrow: Arrow = {
    kind,
    x0: from.x,
    y0: down ? a.barY + a.barHeight : a.barY,
    x1: to.x,
    y1: down && a !== b ? b.barY : b.barY + b.barHeight,
    stub: fromSeen && toSeen ? null : fromSeen ? 'to' : 'from',
    strong,
    row,
  };
  if (arrow.stub === 'to') [arrow.x1, arrow.y1] = stubEnd(context, arrow.x0, arrow.y0, arrow.x1, arrow.y1);
  if (arrow.stub === 'from') [arrow.x0, arrow.y0] = stubEnd(context, arrow.x1, arrow.y1, arrow.x0, arrow.y0);
  return arrow;
}

/** Length of the stub of an arrow whose other end is off the screen. */
const stubLength = 30;

/** Where the stub ends that leaves (x, y), which is on the screen, towards (ox, oy): short, for a long line would say no more. */
function stubEnd(context: Context, x: number, y: number, ox: number, oy: number): [number, number] {
  const length = Math.hypot(ox - x, oy - y);
  // Never flatter than this: along the bar a stub would be taken for one of its marks.
  const [dx, dy] = [(ox - x) / length, Math.sign(oy - y) * Math.max(Math.abs(oy - y) / length, 0.55)];
  const within = (value: number, most: number) => Math.max(0, Math.min(most, value));
  return [within(x + dx * stubLength, context.scale.width), within(y + dy * stubLength, context.height)];
}

function messageArrow(context: Context, message: number, strong: boolean): Arrow | null {
  const { model } = context;
  const { trace, operations } = model;
  const [put, get] = [operations.putOf(message), operations.getOf(message)];
  if (put === 0 || get === 0) return null;
  const [sent, got] = [operations.sent(message), operations.effect(get)];
  if (sent < 0 || got < 0) return null;
  const from = endAt(context, model.processOf(sent), trace.t.at(sent));
  const to = endAt(context, model.processOf(got), trace.t.at(got));
  return from && to ? connect(context, from, to, 'message', operations.call(put), strong) : null;
}

/** The message of the row under the pointer or selected: drawn whatever else is left out. */
function chosenMessage(context: Context, row: number): number {
  if (row < 0) return 0;
  return context.model.operations.messageOf(context.model.trace.operation.at(row));
}

export function messageArrows(context: Context): { arrows: Arrow[]; messages: number } {
  const messages = messagesInView(context);
  const chosen = new Set([chosenMessage(context, context.selected), chosenMessage(context, context.hover)]);
  chosen.delete(0);
  const drawn = messages !== null && messages.size <= mostArrows ? new Set([...messages, ...chosen]) : chosen;
  const arrows = [...drawn]
    .map((message) => messageArrow(context, message, chosen.has(message)))
    .filter((arrow) => arrow !== null);
  return { arrows, messages: messages?.size ?? Number.POSITIVE_INFINITY };
}

/** More spawns and joins in view than this are a thicket: the lanes themselves show begin and end. */
const mostLives = 16;

/** Spawn: from the start to the child's first moment. Join: from the child's end to the moment its joiner goes on. */
export function lifeArrows(context: Context): Arrow[] {
  const { model } = context;
  const arrows: (Arrow | null)[] = [];
  for (const { lane, visible } of context.placed) {
    if (lane.kind !== 'process') continue;
    const info = model.trace.processes[lane.process];
    const start = info ? model.startRows.get(info.object) : undefined;
    if (info && start !== undefined && info.beginT >= 0) {
      const from = endAt(context, model.processOf(start), model.trace.t.at(start));
      const to = endAt(context, lane.process, info.beginT);
      if (from && to) arrows.push(connect(context, from, to, 'spawn', start, false));
    }
    if (visible) arrows.push(...joinsOf(context, lane.process));
  }
  const seen = arrows.filter((arrow) => arrow !== null && (arrow.stub === null || arrow.row === context.selected));
  if (seen.length <= mostLives) return seen.filter((arrow) => arrow !== null);
  return seen.filter(
    (arrow) => arrow !== null && (arrow.row === context.selected || arrow.row === context.hover),
  ) as Arrow[];
}

function joinsOf(context: Context, process: number): (Arrow | null)[] {
  const { model, scale } = context;
  const placed = context.ofProcess.get(process);
  if (placed?.lane.kind !== 'process') return [];
  const { times, rows } = placed.lane;
  const from = countBefore(times.view(), times.length, scale.from);
  const to = countUpTo(times.view(), times.length, scale.to);
  const arrows: (Arrow | null)[] = [];
  if (to - from > mostArrows * 4) return arrows;
  for (let i = from; i < to; i++) {
    const row = rows.at(i);
    if (model.trace.kindAt(row) !== 'unblock') continue;
    const call = model.operations.call(model.trace.operation.at(row));
    if (call < 0 || model.trace.stringOf(model.trace.op.at(call)) !== 'join') continue;
    const object = model.trace.object.at(call);
    const child = model.trace.processes.find((info) => info?.object === object);
    if (!child || child.exitT < 0) continue;
    const start = endAt(context, child.process, child.exitT);
    const end = endAt(context, process, times.at(i));
    if (start && end) arrows.push(connect(context, start, end, 'join', call, false));
  }
  return arrows;
}

/** Beside one another; more edges than these begin anew. */
const mostSteps = 6;

/** How far apart: each arrow stands where all of the circle wait, as far as that is wide enough to tell them apart. */
function stepOf({ model, scale }: Context, { places, cycle }: Finding, t: Nanos): number {
  const inCircle = new Set(cycle.map(({ from }) => from));
  const calls = places.filter(({ process, seq }) => seq > 0 && inCircle.has(process));
  const since = Math.max(...calls.map(({ seq }) => model.trace.t.at(model.trace.rowOfSeq(seq))));
  const room = Number.isFinite(since) ? scale.toX(t) - scale.toX(since) : Number.POSITIVE_INFINITY;
  return Math.max(5, Math.min(14, room / Math.min(cycle.length, mostSteps)));
}

/** Who waits for whom, at the moment the finding was said. */
export function cycleArrows(context: Context): Arrow[] {
  const arrows: (Arrow | null)[] = [];
  for (const { row, finding } of context.model.findings) {
    const t = context.model.trace.t.at(row);
    const step = stepOf(context, finding, t);
    finding.cycle.forEach((edge, i) => {
      const from = endAt(context, edge.from, t);
      const to = endAt(context, edge.to, t);
      if (!from || !to || from.placed === to.placed) return;
      // Two edges of a cycle of two would lie on one another.
      const shift = (i % mostSteps) * step;
      arrows.push(connect(context, { ...from, x: from.x - shift }, { ...to, x: to.x - shift }, 'cycle', row, true));
    });
  }
  return arrows.filter((arrow) => arrow !== null);
}

/** Names the lane at the far end of each stub; a stack of stubs at one edge and lane is counted. */
export function stubLabels(context: Context, arrows: readonly Arrow[], placer: Placer): void {
  const stacks = new Map<string, { x: number; y: number; name: string; row: number; count: number; left: boolean }>();
  for (const arrow of arrows) {
    if (arrow.stub === null || arrow.kind !== 'message') continue;
    const name = farName(context, arrow);
    const [x, y] = arrow.stub === 'to' ? [arrow.x1, arrow.y1] : [arrow.x0, arrow.y0];
    const key = `${name} ${Math.round(x / 40)} ${Math.round(y / 20)} ${arrow.stub}`;
    const stack = stacks.get(key);
    if (stack) stack.count++;
    else stacks.set(key, { x, y, name, row: farRow(context, arrow), count: 1, left: arrow.stub === 'from' });
  }
  for (const { x, y, name, row, count, left } of stacks.values()) {
    const text = `${left ? 'from' : 'to'} ${name}${count > 1 ? ` ×${count}` : ''}`;
    const top = Math.max(1, Math.min(context.height - labelRow, y - labelRow / 2));
    const rows = [top, Math.max(1, top - labelRow), Math.min(context.height - labelRow, top + labelRow)];
    const wish = { text, tone: 'muted', mono: false, row, anchorY: y, height: labelRow - 1, least: 0 } as const;
    placer.place({ ...wish, x, rows, inside: true });
  }
}

/** The call at the end that is off the screen: a click on its name goes there. */
function farRow(context: Context, arrow: Arrow): number {
  const { operations } = context.model;
  const message = chosenMessage(context, arrow.row);
  return operations.call(arrow.stub === 'to' ? operations.getOf(message) : operations.putOf(message));
}

function farName(context: Context, arrow: Arrow): string {
  return context.model.trace.processName(context.model.processOf(Math.max(0, farRow(context, arrow))));
}
