// The legend, painted by the code that paints the lanes: it cannot say anything else than they do.

import { element } from '../dom.ts';
import type { Palette } from '../draw/palette.ts';
import { patternOf } from '../draw/patterns.ts';
import { drawArrow, drawFlag, drawMark } from '../draw/shapes.ts';
import type { Theme } from '../draw/theme.ts';
import type { MarkShape } from '../layout/scene.ts';
import { type State, stateNumber } from '../model/states.ts';

const shownStates: [State, string][] = [
  ['running', 'running'],
  ['empty', 'empty: waits for an item'],
  ['full', 'full: waits for room'],
  ['sleep', 'sleep'],
  ['join', 'join'],
  ['unfinished', 'unfinished tasks'],
  ['other', 'other wait'],
];

const shownMarks: [MarkShape, string][] = [
  ['put', 'put'],
  ['get', 'get'],
  ['start', 'start'],
  ['print', 'print'],
];

const keys = 'W S zoom · A D pan · 0 all · F fold · ← → events · Alt ← → cause';

const [width, height] = [26, 14];

export function drawLegend(root: HTMLElement, theme: Theme): void {
  const entries = shownStates.map(([state, text]) =>
    entry(text, (c, ratio) => paintState(c, stateNumber[state], theme.palette, ratio)),
  );
  const marks = shownMarks.map(([shape, text]) =>
    entry(text, (c, ratio) => {
      c.setTransform(ratio, 0, 0, ratio, 0, 0);
      drawMark(c, shape, width / 2, height / 2, shape === 'print' ? 3 : 5, theme);
    }),
  );
  const arrow = entry('message', (c, ratio) => {
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    const line = { x0: 1, y0: 7, x1: 25, y1: 7.01, kind: 'message', stub: null, strong: false, row: -1 } as const;
    drawArrow(c, line, theme);
  });
  const flag = entry('finding', (c, ratio) => {
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawFlag(c, { x: width / 2, y: height / 2, number: 0, severity: 'warning' }, theme);
  });
  root.replaceChildren(...entries, ...marks, arrow, flag, element('span', 'keys', keys));
}

function entry(text: string, paint: (c: CanvasRenderingContext2D, ratio: number) => void): HTMLElement {
  const canvas = element('canvas');
  const ratio = devicePixelRatio || 1;
  [canvas.width, canvas.height] = [width * ratio, height * ratio];
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext('2d');
  if (context) paint(context, ratio);
  return element('span', 'key', canvas, text);
}

function paintState(c: CanvasRenderingContext2D, state: number, palette: Palette, ratio: number): void {
  const [w, h] = [c.canvas.width, c.canvas.height];
  const pixels = new Uint32Array(w * h);
  const pattern = patternOf(state);
  for (let i = 0; i < pixels.length; i++) {
    const [x, y] = [i % w, Math.floor(i / w)];
    const edge = y < ratio || y >= h - ratio;
    const strong = edge || pattern(x / ratio, y / ratio);
    pixels[i] = (strong ? palette.strong[state] : palette.pale[state]) ?? 0;
  }
  c.putImageData(new ImageData(new Uint8ClampedArray(pixels.buffer), w, h), 0, 0);
}
