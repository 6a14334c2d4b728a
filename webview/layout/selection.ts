// Where the selected event is on the screen, and what lies under the pointer.

import type { Model } from '../model/model.ts';
import { isBlocked } from '../model/states.ts';
import type { Context, PlacedLane } from './context.ts';
import { flagRadius } from './evidence.ts';
import type { Arrow, Evidence, Scene } from './scene.ts';

export function selectionBox(context: Context): Scene['selected'] {
  const { model, selected, scale } = context;
  if (selected < 0) return null;
  const placed = context.ofProcess.get(model.processOf(selected));
  if (!placed?.visible) return null;
  const { barY, barHeight } = placed.box;
  const { trace, operations } = model;
  const operation = trace.operation.at(selected);
  const end = operations.effect(operation);
  const from = scale.toX(trace.t.at(selected));
  const open = operations.block(operation) >= 0 && end < 0;
  const until = open ? scale.toX(context.now) : end >= 0 ? scale.toX(trace.t.at(end)) : from;
  const [x0, x1] = [Math.max(from - 8, -4), Math.min(Math.max(until, from) + 8, scale.width + 4)];
  if (x1 <= x0) return null;
  return { x: x0, y: barY - 3, width: x1 - x0, height: barHeight + 6 };
}

/** Distance from a point to the curve of an arrow, sampled. */
export function arrowDistance(arrow: Arrow, x: number, y: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i <= 24; i++) {
    const [px, py] = arrowPoint(arrow, i / 24);
    least = Math.min(least, Math.hypot(px - x, py - y));
  }
  return least;
}

/** Control points of the curve: leaves and lands upright. A message to oneself dips below the bar. */
export function arrowCurve(arrow: Arrow): [number, number, number, number, number, number, number, number] {
  const { x0, y0, x1, y1 } = arrow;
  if (arrow.stub !== null) return [x0, y0, x0, y0, x1, y1, x1, y1];
  const bend = y0 === y1 ? 22 : (y1 - y0) / 2;
  return [x0, y0, x0, y0 + bend, x1, y0 === y1 ? y1 + bend : y1 - bend, x1, y1];
}

export function arrowPoint(arrow: Arrow, share: number): [number, number] {
  const [x0, y0, x1, y1, x2, y2, x3, y3] = arrowCurve(arrow);
  const rest = 1 - share;
  const mix = (a: number, b: number, c: number, d: number) =>
    rest ** 3 * a + 3 * rest * rest * share * b + 3 * rest * share * share * c + share ** 3 * d;
  return [mix(x0, x1, x2, x3), mix(y0, y1, y2, y3)];
}

/** Small boxes along the curve: words keep off it where they can. */
export function arrowBoxes(arrow: Arrow): { x: number; y: number; width: number; height: number }[] {
  const steps = Math.min(40, Math.max(4, Math.ceil(Math.abs(arrow.y1 - arrow.y0) / 12)));
  return Array.from({ length: steps + 1 }, (_, i) => {
    const [x, y] = arrowPoint(arrow, i / steps);
    return { x: x - 1, y: y - 6, width: 2, height: 12 };
  });
}

export interface Hit {
  row: number;
  /** What was hit decides which words the tooltip begins with. */
  what: 'mark' | 'span' | 'arrow' | 'queue' | 'label' | 'evidence';
  object: number;
  flag?: Evidence;
}

export function hit(context: Context, scene: Scene, x: number, y: number): Hit | null {
  const flag = scene.evidence.findLast((one) => Math.hypot(one.x - x, one.y - y) <= flagRadius + 1);
  if (flag) return { row: flag.row, what: 'evidence', object: 0, flag };
  const mark = scene.marks.findLast((m) => Math.abs(m.x - x) <= m.radius + 3 && Math.abs(m.y - y) <= m.radius + 4);
  if (mark) return { row: mark.row, what: 'mark', object: 0 };
  const label = scene.labels.find((l) => x >= l.x && x <= l.x + l.width && y >= l.y && y <= l.y + l.height);
  if (label && label.row >= 0) return { row: callOf(context.model, label.row), what: 'label', object: 0 };
  const arrow = scene.arrows.find((candidate) => arrowDistance(candidate, x, y) < 5);
  if (arrow) return { row: arrow.row, what: 'arrow', object: 0 };
  const placed = context.placed.find(({ box }) => y >= box.y && y < box.y + box.height);
  return placed ? spanHit(context, placed, x, y) : null;
}

/** The row that tells about a state: its operation's call, or itself. */
export function callOf({ trace, operations }: Model, row: number): number {
  const call = operations.call(trace.operation.at(row));
  return call < 0 ? row : call;
}

function spanHit(context: Context, { lane, box }: PlacedLane, x: number, y: number): Hit | null {
  const t = context.scale.toT(x);
  if (t > context.now) return null;
  const index = lane.indexAt(t);
  if (lane.kind === 'queue') {
    return { row: index < 0 ? -1 : callOf(context.model, lane.rows.at(index)), what: 'queue', object: lane.object };
  }
  if (index < 0 || y < box.barY - 3 || y > box.barY + box.barHeight + 3) return null;
  const row = lane.rows.at(index);
  return { row: isBlocked(lane.states.at(index)) ? callOf(context.model, row) : row, what: 'span', object: 0 };
}
