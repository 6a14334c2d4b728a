// One terminal line that is written into cell by cell, so that lifelines, arrows and texts stand exactly where they belong.

import { isPlain, signsOf } from './safe-text.ts';

export type Tone = 'plain' | 'quiet' | 'strong' | 'wait' | 'flow' | 'bad' | 'note';

const codes: Readonly<Record<Tone, string>> = {
  plain: '',
  quiet: '\u001b[2m',
  strong: '\u001b[1m',
  wait: '\u001b[33m',
  flow: '\u001b[36m',
  bad: '\u001b[31m',
  note: '\u001b[35m',
};
const reset = '\u001b[0m';

export class GridLine {
  /** A sign per cell, empty behind a sign that takes two cells. */
  readonly #signs: string[] = [];
  readonly #tones: Tone[] = [];

  /** Writes over what stood there; half of a wide sign that is written over becomes a space. */
  put(x: number, text: string, tone: Tone = 'plain'): void {
    this.#reach(x);
    if (isPlain(text)) {
      for (let i = 0; i < text.length; i++) this.#set(x + i, text.charAt(i), 1, tone);
      return;
    }
    let at = x;
    for (const sign of signsOf(text)) {
      if (sign.width === 0) this.#join(at - 1, sign.text);
      else this.#set(at, sign.text, sign.width, tone);
      at += sign.width;
    }
  }

  /** The sign at a cell, a space where nothing was written. */
  at(x: number): string {
    return this.#signs[x] ?? ' ';
  }

  render(color: boolean): string {
    if (!color) return this.#signs.join('').trimEnd();
    const end = this.#signs.findLastIndex((sign) => sign.trim() !== '') + 1;
    let line = '';
    let tone: Tone = 'plain';
    for (let x = 0; x < end; x++) {
      const [sign = ' ', next = 'plain'] = [this.#signs[x], this.#tones[x]];
      if (next !== tone && sign !== ' ') {
        line += (tone === 'plain' ? '' : reset) + codes[next];
        tone = next;
      }
      line += sign;
    }
    return tone === 'plain' ? line : line + reset;
  }

  #set(x: number, sign: string, width: number, tone: Tone): void {
    if (this.#signs[x] === '') this.#blank(x - 1);
    if (this.#signs[x + width] === '') this.#blank(x + width);
    this.#signs[x] = sign;
    this.#tones[x] = tone;
    if (width === 2) {
      this.#signs[x + 1] = '';
      this.#tones[x + 1] = tone;
    }
  }

  /** A mark without a base joins the sign before it, of one cell or two. */
  #join(x: number, mark: string): void {
    const base = this.#signs[x] === '' ? x - 1 : x;
    if (base >= 0) this.#signs[base] += mark;
  }

  #blank(x: number): void {
    this.#signs[x] = ' ';
    this.#tones[x] = 'plain';
  }

  /** Fills up to a cell with spaces. */
  #reach(x: number): void {
    for (let at = this.#signs.length; at < x; at++) this.#blank(at);
  }
}
