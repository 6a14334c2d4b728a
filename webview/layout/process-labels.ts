// Words of a process lane: calls above the bar, output below it, and the reason of a block on the blocked span itself.

import { callText, exitText, oneLine } from '../model/describe.ts';
import type { ProcessLane } from '../model/process-lane.ts';
import { isBlocked, stateNumber } from '../model/states.ts';
import type { Context, PlacedLane } from './context.ts';
import { formatDuration } from './format.ts';
import { labelRow } from './lane-layout.ts';
import type { Placer, Wish } from './placer.ts';
import type { Mark } from './scene.ts';

/** Narrower blocked spans are not named: their pixels tell. */
const leastSpan = 3;

/** Of the spans too short for their words only the longest are named beside the bar. */
const mostBeside = 6;

/** More marks than this in one lane: only the rare ones are named. */
const crowded = 48;

/** More marks than this in one lane are not all named; the selected one always is. */
const mostNamed = 150;

function rowsAbove(placed: PlacedLane): number[] {
  const { barY, above } = placed.box;
  return Array.from({ length: above }, (_, i) => barY - (i + 1) * labelRow - 2);
}

function rowsBelow(placed: PlacedLane): number[] {
  const { barY, barHeight, below } = placed.box;
  return Array.from({ length: below }, (_, i) => barY + barHeight + i * labelRow + 3);
}

/** "empty, 5.0 s" on the span, or beside it where the span is too short. */
export function blockedLabels(context: Context, placed: PlacedLane, placer: Placer): void {
  const lane = placed.lane;
  if (lane.kind !== 'process') return;
  const { scale } = context;
  const first = Math.max(0, lane.indexAt(scale.from));
  const last = lane.indexAt(scale.to);
  if (last - first > scale.width / 4) return;
  const spans: { i: number; length: number }[] = [];
  for (let i = first; i <= last; i++) {
    const until = i + 1 < lane.times.length ? lane.times.at(i + 1) : context.now;
    if (isBlocked(lane.states.at(i))) spans.push({ i, length: until - lane.times.at(i) });
  }
  spans.sort((a, b) => b.length - a.length);
  for (const [rank, { i }] of spans.entries()) blockedLabel(context, placed, lane, i, placer, rank < mostBeside);
}

function blockedLabel(
  context: Context,
  placed: PlacedLane,
  lane: ProcessLane,
  i: number,
  placer: Placer,
  mayBeBeside: boolean,
): void {
  const { scale, model, now } = context;
  const from = lane.times.at(i);
  const until = i + 1 < lane.times.length ? lane.times.at(i + 1) : now;
  const [x0, x1] = [Math.max(scale.toX(from), 0), Math.min(scale.toX(until), scale.width)];
  if (x1 - x0 < leastSpan) return;
  const row = lane.rows.at(i);
  const reason = model.trace.stringOf(model.trace.reason.at(row)) || 'waiting';
  const text = `${reason}, ${formatDuration(until - from)}`;
  const { barY, barHeight } = placed.box;
  const height = Math.min(labelRow - 1, barHeight - 2);
  const needed = context.measure(text, false) + 20;
  const base = { text, tone: 'blocked', mono: false, row, height } as const;
  if (x1 - x0 >= needed) {
    const x = scale.toX(from) >= 0 ? x0 + 16 : x0 + 6;
    const y = Math.round(barY + (barHeight - height) / 2);
    if (placer.place({ ...base, x, anchorY: y, rows: [y], least: 0, inside: true })) return;
  }
  if (!mayBeBeside) return;
  const middle = (x0 + x1) / 2;
  // Above the bar stand the calls; a reason goes there only where there is nothing below.
  const beside = placed.box.below > 0 ? rowsBelow(placed) : rowsAbove(placed);
  placer.place({
    ...base,
    height: labelRow - 1,
    x: middle,
    anchorY: barY + barHeight / 2,
    rows: beside,
    least: 0,
    inside: false,
  });
}

function wishOf(context: Context, placed: PlacedLane, mark: Mark): { wish: Wish; weight: number } | null {
  const { trace } = context.model;
  const text = trace.stringOf(trace.text.at(mark.row));
  const [above, below] = [rowsAbove(placed), rowsBelow(placed)];
  const base = { row: mark.row, x: mark.x, anchorY: mark.y, height: labelRow - 1, inside: false };
  const call = { ...base, tone: 'text', mono: false, rows: above, least: 44 } as const;
  switch (mark.shape) {
    case 'start':
      return { wish: { ...call, text: `start ${trace.objectName(trace.object.at(mark.row))}` }, weight: 6 };
    case 'put':
    case 'get':
      return { wish: { ...call, text: callText(context.model, mark.row) }, weight: 5 };
    case 'other':
      return { wish: { ...call, tone: 'muted', text: callText(context.model, mark.row) }, weight: 2 };
    case 'print':
      return { wish: { ...base, tone: 'print', mono: true, rows: below, least: 60, text: oneLine(text) }, weight: 4 };
    case 'mark':
      return { wish: { ...base, tone: 'mark', mono: false, rows: below, least: 44, text: oneLine(text) }, weight: 4 };
    case 'error':
      return { wish: { ...base, tone: 'error', mono: false, rows: below, least: 60, text: oneLine(text) }, weight: 8 };
    case 'exit': {
      const code = trace.code.at(mark.row);
      const tone = code === 0 ? 'muted' : 'error';
      return { wish: { ...call, tone, text: exitText(code) }, weight: code === 0 ? 1 : 7 };
    }
  }
}

/** Names marks, the weightier first; among equals from left to right. */
export function markLabels(context: Context, placed: PlacedLane, marks: readonly Mark[], placer: Placer): void {
  if (placed.box.above + placed.box.below === 0) return;
  const wishes = marks
    .slice(0, mostNamed)
    .map((mark) => wishOf(context, placed, mark))
    .filter((entry) => entry !== null);
  const weight = (entry: { wish: Wish; weight: number }) => (entry.wish.row === context.selected ? 9 : entry.weight);
  const least = marks.length > crowded ? 6 : 0;
  wishes.sort((a, b) => weight(b) - weight(a) || a.wish.x - b.wish.x);
  for (const entry of wishes) if (entry.wish.text !== '' && weight(entry) >= least) placer.place(entry.wish);
}

/** True while the process has not ended at the right edge of the view. */
export function stateAt(lane: ProcessLane, context: Context): number {
  const index = lane.indexAt(Math.min(context.scale.to, context.now));
  return index < 0 ? stateNumber.absent : lane.states.at(index);
}
