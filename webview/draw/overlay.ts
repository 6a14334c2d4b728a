// Everything over the pixels: folds, arrows, then marks above them, then words on top.

import type { Label, Rates, Scene, Tone } from '../layout/scene.ts';
import { drawArrow, drawFlag, drawMark } from './shapes.ts';
import type { Theme } from './theme.ts';

export function drawOverlay(c: CanvasRenderingContext2D, scene: Scene, theme: Theme, ratio: number): void {
  c.setTransform(ratio, 0, 0, ratio, 0, 0);
  c.clearRect(0, 0, scene.width, scene.height);
  for (const { x, y0, y1 } of scene.tears) drawTear(c, x, y0, y1, theme);
  for (const rates of scene.rates) drawRates(c, rates, theme);
  // Leaders first, so that no line crosses a mark or a word.
  for (const label of scene.labels) drawLeader(c, label, theme);
  const dim = scene.arrows.length > 60;
  for (const arrow of scene.arrows) {
    c.globalAlpha = dim && !arrow.strong ? 0.6 : 1;
    drawArrow(c, arrow, theme);
  }
  c.globalAlpha = 1;
  for (const mark of scene.marks) drawMark(c, mark.shape, mark.x, mark.y, mark.radius, theme);
  for (const label of scene.labels) drawLabel(c, label, theme);
  for (const flag of scene.evidence) drawFlag(c, flag, theme);
}

/** A torn strip through a bar: here time was left out. */
function drawTear(c: CanvasRenderingContext2D, x: number, top: number, bottom: number, theme: Theme): void {
  const half = 2.5;
  const teeth = Math.max(2, Math.round((bottom - top) / 5));
  const edge = (dx: number): [number, number][] =>
    Array.from({ length: teeth + 1 }, (_, i) => [x + dx + (i % 2 === 0 ? 2 : -2), top + ((bottom - top) * i) / teeth]);
  const [left, right] = [edge(-half), edge(half)];
  c.beginPath();
  for (const [px, py] of [...left, ...right.toReversed()]) c.lineTo(px, py);
  c.closePath();
  c.fillStyle = theme.background;
  c.fill();
  c.strokeStyle = theme.muted;
  c.lineWidth = 1;
  for (const side of [left, right]) {
    c.beginPath();
    for (const [px, py] of side) c.lineTo(px, py);
    c.stroke();
  }
}

const toneColour: Record<Tone, keyof Theme> = {
  text: 'text',
  muted: 'muted',
  print: 'text',
  blocked: 'text',
  error: 'error',
  mark: 'text',
};

function drawLeader(c: CanvasRenderingContext2D, label: Label, theme: Theme): void {
  if (!label.anchor) return;
  const x = Math.round(label.anchor.x) + 0.5;
  const onLabel = Math.max(label.x + 4, Math.min(x, label.x + label.width - 4));
  c.strokeStyle = theme.muted;
  c.globalAlpha = 0.55;
  c.lineWidth = 1;
  c.beginPath();
  c.moveTo(x, label.anchor.y);
  c.lineTo(onLabel, label.y > label.anchor.y ? label.y : label.y + label.height);
  c.stroke();
  c.globalAlpha = 1;
}

function drawLabel(c: CanvasRenderingContext2D, label: Label, theme: Theme): void {
  const { x, y, width, height } = label;
  c.fillStyle = theme.chip;
  c.beginPath();
  c.roundRect(x, y, width, height, 3);
  c.fill();
  if (theme.contrast && label.tone === 'blocked') {
    c.strokeStyle = theme.line;
    c.lineWidth = 1;
    c.stroke();
  }
  c.fillStyle = theme[toneColour[label.tone]] as string;
  c.font = label.mono ? theme.monoFont : theme.font;
  c.textBaseline = 'middle';
  c.textAlign = 'left';
  c.fillText(label.text, x + 4, y + height / 2 + 0.5);
}

/** Puts along the upper edge, gets along the lower one. */
function drawRates(c: CanvasRenderingContext2D, rates: Rates, theme: Theme): void {
  const most = Math.max(1, ...rates.puts, ...rates.gets);
  const reach = rates.height * 0.3;
  c.fillStyle = theme.arrow;
  c.globalAlpha = 0.5;
  rates.puts.forEach((count, i) => {
    c.fillRect(i * rates.step + 1, rates.y, rates.step - 2, (count / most) * reach);
  });
  rates.gets.forEach((count, i) => {
    const height = (count / most) * reach;
    c.fillRect(i * rates.step + 1, rates.y + rates.height - height, rates.step - 2, height);
  });
  c.globalAlpha = 1;
}
