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

/** Ticks that do not crowd one another or a fold's length. Pure, so that it can be tested. */
export function axisTicks(scale: TimeScale, end: number, folds: { x: number; half: number }[]): Tick[] {
  const edges = [
    Math.max(scale.from, 0),
    ...scale.folds.flatMap((fold) => [fold.from, fold.to]),
    Math.min(scale.to, end),
  ];
  const found: Tick[] = [];
  const taken: [number, number][] = folds.map(({ x, half }) => [x - half, x + half]);
  for (let i = 0; i + 1 < edges.length; i += 2) {
    const [from, to] = [Math.max(edges[i] ?? 0, scale.from), Math.min(edges[i + 1] ?? 0, scale.to)];
    const width = scale.toX(to) - scale.toX(from);
    const count = Math.floor(width / perTick);
    if (to < from) continue;
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
export function foldTexts(scale: TimeScale): { x: number; text: string; half: number }[] {
  return scale.folds.flatMap((fold) => {
    const [x0, x1] = [scale.toX(fold.from), scale.toX(fold.to)];
    const x = (x0 + x1) / 2;
    const length = formatDuration(fold.to - fold.from);
    const text = [`⋯ ${length} ⋯`, length].find((words) => x1 - x0 >= words.length * 6.2);
    const half = (text ?? '').length * 3.2 + 4;
    return text === undefined || x - half < 0 || x + half > scale.width ? [] : [{ x, text, half }];
  });
}

export function drawAxis(svg: SVGSVGElement, scene: Scene): void {
  const scale = timeScale(scene.map, scene.v0, scene.v1, scene.width);
  const folds = foldTexts(scale);
  const chosen = axisTicks(scale, scene.now, folds);
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
    .selectAll<SVGGElement, { x: number; text: string }>('g.fold')
    .data(folds)
    .join((enter) => {
      const group = enter.append('g').attr('class', 'fold');
      group.append('text').attr('text-anchor', 'middle').attr('y', 18);
      return group;
    })
    .attr('transform', ({ x }) => `translate(${x},0)`)
    .select('text')
    .text(({ text }) => text);
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
