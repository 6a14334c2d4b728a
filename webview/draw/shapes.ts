// Shapes of marks and arrows on a canvas; the legend draws with the same code.

import { flagRadius } from '../layout/evidence.ts';
import type { Arrow, Evidence, MarkShape } from '../layout/scene.ts';
import { arrowCurve, arrowPoint } from '../layout/selection.ts';
import type { Theme } from './theme.ts';

export function drawMark(
  c: CanvasRenderingContext2D,
  shape: MarkShape,
  x: number,
  y: number,
  r: number,
  theme: Theme,
): void {
  c.beginPath();
  outline(c, shape, x, y, r);
  const hollow = shape === 'get' || shape === 'other';
  c.lineWidth = hollow ? 1.7 : 1.5;
  c.strokeStyle = hollow ? theme.mark : theme.background;
  c.fillStyle = hollow ? theme.background : shape === 'error' ? theme.error : theme.mark;
  if (!hollow) c.stroke();
  c.fill();
  if (hollow) c.stroke();
}

function outline(c: CanvasRenderingContext2D, shape: MarkShape, x: number, y: number, r: number): void {
  switch (shape) {
    case 'put':
    case 'other':
      c.arc(x, y, r, 0, 2 * Math.PI);
      break;
    case 'get':
      polygon(c, [x, y - r - 0.5, x + r + 0.5, y, x, y + r + 0.5, x - r - 0.5, y]);
      break;
    case 'start':
      polygon(c, [x - r + 1, y - r, x + r, y, x - r + 1, y + r]);
      break;
    case 'error':
      c.rect(x - r + 1, y - r + 1, 2 * r - 2, 2 * r - 2);
      break;
    case 'print':
      polygon(c, [x - r, y + r, x + r, y + r, x, y - r]);
      break;
    case 'mark':
      polygon(c, [x - r, y - r, x + r, y - r, x, y + r]);
      break;
    case 'exit':
      c.rect(x - 1, y - 2 * r, 2, 4 * r);
      break;
  }
}

function polygon(c: CanvasRenderingContext2D, points: number[]): void {
  c.moveTo(points[0] ?? 0, points[1] ?? 0);
  for (let i = 2; i < points.length; i += 2) c.lineTo(points[i] ?? 0, points[i + 1] ?? 0);
  c.closePath();
}

const dashes: Record<Arrow['kind'], number[]> = { message: [], spawn: [2, 3], join: [5, 3], cycle: [6, 3] };

export function drawArrow(c: CanvasRenderingContext2D, arrow: Arrow, theme: Theme): void {
  const [x0, y0, x1, y1, x2, y2, x3, y3] = arrowCurve(arrow);
  const thin = arrow.kind === 'spawn' || arrow.kind === 'join';
  const colour = arrow.kind === 'cycle' ? theme.error : arrow.strong ? theme.strong : thin ? theme.muted : theme.arrow;
  c.strokeStyle = colour;
  c.fillStyle = colour;
  c.lineWidth = arrow.kind === 'cycle' || arrow.strong ? 2 : thin ? 1 : 1.4;
  c.setLineDash(dashes[arrow.kind]);
  c.beginPath();
  c.moveTo(x0, y0);
  c.bezierCurveTo(x1, y1, x2, y2, x3, y3);
  c.stroke();
  c.setLineDash([]);
  if (arrow.stub !== 'to') head(c, arrow, thin ? 4 : 6);
}

/** The head points along the end of the curve. */
function head(c: CanvasRenderingContext2D, arrow: Arrow, size: number): void {
  const [tx, ty] = [arrow.x1, arrow.y1];
  const [bx, by] = arrowPoint(arrow, 0.93);
  const angle = Math.atan2(ty - by, tx - bx);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const half = size * 0.55;
  c.beginPath();
  c.moveTo(tx, ty);
  c.lineTo(tx - size * cos + half * sin, ty - size * sin - half * cos);
  c.lineTo(tx - size * cos - half * sin, ty - size * sin + half * cos);
  c.closePath();
  c.fill();
}

/** A disc with an exclamation mark, or with the number of the evidence where its finding is shown. */
export function drawFlag(
  c: CanvasRenderingContext2D,
  flag: Pick<Evidence, 'x' | 'y' | 'number' | 'severity'>,
  theme: Theme,
): void {
  const { x, y, number, severity } = flag;
  const colour = severity === 'error' ? theme.error : severity === 'warning' ? theme.warning : theme.strong;
  c.beginPath();
  c.arc(x, y, number > 0 ? flagRadius : flagRadius - 1.5, 0, 2 * Math.PI);
  c.fillStyle = colour;
  c.strokeStyle = theme.background;
  c.lineWidth = 1.5;
  c.fill();
  c.stroke();
  c.fillStyle = theme.background;
  c.font = `bold ${number > 0 ? 10.5 : 9.5}px ${theme.font.slice(theme.font.indexOf('px') + 3)}`;
  c.textAlign = 'center';
  c.textBaseline = 'middle';
  c.fillText(number > 0 ? String(number) : '!', x, y + 0.5);
}
