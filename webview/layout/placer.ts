// Finds room for labels: none overlaps another or a mark, and one without room is cut or left out, never squeezed in.

import type { Label, Tone } from './scene.ts';

export type Measure = (text: string, mono: boolean) => number;

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Wish {
  text: string;
  tone: Tone;
  mono: boolean;
  row: number;
  /** Where the named thing stands. */
  x: number;
  anchorY: number;
  /** Tops of the rows to try, the nearest first. */
  rows: number[];
  height: number;
  /** Cut the text down to this width where there is no more room; 0: all or nothing. */
  least: number;
  /** Leave the leader line away: the label lies on the thing. */
  inside: boolean;
}

const gap = 5;

export function overlaps(a: Box, b: Box, space = 0): boolean {
  return a.x < b.x + b.width + space && b.x < a.x + a.width + space && a.y < b.y + b.height && b.y < a.y + a.height;
}

export class Placer {
  readonly labels: Label[] = [];
  readonly #taken: Box[] = [];
  readonly #avoided: Box[] = [];
  readonly #left: number;
  readonly #right: number;
  readonly #measure: Measure;

  constructor(left: number, right: number, measure: Measure) {
    this.#left = left;
    this.#right = right;
    this.#measure = measure;
  }

  /** Keeps labels off an arrow where there is another place for them. */
  avoid(boxes: readonly Box[]): void {
    this.#avoided.push(...boxes);
  }

  /** Keeps labels off a mark. */
  block(box: Box): void {
    this.#taken.push(box);
  }

  /** True when the label found room. */
  place(wish: Wish): boolean {
    const full = Math.ceil(this.#measure(wish.text, wish.mono)) + 8;
    if (!wish.inside) for (const y of wish.rows) if (this.#tryRow(wish, y, full, true)) return true;
    for (const y of wish.rows) if (this.#tryRow(wish, y, full, false)) return true;
    if (wish.least === 0) return false;
    for (const y of wish.rows) if (this.#tryCut(wish, y, full)) return true;
    return false;
  }

  /** To the right of the thing, else to its left, else pushed in from the edge. */
  #tryRow(wish: Wish, y: number, width: number, careful: boolean): boolean {
    const starts = [wish.x - 4, wish.x - width + 4];
    if (!wish.inside) starts.push(Math.max(this.#left, Math.min(this.#right - width, wish.x - width / 2)));
    return starts.some((x) =>
      this.#take(wish, { x: Math.round(x), y, width, height: wish.height }, wish.text, careful),
    );
  }

  #take(wish: Wish, box: Box, text: string, careful = false): boolean {
    if (box.x < this.#left || box.x + box.width > this.#right) return false;
    if (this.#taken.some((taken) => overlaps(taken, box, gap))) return false;
    if (careful && this.#avoided.some((avoided) => overlaps(avoided, box))) return false;
    this.#taken.push(box);
    const { tone, mono, row } = wish;
    const anchor = wish.inside ? null : { x: wish.x, y: wish.anchorY };
    this.labels.push({ ...box, text, tone, mono, row, anchor });
    return true;
  }

  #tryCut(wish: Wish, y: number, full: number): boolean {
    const row: Box = { x: this.#left, y, width: this.#right - this.#left, height: wish.height };
    const others = this.#taken.filter((taken) => overlaps(taken, row));
    const right = others.reduce((x, other) => (other.x > wish.x - 4 ? Math.min(x, other.x - gap - 1) : x), this.#right);
    const room = Math.floor(right - wish.x + 4);
    if (room < wish.least || room >= full) return false;
    const text = cut(wish.text, room - 8, (part) => this.#measure(part, wish.mono));
    const width = Math.ceil(this.#measure(text, wish.mono)) + 8;
    return this.#take(wish, { x: Math.round(wish.x - 4), y, width, height: wish.height }, text);
  }
}

/** The longest beginning of `text` that fits into `width` with an ellipsis. */
export function cut(text: string, width: number, measure: (text: string) => number): string {
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (measure(`${text.slice(0, middle)}…`) <= width) low = middle;
    else high = middle - 1;
  }
  return `${text.slice(0, low).trimEnd()}…`;
}
