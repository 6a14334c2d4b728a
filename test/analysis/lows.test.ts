// The lowest of a number in equal parts of a time, however long that gets.

import { expect, test } from 'vitest';
import { Lows } from '../../src/analysis/speed/lows.ts';

test('each part has the lowest that was there', () => {
  const lows = new Lows(0, 10);
  for (const [t, value] of [
    [0, 5],
    [5, 3],
    [12, 7],
    [25, 1],
    [39, 9],
  ] as const) {
    lows.add(t, value);
  }
  expect(lows.parts(0, 39, 4)).toEqual([3, 7, 1, 9]);
  expect(lows.parts(0, 39, 2)).toEqual([3, 1]);
});

test('pieces grow longer with the time, and their lowest stays', () => {
  const lows = new Lows(0, 1);
  for (let t = 0; t < 100_000; t++) lows.add(t, t);
  const parts = lows.parts(0, 99_999, 4);
  expect(parts).toHaveLength(4);
  expect(parts[0]).toBe(0);
  expect(parts.every((low, i) => i === 0 || low > (parts[i - 1] ?? 0))).toBe(true);
});

test('a part of which nothing is known is left out', () => {
  const lows = new Lows(0, 10);
  lows.add(0, 4);
  lows.add(95, 2);
  expect(lows.parts(0, 95, 2)).toEqual([4, 2]);
  expect(lows.parts(0, 95, 5)).toEqual([4, 2]);
});
