// Where bars are torn: folded time goes through them, so they are shorter than what they stand for.

import { stateNumber } from '../model/states.ts';
import type { Context, PlacedLane } from './context.ts';
import type { Tear } from './scene.ts';

/** Narrower folds have no room for a tear; wider ones are looked into, and need none. */
const leastWidth = 12;

export function tears(context: Context): Tear[] {
  const { scale, placed } = context;
  return scale.folds.flatMap((fold) => {
    const [x0, x1] = [scale.toX(fold.from), scale.toX(fold.to)];
    const x = (x0 + x1) / 2;
    if (x < 0 || x > scale.width || x1 - x0 < leastWidth) return [];
    const middle = (fold.from + fold.to) / 2;
    return placed.filter((entry) => entry.visible && hasBar(entry, middle)).map(({ box }) => tear(x, box));
  });
}

function hasBar({ lane }: PlacedLane, t: number): boolean {
  const index = lane.indexAt(t);
  if (index < 0) return false;
  if (lane.kind === 'queue') return lane.depths.at(index) > 0;
  const state = lane.states.at(index);
  return state !== stateNumber.absent && state !== stateNumber.ended;
}

function tear(x: number, box: PlacedLane['box']): Tear {
  return { x, y0: box.barY - 2, y1: box.barY + box.barHeight + 2 };
}
