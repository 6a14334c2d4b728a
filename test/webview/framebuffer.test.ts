import { describe, expect, test } from 'vitest';
import { drawFrame } from '../../webview/draw/framebuffer.ts';
import { fillExact, fillFromPyramid, type LaneRow, laneRow } from '../../webview/draw/lane-pixels.ts';
import { type Palette, pack } from '../../webview/draw/palette.ts';
import { patternOf } from '../../webview/draw/patterns.ts';
import { compose } from '../../webview/layout/compose.ts';
import { extentOf, linearMap, timeScale } from '../../webview/layout/time-scale.ts';
import { Model } from '../../webview/model/model.ts';
import { ProcessLane } from '../../webview/model/process-lane.ts';
import { stateNumber, states } from '../../webview/model/states.ts';
import { boundedQueue, deadlock, greeting } from '../helpers/stories.ts';

/** Every state a colour of its own, strong in red and pale in green. */
const palette: Palette = {
  background: pack(1, 1, 1),
  line: pack(2, 2, 2),
  band: pack(3, 3, 3),
  strong: states.map((_, i) => pack(100 + i, 0, 0)),
  pale: states.map((_, i) => pack(0, 100 + i, 0)),
  depth: pack(0, 0, 200),
  depthPale: pack(0, 0, 100),
  capacity: pack(250, 250, 0),
  stuck: pack(255, 0, 0),
  contrast: false,
};

function draw(story: typeof greeting, ratio = 1) {
  const model = new Model();
  for (const row of story().rows) model.trace.append(row);
  model.update();
  const [width, height] = [500, 300];
  const view = { width, height, ratio, window: null, folded: null, follow: false, scrollY: 0, hover: -1 };
  const { scene, context } = compose(model, view, model.trace.endT, -1, (text) => text.length * 6);
  const frame = {
    pixels: new Uint32Array(width * height * ratio * ratio),
    width: width * ratio,
    height: height * ratio,
  };
  drawFrame(frame, context, timeScale(scene.map, scene.v0, scene.v1, width * ratio), ratio, palette);
  const at = (x: number, y: number) => frame.pixels[Math.round(y * ratio) * frame.width + Math.round(x * ratio)] ?? 0;
  return { frame, scene, context, at };
}

const green = (pixel: number) => (pixel >>> 8) & 255;
const red = (pixel: number) => pixel & 255;
const isState = (pixel: number, state: number) => red(pixel) === 100 + state || green(pixel) === 100 + state;

describe('the pixels of a frame', () => {
  test.each([1, 2])('show each state where it was, at %i device px a px', (ratio) => {
    const { scene, context, at } = draw(greeting, ratio);
    const [, child] = scene.lanes;
    if (!child) throw new Error('a second lane is needed');
    const state = (ms: number) => {
      const pixel = at(context.scale.toX(ms * 1e6), child.barY + 5);
      return states.findIndex((_, i) => i > 0 && isState(pixel, i));
    };
    expect([state(45), state(61.5), state(2500), state(5041.5)]).toEqual([
      stateNumber.starting,
      stateNumber.running,
      stateNumber.empty,
      stateNumber.running,
    ]);
    expect(at(context.scale.toX(10e6), child.barY + 5)).toBe(palette.background);
  });

  test('fill a blocked bar with its pattern between two strong edges', () => {
    const { scene, context, at } = draw(greeting);
    const child = scene.lanes[1];
    if (!child) throw new Error('a second lane is needed');
    const x = Math.round(context.scale.toX(2500e6));
    expect(at(x, child.barY)).toBe(palette.strong[stateNumber.empty]);
    expect(at(x, child.barY + child.barHeight - 1)).toBe(palette.strong[stateNumber.empty]);
    const inside = Array.from({ length: child.barHeight - 2 }, (_, i) => at(x, child.barY + 1 + i));
    expect(new Set(inside)).toEqual(new Set([palette.strong[stateNumber.empty], palette.pale[stateNumber.empty]]));
  });

  test('stand the depth of a queue on its floor, with a line where it is full', () => {
    const { scene, context, at } = draw(boundedQueue);
    const queue = scene.lanes.find((lane) => lane.kind === 'queue');
    if (!queue) throw new Error('a queue is needed');
    const floor = queue.barY + queue.barHeight - 1;
    expect(at(context.scale.toX(20e6), floor)).toBe(palette.depthPale);
    expect(at(context.scale.toX(100e6), floor)).toBe(palette.band);
    const column = Array.from({ length: queue.height }, (_, i) => at(context.scale.toX(100e6), queue.y + i));
    const dashed = Array.from({ length: 7 }, (_, i) => at(400 + i, queue.y + column.indexOf(palette.capacity)));
    expect(column.includes(palette.capacity) || dashed.includes(palette.capacity)).toBe(true);
  });

  test('are red only where the wait never ended', () => {
    const { scene, context, at } = draw(deadlock);
    const child = scene.lanes[1];
    if (!child) throw new Error('a second lane is needed');
    expect(at(context.scale.toX(66e6), child.barY)).toBe(palette.stuck);
    expect(at(context.scale.toX(40e6), child.barY)).not.toBe(palette.stuck);
  });
});

describe('patterns', () => {
  test('of the reasons all differ, so that colour is not the only sign', () => {
    const drawn = [3, 4, 5, 6, 7, 8].map((state) => {
      const pattern = patternOf(state);
      return Array.from({ length: 40 * 40 }, (_, i) => (pattern(i % 40, Math.floor(i / 40)) ? '#' : '.')).join('');
    });
    expect(new Set(drawn).size).toBe(drawn.length);
    for (const one of drawn) expect(one).toMatch(/#/);
  });
});

describe('the row from the pyramid', () => {
  /** Mean of the red channel: how much of which state there is. */
  function meanRed(row: LaneRow): number {
    let sum = 0;
    for (const [x, mix] of row.mixed.entries())
      sum += mix === 0 ? red(palette.strong[row.states[x] ?? 0] ?? 0) : red(mix);
    return sum / row.states.length;
  }

  test('shows the same long states as the exact one, pixel for pixel, and the same mixture of short ones', () => {
    const lane = new ProcessLane(1);
    let t = 0;
    for (let i = 0; i < 4000; i++) {
      lane.become(i % 2 === 0 ? stateNumber.running : stateNumber.empty, t, i);
      t += i % 1000 === 0 ? 50e6 : 20e3 + (i % 7) * 5e3;
    }
    lane.become(stateNumber.ended, t, 0);
    const map = linearMap(0, t);
    const [v0, v1] = extentOf(map);
    const scale = timeScale(map, v0, v1, 300);
    const [exact, coarse] = [laneRow(300), laneRow(300)];
    fillExact(exact, lane, scale, t, palette);
    fillFromPyramid(coarse, lane, scale, t, palette);
    for (const [x, state] of exact.states.entries()) {
      const long = [-2, -1, 0, 1, 2].every((d) => exact.states[x + d] === state && exact.mixed[x + d] === 0);
      if (long) expect(coarse.states[x], `pixel ${x}`).toBe(state);
    }
    expect(Math.abs(meanRed(exact) - meanRed(coarse))).toBeLessThan(6);
  });
});
