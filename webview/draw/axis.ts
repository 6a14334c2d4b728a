// The time axis: d3's, with ticks chosen for each stretch between folds, and the true length of each fold.

import { type AxisScale, axisTop, select, tickStep, ticks } from 'd3';
import { formatDuration, formatMoment } from '../layout/format.ts';
import type { Scene } from '../layout/scene.ts';
import { type TimeScale, timeScale } from '../layout/time-scale.ts';

const perTick = 86;

interface Tick {
  t: number;
  text: string;
}

export interface FoldText {
  x: number;
  text: string;
  half: number;
}

/** Folds at least this share of the run are named before any tick. */
const longFold = 0.25;

/** Ticks and names of folds, none crowding another: long folds first, then ticks, then what room is left. */
export function axisTexts(scale: TimeScale, end: number): { ticks: Tick[]; folds: FoldText[] } {
  const taken: [number, number][] = [];
  const free = ({ x, half }: FoldText) => {
    if (taken.some(([from, to]) => x - half < to && x + half > from)) return false;
    taken.push([x - half, x + half]);
    return true;
  };
  const all = foldTexts(scale);
  const long = all.filter(({ length, ...fold }) => length >= end * longFold && free(fold));
  const found = axisTicks(scale, end, taken);
  const short = all.filter(({ length, ...fold }) => length < end * longFold && free(fold));
  return { ticks: found, folds: [...long, ...short] };
}

function axisTicks(scale: TimeScale, end: number, taken: [number, number][]): Tick[] {
  const edges = [
    Math.max(scale.from, 0),
    ...scale.folds.flatMap((fold) => [fold.from, fold.to]),
    Math.min(scale.to, end),
  ];
  const found: Tick[] = [];
  for (let i = 0; i + 1 < edges.length; i += 2) {
    const [from, to] = [Math.max(edges[i] ?? 0, scale.from), Math.min(edges[i + 1] ?? 0, scale.to)];
    if (to < from) continue;
    const count = Math.floor((scale.toX(to) - scale.toX(from)) / perTick);
    if (count < 1) {
      take(scale, from, formatMoment(from, 1e6, scale.to), taken, found);
      continue;
    }
    const step = tickStep(from, to, count);
    for (const t of ticks(from, to, count)) take(scale, t, formatMoment(t, step, scale.to), taken, found);
  }
  return found;
}

function take(scale: TimeScale, t: number, text: string, taken: [number, number][], found: Tick[]): void {
  const x = scale.toX(t);
  const half = text.length * 3.4 + 5;
  if (x - half < 0 || x + half > scale.width) return;
  if (taken.some(([from, to]) => x - half < to && x + half > from)) return;
  taken.push([x - half, x + half]);
  found.push({ t, text });
}

/** Folds wide enough for their length in words. */
function foldTexts(scale: TimeScale): (FoldText & { length: number })[] {
  return scale.folds.flatMap((fold) => {
    const [x0, x1] = [scale.toX(fold.from), scale.toX(fold.to)];
    const x = (x0 + x1) / 2;
    const length = fold.to - fold.from;
    const words = formatDuration(length);
    const text = [`⋯ ${words} ⋯`, words].find((candidate) => x1 - x0 >= candidate.length * 6);
    const half = (text ?? '').length * 3.2 + 7;
    return text === undefined || x - half < 0 || x + half > scale.width ? [] : [{ x, text, half, length }];
  });
}

export function drawAxis(svg: SVGSVGElement, scene: Scene): void {
  const scale = timeScale(scene.map, scene.v0, scene.v1, scene.width);
  const empty = { ticks: [], folds: [] };
  const { ticks: chosen, folds } = scene.lanes.length === 0 ? empty : axisTexts(scale, scene.now);
  const texts = new Map(chosen.map(({ t, text }) => [t, text]));
  const axis = axisTop<number>(asAxisScale(scale))
    .tickValues(chosen.map(({ t }) => t))
    .tickFormat((t) => texts.get(t) ?? '')
    .tickSize(5)
    .tickPadding(3);
  const root = select(svg);
  root
    .selectAll<SVGGElement, number>('g.ticks')
    .data([0])
    .join('g')
    .attr('class', 'ticks')
    .attr('transform', 'translate(0,26)')
    .call(axis);
  root
    .selectAll<SVGGElement, FoldText>('g.fold')
    .data(folds)
    .join((enter) => {
      const group = enter.append('g').attr('class', 'fold');
      group.append('rect').attr('y', 5).attr('height', 17).attr('rx', 8.5);
      group.append('text').attr('text-anchor', 'middle').attr('y', 18);
      return group;
    })
    .attr('transform', ({ x }) => `translate(${x},0)`)
    .each(function (fold) {
      select(this).select('text').text(fold.text);
      select(this)
        .select('rect')
        .attr('x', -fold.half)
        .attr('width', 2 * fold.half);
    });
}

/** d3's axis wants a scale of its own kind; ours only has to say where a time lies. */
function asAxisScale(scale: TimeScale): AxisScale<number> {
  const at = (t: number) => scale.toX(t);
  const whole = Object.assign(at, {
    domain: () => [scale.from, scale.to],
    range: () => [0, scale.width],
    copy: () => asAxisScale(scale),
  });
  return whole as AxisScale<number>;
}
