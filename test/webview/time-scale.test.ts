import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  extentOf,
  type Fold,
  foldedMap,
  linearMap,
  timeScale,
  toTime,
  toValue,
} from '../../webview/layout/time-scale.ts';
import { around, moved, panned, zoomed } from '../../webview/layout/window.ts';
import { QuietStretches } from '../../webview/model/quiet.ts';

/** The folds' candidates of events at these times, as the model gathers them. */
function quiet(times: number[]): Fold[] {
  const stretches = new QuietStretches();
  for (const t of times) stretches.add(t);
  return stretches.longest(times.at(-1) ?? 0);
}

const times = fc
  .array(fc.integer({ min: 1, max: 10 ** 10 }), { minLength: 1, maxLength: 40 })
  .map((list) => [...new Set(list)].sort((a, b) => a - b));

describe('folded time', () => {
  test('keeps the order of all moments, and gives each back from its x', () => {
    fc.assert(
      fc.property(times, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2 }), (list, shares) => {
        const end = list.at(-1) ?? 1;
        const map = foldedMap(0, end, quiet(list));
        const moments = shares.map((share) => share * end).sort((a, b) => a - b);
        const values = moments.map((t) => toValue(map, t));
        for (const [i, value] of values.entries()) {
          if (i > 0) expect(value).toBeGreaterThanOrEqual(values[i - 1] ?? 0);
          const slack = Math.max(1, end * 1e-9);
          expect(Math.abs(toTime(map, value) - (moments[i] ?? 0))).toBeLessThanOrEqual(slack);
        }
      }),
    );
  });

  test('leaves no quiet stretch longer than 15 % of what is drawn, as long as folds are left', () => {
    fc.assert(
      fc.property(times, (list) => {
        const end = list.at(-1) ?? 1;
        const map = foldedMap(0, end, quiet(list));
        const [v0, v1] = extentOf(map);
        const gaps = [0, ...list].slice(0, -1).map((t, i) => ({ from: t, to: list[i] ?? 0 }));
        const folded = (gap: Fold) => map.folds.some((fold) => fold.from === gap.from && fold.to === gap.to);
        // One stretch always stays as it was, however quiet.
        if (gaps.filter((gap) => !folded(gap)).length === 1) return;
        for (const gap of gaps) {
          const drawn = toValue(map, gap.to) - toValue(map, gap.from);
          if (!folded(gap) && map.folds.length < 5) expect(drawn / (v1 - v0)).toBeLessThanOrEqual(0.151);
        }
      }),
    );
  });

  test('draws five quiet seconds narrower than the moments around them, and measures stay true', () => {
    const list = [1e6, 2e6, 3e6, 5003e6, 5004e6, 5005e6];
    const map = foldedMap(0, 5005e6, quiet(list));
    const scale = timeScale(map, ...extentOf(map), 1000);
    expect(scale.toX(5003e6) - scale.toX(3e6)).toBeLessThan(150);
    expect(scale.toT(scale.toX(5004e6))).toBeCloseTo(5004e6, -1);
    expect(map.folds.some((fold) => fold.from === 3e6 && fold.to === 5003e6)).toBe(true);
  });

  test('begins with the first process: what was before is not drawn', () => {
    const map = foldedMap(300e6, 310e6, quiet([300e6, 301e6, 310e6]));
    const scale = timeScale(map, ...extentOf(map), 1000);
    expect(scale.toX(300e6)).toBeGreaterThan(0);
    expect(scale.toX(300e6)).toBeLessThan(50);
    expect(map.folds.every((fold) => fold.from >= 300e6)).toBe(true);
  });

  test('of a trace without length still has a width', () => {
    for (const map of [foldedMap(0, 0, []), linearMap(0, 0), foldedMap(5, 5, [])]) {
      const [v0, v1] = extentOf(map);
      expect(v1).toBeGreaterThan(v0);
      expect(Number.isFinite(timeScale(map, v0, v1, 500).toX(0))).toBe(true);
    }
  });
});

describe('the window over the run', () => {
  const map = linearMap(0, 1e9);
  const [v0, v1] = extentOf(map);
  const shown = { map, v0, v1 };

  test('keeps the moment under the pointer while it zooms', () => {
    const window = zoomed(shown, 2, 0.25);
    if (!window) throw new Error('a window is needed');
    const before = timeScale(map, v0, v1, 1000).toT(250);
    const after = timeScale(map, toValue(map, window.from), toValue(map, window.to), 1000).toT(250);
    expect(after).toBeCloseTo(before, -2);
  });

  test('is all again once it is zoomed out far enough, and never leaves the run', () => {
    expect(zoomed(shown, 0.5)).toBeNull();
    const near = zoomed(shown, 4);
    if (!near) throw new Error('a window is needed');
    const inside = { map, v0: toValue(map, near.from), v1: toValue(map, near.to) };
    const left = panned(inside, -9);
    expect(toValue(map, left?.from ?? -1)).toBeCloseTo(v0, 0);
    const right = panned(inside, 9);
    expect(toValue(map, right?.to ?? -1)).toBeCloseTo(v1, 0);
    expect((right?.to ?? 0) - (right?.from ?? 0)).toBeCloseTo(near.to - near.from, 0);
  });

  test('moves with the drag by the same share of its width', () => {
    const near = zoomed(shown, 10);
    if (!near) throw new Error('a window is needed');
    const dragged = moved({ map, v0: toValue(map, near.from), v1: toValue(map, near.to) }, 1, -0.2);
    expect(((dragged?.from ?? 0) - near.from) / (near.to - near.from)).toBeCloseTo(0.2, 6);
  });

  test('stays where it is for an event in view, and centres one that is not', () => {
    const inside = { map, v0: toValue(map, 1e8), v1: toValue(map, 2e8) };
    expect(around(inside, 1.5e8, 1.5e8)).toBeUndefined();
    const window = around(inside, 6e8, 6e8);
    expect(((window?.from ?? 0) + (window?.to ?? 0)) / 2).toBeCloseTo(6e8, 0);
  });
});
