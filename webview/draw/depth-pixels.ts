// The depth of a queue as least and greatest per pixel column.

import type { TimeScale } from '../layout/time-scale.ts';
import type { QueueLane } from '../model/queue-lane.ts';

export interface DepthRow {
  low: Uint32Array;
  high: Uint32Array;
}

export function depthRow(width: number): DepthRow {
  return { low: new Uint32Array(width), high: new Uint32Array(width) };
}

export function fillDepths(row: DepthRow, lane: QueueLane, scale: TimeScale, now: number, exact: boolean): void {
  row.low.fill(0);
  row.high.fill(0);
  if (exact) fillExactly(row, lane, scale, now);
  else fillFromPyramid(row, lane, scale, now);
}

function fillExactly(row: DepthRow, lane: QueueLane, scale: TimeScale, now: number): void {
  const width = row.low.length;
  const last = lane.times.length - 1;
  const end = Math.min(scale.to, now);
  // Column up to which the depths are final; a change inside a column widens its range.
  let done = 0;
  for (let i = Math.max(0, lane.indexAt(scale.from)); i <= last; i++) {
    if (lane.times.at(i) > scale.to) break;
    const depth = lane.depths.at(i);
    const until = i < last ? lane.times.at(i + 1) : end;
    const from = Math.min(width, Math.max(0, Math.round(scale.toX(lane.times.at(i)))));
    const to = Math.min(width, Math.max(0, Math.round(scale.toX(until))));
    if (to > from) {
      row.low.fill(depth, Math.max(from, done), to);
      row.high.fill(depth, Math.max(from, done), to);
      done = to;
    } else if (from > 0) widen(row, from - 1, depth);
  }
}

function widen(row: DepthRow, x: number, depth: number): void {
  row.low[x] = Math.min(row.low[x] ?? 0, depth);
  row.high[x] = Math.max(row.high[x] ?? 0, depth);
}

function fillFromPyramid(row: DepthRow, lane: QueueLane, scale: TimeScale, now: number): void {
  const width = row.low.length;
  let t0 = scale.toT(0);
  for (let x = 0; x < width; x++) {
    const t1 = scale.toT(x + 1);
    const level = lane.pyramid.levelFor((t1 - t0) / 2);
    for (const share of [0.25, 0.75]) {
      const bucket = lane.pyramid.at(level, t0 + (t1 - t0) * share);
      const [low, high] = bucket < 0 ? tail(lane, t1, now) : [bucket & 0xffff, bucket >>> 16];
      row.low[x] = share < 0.5 ? low : Math.min(row.low[x] ?? 0, low);
      row.high[x] = Math.max(row.high[x] ?? 0, high);
    }
    t0 = t1;
  }
}

function tail(lane: QueueLane, t: number, now: number): [number, number] {
  const index = t > now ? -1 : lane.indexAt(t);
  const depth = index < 0 ? 0 : lane.depths.at(index);
  return [depth, depth];
}
