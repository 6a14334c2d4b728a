// The pixels of one frame: bars of processes and depth of queues. Costs what the screen has, not what the trace holds.

import type { Context, PlacedLane } from '../layout/context.ts';
import { depthHeight, depthScale } from '../layout/queue-overlay.ts';
import type { TimeScale } from '../layout/time-scale.ts';
import type { ProcessLane } from '../model/process-lane.ts';
import { isBlocked, stateNumber } from '../model/states.ts';
import { type DepthRow, depthRow, fillDepths } from './depth-pixels.ts';
import { fillExact, fillFromPyramid, type LaneRow, laneRow } from './lane-pixels.ts';
import type { Palette } from './palette.ts';
import { patternOf } from './patterns.ts';

/** Up to so many states in view a frame is drawn exactly. */
const mostExact = 150_000;

export interface Frame {
  pixels: Uint32Array;
  width: number;
  height: number;
}

/** @param scale - The context's scale at device px. */
export function drawFrame(frame: Frame, context: Context, scale: TimeScale, ratio: number, palette: Palette): void {
  frame.pixels.fill(palette.background);
  const exact = statesInView(context) <= mostExact;
  const row = laneRow(frame.width);
  const depths = depthRow(frame.width);
  for (const placed of context.placed) {
    if (!placed.visible) continue;
    if (placed.lane.kind === 'process') {
      const fill = exact ? fillExact : fillFromPyramid;
      fill(row, placed.lane, scale, context.now, palette);
      drawBar(frame, placed, row, ratio, palette, stuckSpan(context, placed.lane, scale));
    } else {
      fillRows(frame, placed.box.y * ratio, (placed.box.y + placed.box.height) * ratio, palette.band);
      fillDepths(depths, placed.lane, scale, context.now, exact);
      drawDepth(frame, context, placed, depths, ratio, palette);
    }
    const bottom = Math.round((placed.box.y + placed.box.height) * ratio) - 1;
    fillRows(frame, bottom, bottom + 1, palette.line);
  }
}

/** Device px, none where `to` is not greater than `from`. */
interface Span {
  from: number;
  to: number;
}

/** The wait that never ends: the state in which the finding found the process. */
function stuckSpan(context: Context, lane: ProcessLane, scale: TimeScale): Span {
  const t = context.model.stuckAt.get(lane.process);
  const index = t === undefined ? -1 : lane.indexAt(t);
  if (index < 0) return { from: 0, to: 0 };
  const until = index + 1 < lane.times.length ? lane.times.at(index + 1) : context.now;
  return { from: Math.max(0, Math.round(scale.toX(lane.times.at(index)))), to: Math.round(scale.toX(until)) };
}

function statesInView(context: Context): number {
  let count = 0;
  for (const { lane, visible } of context.placed) {
    if (visible) count += lane.indexAt(context.scale.to) - Math.max(0, lane.indexAt(context.scale.from));
  }
  return count;
}

function fillRows(frame: Frame, from: number, to: number, colour: number): void {
  const [top, bottom] = [Math.max(0, Math.round(from)), Math.min(frame.height, Math.round(to))];
  if (bottom > top) frame.pixels.fill(colour, top * frame.width, bottom * frame.width);
}

function drawBar(frame: Frame, placed: PlacedLane, row: LaneRow, ratio: number, palette: Palette, stuck: Span): void {
  const top = Math.round(placed.box.barY * ratio);
  const bottom = Math.round((placed.box.barY + placed.box.barHeight) * ratio);
  const edge = Math.max(1, Math.round(ratio));
  for (let y = Math.max(0, top); y < Math.min(frame.height, bottom); y++) {
    const isEdge = y < top + edge || y >= bottom - edge;
    drawBarRow(frame, row, y, y - top, (top + bottom) >> 1, isEdge, ratio, palette, stuck);
  }
}

function drawBarRow(
  frame: Frame,
  row: LaneRow,
  y: number,
  inBar: number,
  middle: number,
  isEdge: boolean,
  ratio: number,
  palette: Palette,
  stuck: Span,
): void {
  const { pixels, width } = frame;
  const { states, mixed } = row;
  const at = y * width;
  let pattern = patternOf(0);
  let strong = 0;
  let pale = 0;
  let state = -1;
  for (let x = 0; x < width; x++) {
    const mix = mixed[x] ?? 0;
    if (mix !== 0) {
      pixels[at + x] = mix;
      continue;
    }
    const now = states[x] ?? 0;
    if (now !== state || x === stuck.from) {
      state = now;
      pattern = patternOf(state);
      strong = palette.strong[state] ?? 0;
      pale = palette.pale[state] ?? 0;
      if (x >= stuck.from && x < stuck.to && isBlocked(state)) strong = palette.stuck;
    }
    if (state === stateNumber.absent) continue;
    if (state === stateNumber.ended) {
      if (y === middle) pixels[at + x] = palette.line;
      continue;
    }
    pixels[at + x] = isEdge || pattern(x / ratio, inBar / ratio) ? strong : pale;
  }
}

function drawDepth(
  frame: Frame,
  context: Context,
  placed: PlacedLane,
  depths: DepthRow,
  ratio: number,
  palette: Palette,
): void {
  if (placed.lane.kind !== 'queue') return;
  const { barY, barHeight } = placed.box;
  const most = depthScale(context, placed.lane);
  const floor = Math.round((barY + barHeight) * ratio);
  const heightOf = (depth: number) => Math.round(depthHeight(depth, most, barHeight) * ratio);
  const line = Math.max(1, Math.round(ratio * 1.5));
  for (let x = 0; x < frame.width; x++) {
    const low = heightOf(depths.low[x] ?? 0);
    const high = heightOf(depths.high[x] ?? 0);
    for (let h = 1; h <= high; h++) {
      const y = floor - h;
      if (y < 0 || y >= frame.height) continue;
      frame.pixels[y * frame.width + x] = h > Math.min(low, high - line) ? palette.depth : palette.depthPale;
    }
  }
  const capacity = context.model.trace.objects[placed.lane.object]?.capacity ?? 0;
  if (capacity > 0) drawCapacity(frame, floor - heightOf(capacity), ratio, palette);
}

function drawCapacity(frame: Frame, y: number, ratio: number, palette: Palette): void {
  for (let row = y; row < y + Math.max(1, Math.round(ratio)); row++) {
    if (row < 0 || row >= frame.height) continue;
    for (let x = 0; x < frame.width; x++) {
      if (Math.floor(x / ratio) % 7 < 4) frame.pixels[row * frame.width + x] = palette.capacity;
    }
  }
}
