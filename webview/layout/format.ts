// Times and sizes in words, always in the largest unit that keeps two or three digits.

import type { Nanos } from '../../src/base/units.ts';

const units: [number, string][] = [
  [1e9, 's'],
  [1e6, 'ms'],
  [1e3, 'µs'],
  [1, 'ns'],
];

/** `5.0 s`, `12.3 ms`, `4 min 10 s`. */
export function formatDuration(ns: Nanos): string {
  const length = Math.abs(ns);
  if (length >= 99.95e9) {
    const seconds = Math.round(length / 1e9);
    return seconds >= 120 ? `${Math.floor(seconds / 60)} min ${seconds % 60} s` : `${seconds} s`;
  }
  for (const [size, name] of units) {
    const value = length / size;
    // What rounds up to 1 of this unit is said in it: "1.0 ms", never "1000 µs".
    if (value < 0.9995 && size > 1) continue;
    if (size === 1) return `${Math.round(value)} ns`;
    const digits = value >= 99.95 ? 0 : 1;
    return `${value.toFixed(digits)} ${name}`;
  }
  return '0 ns';
}

/** A moment of the run on an axis whose ticks are `step` apart; `s` from one second on. */
export function formatMoment(t: Nanos, step: Nanos, greatest: Nanos): string {
  const [size, name] = units.find(([unit]) => greatest >= unit) ?? [1, 'ns'];
  const digits = Math.max(0, Math.min(9, Math.ceil(-Math.log10(step / size) - 1e-9)));
  return `${(t / size).toFixed(digits)} ${name}`;
}

/** A moment to the microsecond, in one unit for a whole run. */
export function formatInstant(t: Nanos, end: Nanos): string {
  return end >= 1e9 ? `${(t / 1e9).toFixed(6)} s` : `${(t / 1e6).toFixed(3)} ms`;
}

/** A moment for a column of many: a tenth of a millisecond is enough there. */
export function formatBrief(t: Nanos, end: Nanos): string {
  return end >= 1e9 ? `${(t / 1e9).toFixed(4)} s` : `${(t / 1e6).toFixed(2)} ms`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

export function formatRate(count: number, span: Nanos): string {
  const rate = count / Math.max(span / 1e9, 1e-9);
  return `${formatCount(rate)}/s`;
}

export function formatCount(count: number): string {
  if (count >= 999_500) return `${(count / 1e6).toFixed(1)} M`;
  if (count >= 9_995) return `${(count / 1e3).toFixed(0)} k`;
  if (count >= 1000) return `${(count / 1e3).toFixed(1)} k`;
  return count >= 10 || Number.isInteger(count) ? count.toFixed(0) : count.toFixed(1);
}
