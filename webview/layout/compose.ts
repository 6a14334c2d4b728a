// Composes the scene of one frame from the model and what the page wants to see. Pure: same in, same out.

import type { Nanos } from '../../src/base/units.ts';
import { exitText, useWords } from '../model/describe.ts';
import type { Lane, Model } from '../model/model.ts';
import { isBlocked, states } from '../model/states.ts';
import { cycleArrows, lifeArrows, messageArrows, stubLabels } from './arrows.ts';
import type { Context, PlacedLane } from './context.ts';
import { evidenceFlags, flagRadius } from './evidence.ts';
import { laneBoxes } from './lane-layout.ts';
import { laneMarks } from './marks.ts';
import { type Measure, Placer } from './placer.ts';
import { blockedLabels, markLabels, stateAt } from './process-labels.ts';
import { holdLabels, queueLabels, queueRates } from './queue-overlay.ts';
import { type Mark, mostArrows, type Rates, type Scene, type SceneLane, type View } from './scene.ts';
import { arrowBoxes, selectionBox } from './selection.ts';
import { tears } from './tears.ts';
import { extentOf, foldedMap, linearMap, type TimeMap, timeScale, toValue } from './time-scale.ts';

/** Traces below this many events are folded unless the user says otherwise. */
export const foldedBelow = 500;

export interface Composed {
  scene: Scene;
  context: Context;
}

export function compose(model: Model, view: View, now: Nanos, selected: number, measure: Measure): Composed {
  const folded = view.folded ?? model.trace.length < foldedBelow;
  const { start } = model;
  const map = folded ? foldedMap(start, now, model.quiet.longest(now)) : linearMap(start, now);
  const [v0, v1] = windowOf(map, view, now);
  const scale = timeScale(map, v0, v1, view.width);
  const { placed, contentHeight, scrollY } = placeLanes(model, view);
  const ofProcess = new Map<number, PlacedLane>();
  for (const entry of placed) if (entry.lane.kind === 'process') ofProcess.set(entry.lane.process, entry);
  const hover = view.hover;
  const context: Context = { model, scale, placed, ofProcess, height: view.height, now, measure, selected, hover };
  const placer = new Placer(2, view.width - 2, measure);
  const marks = new Map<PlacedLane, Mark[]>();
  for (const entry of placed) if (entry.visible) marks.set(entry, laneMarks(context, entry));
  for (const mark of [...marks.values()].flat()) block(placer, mark);
  const evidence = evidenceFlags(context);
  for (const { x, y } of evidence) block(placer, { x, y, radius: flagRadius });
  const { arrows, messages } = messageArrows(context);
  const all = [...lifeArrows(context), ...arrows, ...cycleArrows(context)];
  for (const arrow of all) placer.avoid(arrowBoxes(arrow));
  const rates = writeLabels(context, marks, messages > mostArrows, placer);
  stubLabels(context, all, placer);
  const scene: Scene = {
    width: view.width,
    height: view.height,
    contentHeight,
    scrollY,
    map,
    v0,
    v1,
    from: scale.from,
    to: scale.to,
    now,
    folded,
    lanes: placed.filter((entry) => entry.visible).map((entry) => sceneLane(context, entry)),
    marks: [...marks.values()].flat(),
    labels: placer.labels,
    arrows: all,
    rates,
    tears: tears(context),
    evidence,
    selected: selectionBox(context),
    messages,
    events: model.trace.length,
  };
  return { scene, context };
}

function block(placer: Placer, { x, y, radius }: Pick<Mark, 'x' | 'y' | 'radius'>): void {
  placer.block({ x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius });
}

function windowOf(map: TimeMap, view: View, now: Nanos): [number, number] {
  if (view.window === null) return extentOf(map);
  const [v0, v1] = [toValue(map, view.window.from), toValue(map, view.window.to)];
  if (!view.follow) return [v0, v1];
  const end = toValue(map, now) + (v1 - v0) * 0.04;
  return [end - (v1 - v0), end];
}

function placeLanes(model: Model, view: View): { placed: PlacedLane[]; contentHeight: number; scrollY: number } {
  const lanes = model.lanes;
  const boxes = laneBoxes(
    lanes.map((lane) => lane.kind),
    view.height,
  );
  const last = boxes.at(-1);
  const contentHeight = last ? last.y + last.height : 0;
  const scrollY = Math.round(Math.max(0, Math.min(view.scrollY, contentHeight - view.height)));
  const placed = lanes.map((lane, i) => {
    const box = boxes[i] ?? { y: 0, height: 0, barY: 0, barHeight: 0, above: 0, below: 0 };
    const moved = { ...box, y: box.y - scrollY, barY: box.barY - scrollY };
    return { lane, box: moved, visible: moved.y + moved.height > 0 && moved.y < view.height };
  });
  return { placed, contentHeight, scrollY };
}

/** Blocks first: their reason must be readable; then what is rare, then the rest. */
function writeLabels(context: Context, marks: Map<PlacedLane, Mark[]>, dense: boolean, placer: Placer): Rates[] {
  const rates: Rates[] = [];
  const visible = context.placed.filter((entry) => entry.visible);
  for (const entry of visible) {
    blockedLabels(context, entry, placer);
    queueLabels(context, entry, dense, placer);
    holdLabels(context, entry, placer);
    const rate = dense ? queueRates(context, entry) : null;
    if (rate) rates.push(rate);
  }
  for (const entry of visible) markLabels(context, entry, marks.get(entry) ?? [], placer);
  return rates;
}

function sceneLane(context: Context, { lane, box }: PlacedLane): SceneLane {
  const { y, height, barY, barHeight } = box;
  const common = { y, height, barY, barHeight };
  return lane.kind === 'process'
    ? { ...common, kind: 'process', ...processText(context, lane) }
    : { ...common, kind: 'queue', ...queueText(context, lane) };
}

function processText(context: Context, lane: Lane & { kind: 'process' }) {
  const info = context.model.trace.processes[lane.process];
  const state = stateAt(lane, context);
  const ended = info?.exitCode ?? null;
  const word = states[state] === 'ended' && ended !== null && ended !== 0 ? exitText(ended) : (states[state] ?? '');
  const waits = isBlocked(state) && word !== 'sleep' ? `waits: ${word}` : word;
  return {
    number: lane.process,
    name: info?.name || `process ${lane.process}`,
    detail: [info?.pid ? `pid ${info.pid}` : '', info?.daemon ? 'daemon' : '', waits]
      .filter((part) => part)
      .join(' · '),
    state,
    stuck: context.model.stuckAt.has(lane.process),
    parent: (info?.parent ?? 0) === 0,
  };
}

function queueText(context: Context, lane: Lane & { kind: 'queue' }) {
  const info = context.model.trace.objects[lane.object];
  const index = lane.indexAt(Math.min(context.scale.to, context.now));
  const depth = index < 0 ? 0 : lane.depths.at(index);
  const words = info && info.capacity > 0 ? `${depth} of ${info.capacity} waiting` : lane.is.words(depth, lane.first);
  return {
    number: lane.object,
    name: info?.name || `object ${lane.object}`,
    detail: `${info?.type ?? 'Queue'} · ${words}${useWords(context.model, lane, Math.min(context.scale.to, context.now))}`,
    state: 0,
    stuck: false,
    parent: false,
  };
}
