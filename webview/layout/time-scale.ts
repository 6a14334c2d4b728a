// The only code that turns time into x. Linear, or folded: long quiet stretches shrink to a zigzag.

import type { Nanos } from '../../src/base/units.ts';

/** A stretch of time that is drawn shorter than it was. */
export interface Fold {
  from: Nanos;
  to: Nanos;
}

/** Whole run ↔ view axis ("v", in ns of drawn time); plain data, so that it crosses from the worker to the page. */
export interface TimeMap {
  folds: Fold[];
  /** Knots of a piecewise linear map, ascending in both. */
  times: Nanos[];
  values: number[];
}

export interface TimeScale {
  /** Screen x (css px from the left of the lanes) of a time. */
  toX(t: Nanos): number;
  toT(x: number): Nanos;
  readonly from: Nanos;
  readonly to: Nanos;
  readonly width: number;
  readonly folds: readonly Fold[];
}

/** A stretch longer than this share of what is drawn is folded. */
const foldedFrom = 0.15;

/** Every fold is drawn this wide, as a share of the whole; never wider than what it takes to be folded. */
function foldedWidth(folds: number): number {
  return Math.min(0.14, 0.5 / Math.max(folds, 1));
}

/** More would leave no room for what happened. */
const mostFolds = 5;

/** Drawn after the last and before the first event, as a share of the whole, so that nothing sticks to the edge. */
const margin = 0.03;

/** @param start - The first moment of the first process; what was before is not drawn. */
export function linearMap(start: Nanos, end: Nanos): TimeMap {
  const length = Math.max(end - start, 1);
  return { folds: [], times: [start, start + length], values: [length * margin, length * (1 + margin)] };
}

/**
 * Folds the longest quiet stretches, one after the other, while the next one still takes too large a share of what is drawn.
 *
 * @param quiet - Longest first.
 */
export function foldedMap(start: Nanos, end: Nanos, quiet: readonly Fold[]): TimeMap {
  let live = Math.max(end - start, 1);
  const folds: Fold[] = [];
  for (const stretch of quiet) {
    const length = stretch.to - stretch.from;
    const drawn = live / (1 - folds.length * foldedWidth(folds.length));
    if (stretch.from < start || stretch.to > end) continue;
    // Something must stay to be drawn as it was.
    if (folds.length === mostFolds || length < foldedFrom * drawn || live - length < 1) break;
    folds.push(stretch);
    live -= length;
  }
  folds.sort((a, b) => a.from - b.from);
  const drawn = live / (1 - folds.length * foldedWidth(folds.length));
  return knots(start, Math.max(end, start + 1), folds, drawn);
}

function knots(start: Nanos, end: Nanos, folds: Fold[], drawn: number): TimeMap {
  let [t, v] = [start, drawn * margin];
  const times: number[] = [t];
  const values: number[] = [v];
  for (const fold of folds) {
    v += fold.from - t;
    times.push(fold.from);
    values.push(v);
    v += drawn * foldedWidth(folds.length);
    t = fold.to;
    times.push(fold.to);
    values.push(v);
  }
  times.push(end);
  values.push(v + Math.max(0, end - t));
  return { folds, times, values };
}

/** The drawn axis from its very left to its very right. */
export function extentOf(map: TimeMap): [number, number] {
  const first = map.values[0] ?? 0;
  return [0, (map.values.at(-1) ?? 1) + first];
}

function interpolate(from: readonly number[], to: readonly number[], at: number): number {
  let i = 1;
  while (i < from.length - 1 && at > (from[i] ?? 0)) i++;
  // Two knots on one spot (a stretch of no length) have no slope: take the segment before.
  while (i > 1 && (from[i] ?? 0) === (from[i - 1] ?? 0)) i--;
  const [a0, a1, b0, b1] = [from[i - 1] ?? 0, from[i] ?? 1, to[i - 1] ?? 0, to[i] ?? 1];
  const outside = at < (from[0] ?? 0) || at > (from.at(-1) ?? 0);
  // Beyond the ends time goes on at its plain pace.
  if (outside && from.length > 2) return at < (from[0] ?? 0) ? b0 + at - a0 : b1 + at - a1;
  return a1 === a0 ? b0 : b0 + ((at - a0) / (a1 - a0)) * (b1 - b0);
}

export function toValue(map: TimeMap, t: Nanos): number {
  return interpolate(map.times, map.values, t);
}

export function toTime(map: TimeMap, value: number): Nanos {
  return interpolate(map.values, map.times, value);
}

/** A window of the drawn axis on the screen. */
export function timeScale(map: TimeMap, v0: number, v1: number, width: number): TimeScale {
  const perPixel = Math.max(v1 - v0, 1e-9) / Math.max(width, 1);
  return {
    toX: (t) => (toValue(map, t) - v0) / perPixel,
    toT: (x) => toTime(map, v0 + x * perPixel),
    from: toTime(map, v0),
    to: toTime(map, v1),
    width,
    folds: map.folds,
  };
}
