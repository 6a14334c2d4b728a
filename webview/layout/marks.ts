// Marks of a process lane: a disc where something is put, a diamond where something is got, and what was printed below the bar.

import type { Trace } from '../../src/trace/trace.ts';
import type { ProcessLane } from '../model/process-lane.ts';
import { countBefore, countUpTo } from '../model/search.ts';
import type { Context, PlacedLane } from './context.ts';
import type { Mark, MarkShape } from './scene.ts';

/** Marks closer than this on average say nothing one by one. */
const leastSpacing = 6;

/** Below this they are drawn small. */
const crowdedSpacing = 15;

const putting = new Set(['put', 'putNowait', 'send', 'sendBytes']);
const getting = new Set(['get', 'getNowait', 'recv', 'recvBytes']);

export function shapeOf(trace: Trace, row: number): MarkShape | null {
  const kind = trace.kindAt(row);
  if (kind === 'start' || kind === 'print' || kind === 'mark' || kind === 'error' || kind === 'exit') return kind;
  if (kind !== 'call') return null;
  const op = trace.stringOf(trace.op.at(row));
  if (putting.has(op)) return 'put';
  // A sleep is its span.
  if (op === 'sleep') return null;
  return getting.has(op) ? 'get' : 'other';
}

/** Indexes [from, to) into the lane's marks that are in view. */
export function marksInView(context: Context, lane: ProcessLane): [number, number] {
  const times = lane.markTimes.view();
  return [countBefore(times, times.length, context.scale.from), countUpTo(times, times.length, context.scale.to)];
}

/** Prints hang below the bar and marks stand on it, so that neither hides a put or a get. */
function markY(placed: PlacedLane, shape: MarkShape, radius: number): number {
  const { barY, barHeight } = placed.box;
  if (shape === 'print') return barY + barHeight - radius;
  if (shape === 'mark') return barY + radius;
  return barY + barHeight / 2;
}

export function laneMarks(context: Context, placed: PlacedLane): Mark[] {
  const lane = placed.lane;
  if (lane.kind !== 'process') return [];
  const [from, to] = marksInView(context, lane);
  if (to - from > context.scale.width / leastSpacing) return [];
  const crowded = to - from > context.scale.width / crowdedSpacing;
  const { trace } = context.model;
  const marks: Mark[] = [];
  const lastX = new Map<MarkShape, number>();
  for (let i = from; i < to; i++) {
    const row = lane.marks.at(i);
    const shape = shapeOf(trace, row);
    if (shape === null) continue;
    const x = context.scale.toX(lane.markTimes.at(i));
    if (x - (lastX.get(shape) ?? -9) < 2 && row !== context.selected) continue;
    lastX.set(shape, x);
    const small = shape === 'print' || shape === 'mark' || shape === 'other' || shape === 'exit';
    const radius = Math.min(small || crowded ? 3 : 5.5, placed.box.barHeight / 2 - 2);
    marks.push({ x, y: markY(placed, shape, radius), radius, shape, row });
  }
  return marks;
}
