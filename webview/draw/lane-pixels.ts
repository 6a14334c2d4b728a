// One lane as one row of pixel states: exactly where events are few, from the pyramid where they are many.

import type { TimeScale } from '../layout/time-scale.ts';
import type { ProcessLane } from '../model/process-lane.ts';
import { shareStates, stateNumber } from '../model/states.ts';
import { mixPacked, type Palette } from './palette.ts';

export interface LaneRow {
  /** State of each pixel. */
  states: Uint8Array;
  /** A mixed colour where several states share a pixel, else 0. */
  mixed: Uint32Array;
}

export function laneRow(width: number): LaneRow {
  return { states: new Uint8Array(width), mixed: new Uint32Array(width) };
}

/** A share this large is drawn as the state itself, pattern and all. */
const pure = 0.9;

/** At least this much of a pixel is coloured by spans too short for a pixel of their own. */
const leastSeen = 0.4;

/** `scale` is in device px here. */
export function fillExact(row: LaneRow, lane: ProcessLane, scale: TimeScale, now: number, palette: Palette): void {
  row.states.fill(0);
  row.mixed.fill(0);
  const width = row.states.length;
  const last = lane.times.length - 1;
  const end = Math.min(scale.to, now);
  let to = 0;
  for (let i = Math.max(0, lane.indexAt(scale.from)); i <= last; i++) {
    const from = lane.times.at(i);
    if (from > scale.to) break;
    const until = i < last ? lane.times.at(i + 1) : end;
    const state = lane.states.at(i);
    const [a, b] = [scale.toX(from), scale.toX(until)];
    const [left, right] = [Math.max(0, Math.round(a)), Math.min(width, Math.round(b))];
    if (right > left) row.states.fill(state, left, right);
    else if (left < width && left >= 0) mixInto(row, left, state, Math.max(b - a, 0), left < to, palette);
    to = Math.max(to, right);
  }
}

function mixInto(row: LaneRow, x: number, state: number, share: number, over: boolean, palette: Palette): void {
  const before = row.mixed[x] || (over ? palette.strong[row.states[x] ?? 0] : 0) || palette.background;
  row.mixed[x] = mixPacked(before, palette.strong[state] ?? 0, Math.max(share, leastSeen));
}

export function fillFromPyramid(
  row: LaneRow,
  lane: ProcessLane,
  scale: TimeScale,
  now: number,
  palette: Palette,
): void {
  const { states, mixed } = row;
  const width = states.length;
  let t0 = scale.toT(0);
  for (let x = 0; x < width; x++) {
    const t1 = scale.toT(x + 1);
    const level = lane.pyramid.levelFor((t1 - t0) / 2);
    const left = lane.pyramid.at(level, t0 + (t1 - t0) * 0.25);
    const right = lane.pyramid.at(level, t0 + (t1 - t0) * 0.75);
    if (left < 0 || right < 0) atTail(row, x, lane, t1, now);
    else {
      const state = stateOfShares(left, right);
      states[x] = state;
      mixed[x] = state === 0 ? mixShares(left, right, palette) : 0;
    }
    t0 = t1;
  }
}

/** Beyond the last whole bucket the state itself is looked up. */
function atTail(row: LaneRow, x: number, lane: ProcessLane, t: number, now: number): void {
  const index = t > now ? -1 : lane.indexAt(t);
  row.states[x] = index < 0 ? stateNumber.absent : lane.states.at(index);
  row.mixed[x] = 0;
}

function sum(left: number, right: number, share: number): number {
  return (((left >>> (share * 8)) & 255) + ((right >>> (share * 8)) & 255)) / 510;
}

function stateOfShares(left: number, right: number): number {
  for (let share = 0; share < 4; share++) if (sum(left, right, share) >= pure) return shareStates[share] ?? 0;
  return 0;
}

function mixShares(left: number, right: number, palette: Palette): number {
  let colour = 0;
  let total = 0;
  for (let share = 0; share < 4; share++) {
    const part = sum(left, right, share);
    if (part === 0) continue;
    total += part;
    const own = palette.strong[shareStates[share] ?? 0] ?? 0;
    colour = colour === 0 ? own : mixPacked(colour, own, part / total);
  }
  return colour === 0 ? 0 : mixPacked(palette.background, colour, Math.max(Math.min(total, 1), leastSeen));
}
