import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProcessLane } from '../../webview/model/process-lane.ts';
import { mergeDepths, mergeShares, Pyramid } from '../../webview/model/pyramid.ts';
import { QueueLane } from '../../webview/model/queue-lane.ts';
import { shareOf, stateNumber } from '../../webview/model/states.ts';

const kinds = [stateNumber.running, stateNumber.empty, stateNumber.full, stateNumber.sleep];
const spans = fc.array(fc.tuple(fc.integer({ min: 1, max: 400_000 }), fc.constantFrom(...kinds)), {
  minLength: 20,
  maxLength: 300,
});

describe('the pyramid of a process', () => {
  test('holds, at every level, the shares of the states of its time', () => {
    fc.assert(
      fc.property(spans, (list) => {
        const lane = new ProcessLane(1);
        const truth: { from: number; to: number; share: number }[] = [];
        let t = 0;
        let last = -1;
        for (const [length, state] of list) {
          lane.become(state, t, 0);
          truth.push({ from: t, to: t + length, share: shareOf(state) });
          t += length;
          last = state;
        }
        lane.become(last === stateNumber.running ? stateNumber.sleep : stateNumber.running, t, 0);
        const { pyramid } = lane;
        for (let level = 0; pyramid.at(level, 0) >= 0 && level < 6; level++) {
          const width = pyramid.width * 2 ** level;
          for (let from = 0; pyramid.at(level, from) >= 0; from += width) {
            const bucket = pyramid.at(level, from);
            for (let share = 0; share < 4; share++) {
              const inside = truth
                .filter((span) => span.share === share)
                .reduce(
                  (sum, span) => sum + Math.max(0, Math.min(span.to, from + width) - Math.max(span.from, from)),
                  0,
                );
              expect(Math.abs(((bucket >>> (share * 8)) & 255) / 255 - inside / width)).toBeLessThan(0.02);
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test('keeps to its memory however long the run is: buckets double', () => {
    const pyramid = new Pyramid(mergeShares);
    const first = pyramid.width;
    let dropped = 0;
    for (let i = 0; i < 100_000; i++) if (pyramid.push(255)) dropped++;
    expect(dropped).toBeGreaterThan(3);
    expect(pyramid.width).toBe(first * 2 ** dropped);
    expect(pyramid.at(0, 0)).toBe(255);
  });

  test('averages without drift: a whole share stays whole through ten levels', () => {
    let bucket = 0x7f7f7f7f;
    for (let level = 0; level < 10; level++) bucket = mergeShares(bucket, bucket, level % 2 === 0);
    expect(bucket).toBe(0x7f7f7f7f);
  });
});

describe('the pyramid of a queue', () => {
  test('never hides the least or the greatest depth', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 200_000 }), fc.nat(60)), { minLength: 10 }), (list) => {
        const lane = new QueueLane(1, 1);
        let t = 0;
        for (const [length, depth] of list) {
          t += length;
          lane.become(depth, t, 0);
        }
        const { pyramid } = lane;
        const level = 1;
        const width = pyramid.width * 2;
        for (let from = 0; pyramid.at(level, from) >= 0; from += width) {
          const bucket = pyramid.at(level, from);
          for (let i = 0; i < lane.times.length; i++) {
            const at = lane.times.at(i);
            if (at < from || at >= from + width) continue;
            expect(bucket & 0xffff).toBeLessThanOrEqual(lane.depths.at(i));
            expect(bucket >>> 16).toBeGreaterThanOrEqual(lane.depths.at(i));
          }
        }
      }),
    );
  });

  test('merges to the least and the greatest', () => {
    expect(mergeDepths(((7 << 16) | 3) >>> 0, ((5 << 16) | 1) >>> 0)).toBe(((7 << 16) | 1) >>> 0);
  });
});
