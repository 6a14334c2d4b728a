// What is written over a queue's lane: its bound and, where messages are too many to draw, puts and gets per second.

import { namesOf } from '../model/describe.ts';
import type { QueueLane } from '../model/queue-lane.ts';
import { countBefore, countUpTo } from '../model/search.ts';
import type { Context, PlacedLane } from './context.ts';
import { formatRate } from './format.ts';
import { labelRow } from './lane-layout.ts';
import type { Placer } from './placer.ts';
import type { Rates } from './scene.ts';

/** Px of the lane per step of the rates. */
const step = 28;

/** The greatest depth that the lane's height stands for. */
export function depthScale(context: Context, lane: QueueLane): number {
  const capacity = context.model.trace.objects[lane.object]?.capacity ?? 0;
  return Math.max(capacity > 0 ? capacity * 1.25 : lane.greatest, lane.is.countsTaken ? lane.first : 0, 1);
}

/** Height above the lane's floor of a depth, in css px. */
export function depthHeight(depth: number, most: number, barHeight: number): number {
  return Math.min(barHeight, Math.round((depth / most) * barHeight));
}

function countIn(column: QueueLane['came'], from: number, to: number): number {
  return countUpTo(column.view(), column.length, to) - countBefore(column.view(), column.length, from);
}

function perStep(context: Context, column: QueueLane['came']): number[] {
  const steps = Math.ceil(context.scale.width / step);
  let before = countBefore(column.view(), column.length, context.scale.from);
  return Array.from({ length: steps }, (_, i) => {
    const until = countBefore(column.view(), column.length, context.scale.toT((i + 1) * step));
    const count = until - before;
    before = until;
    return count;
  });
}

export function queueRates(context: Context, placed: PlacedLane): Rates | null {
  // A low lane has room for its depth only.
  if (placed.lane.kind !== 'queue' || placed.box.height < 40) return null;
  const { barY, barHeight } = placed.box;
  const lane = placed.lane;
  return { y: barY, height: barHeight, step, puts: perStep(context, lane.came), gets: perStep(context, lane.went) };
}

/** The bound at its line, and the rates in view where single messages are not drawn. */
export function queueLabels(context: Context, placed: PlacedLane, dense: boolean, placer: Placer): void {
  if (placed.lane.kind !== 'queue') return;
  const { lane, box } = placed;
  const { scale, model, now } = context;
  const capacity = model.trace.objects[lane.object]?.capacity ?? 0;
  const height = Math.min(labelRow - 1, box.height - 2);
  const base = { mono: false, row: -1, height, least: 0, inside: true, anchorY: 0 } as const;
  if (dense && box.height >= 40 && lane.came.length + lane.went.length > 0) {
    const span = Math.max(1, Math.min(scale.to, now) - Math.max(scale.from, 0));
    const puts = countIn(lane.came, scale.from, scale.to);
    const gets = countIn(lane.went, scale.from, scale.to);
    const text = `${formatRate(puts, span)} in, ${formatRate(gets, span)} out`;
    const y = box.barY + (box.barHeight - height) / 2;
    placer.place({ ...base, text, tone: 'text', x: scale.width - 10, rows: [Math.round(y)] });
  }
  if (capacity > 0 && box.height >= 40) {
    const line = box.barY + box.barHeight - depthHeight(capacity, depthScale(context, lane), box.barHeight);
    const rows = [Math.max(box.y + 1, line - height / 2)];
    placer.place({ ...base, text: `full at ${capacity}`, tone: 'muted', x: 6, rows });
  } else if (lane.greatest > 1 && box.height >= 40) {
    placer.place({ ...base, text: `most ${lane.greatest}`, tone: 'muted', x: 6, rows: [box.barY] });
  }
}

/** Shorter holds are not named: hover tells. */
const leastHold = 24;

/** Who holds it, on the span of time for which it is held. */
export function holdLabels(context: Context, placed: PlacedLane, placer: Placer): void {
  if (placed.lane.kind !== 'queue') return;
  const { scale, model, now, measure } = context;
  const { holders } = placed.lane.use;
  const { barY, barHeight } = placed.box;
  const [first, last] = [Math.max(0, holders.indexAt(scale.from)), holders.indexAt(scale.to)];
  if (last - first > scale.width / 8) return;
  const height = Math.min(labelRow - 1, barHeight - 2);
  const y = Math.round(barY + barHeight - height - 1);
  for (let i = first; i <= last; i++) {
    const text = namesOf(model, holders.at(i));
    const until = i + 1 < holders.times.length ? holders.times.at(i + 1) : now;
    const [x0, x1] = [Math.max(scale.toX(holders.times.at(i)), 0), Math.min(scale.toX(until), scale.width)];
    if (text === '' || x1 - x0 < Math.max(leastHold, measure(text, false) + 12)) continue;
    const base = { text, tone: 'text', mono: false, row: -1, height, least: 0, inside: true } as const;
    placer.place({ ...base, x: x0 + 6, anchorY: y, rows: [y] });
  }
}
