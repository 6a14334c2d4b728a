// Moving the window over the run. On the drawn axis, so that zoom and pan feel the same across folds.

import type { Nanos } from '../../src/base/units.ts';
import { extentOf, type TimeMap, toTime, toValue } from './time-scale.ts';

export interface Shown {
  map: TimeMap;
  v0: number;
  v1: number;
}

export type Window = { from: Nanos; to: Nanos } | null;

/** The least drawn width: 100 ns, below which clocks have nothing to tell. */
const least = 100;

/** `screen` → `scale · screen + shift`, in shares of the width; null when all is shown again. */
export function moved({ map, v0, v1 }: Shown, scale: number, shift: number): Window {
  const width = v1 - v0;
  const from = v0 + (-shift / scale) * width;
  return fitted(map, from, from + width / scale);
}

/** Zooms by `factor` around `at` (share of the width). */
export function zoomed(shown: Shown, factor: number, at = 0.5): Window {
  return moved(shown, factor, at - at * factor);
}

/** Pans to the right by `share` of the width. */
export function panned(shown: Shown, share: number): Window {
  return moved(shown, 1, -share);
}

/** A window of the same width around a stretch of time, moved only where the stretch is not in view. */
export function around(shown: Shown, from: Nanos, to: Nanos): Window | undefined {
  const { map, v0, v1 } = shown;
  const width = v1 - v0;
  const [a, b] = [toValue(map, from), toValue(map, to)];
  if (a >= v0 && a <= v1 - width * 0.02) return undefined;
  const middle = b - a < width * 0.8 ? (a + b) / 2 : a + width * 0.4;
  return fitted(map, middle - width / 2, middle + width / 2);
}

/** A window in which a stretch of time is seen whole: this one where it is, else as wide as it must be. */
export function seen(shown: Shown, from: Nanos, to: Nanos): Window | undefined {
  const { map, v0, v1 } = shown;
  const [a, b] = [toValue(map, from), toValue(map, to)];
  if (a >= v0 && b <= v1) return undefined;
  if (b - a < (v1 - v0) * 0.8)
    return around({ map, v0, v1 }, from, to) ?? fitted(map, b - (v1 - v0) * 0.9, b + (v1 - v0) * 0.1);
  const margin = (b - a) * 0.1;
  return fitted(map, a - margin, b + margin);
}

function fitted(map: TimeMap, from: number, to: number): Window {
  const [first, last] = extentOf(map);
  const width = Math.max(to - from, least);
  if (width >= (last - first) * 0.999) return null;
  const start = Math.max(first, Math.min(from, last - width));
  return { from: toTime(map, start), to: toTime(map, start + width) };
}
