// One terminal line that is written into cell by cell, so that lifelines, arrows and texts stand exactly where they belong.

import { signsOf } from './safe-text.ts';

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

interface Slot {
  /** Empty behind a sign that takes two cells. */
  text: string;
  tone: Tone;
}

export class GridLine {
  readonly #slots: (Slot | undefined)[] = [];

  /** Writes over what stood there; half of a wide sign that is written over becomes a space. */
  put(x: number, text: string, tone: Tone = 'plain'): void {
    let at = x;
    for (const sign of signsOf(text)) {
      if (sign.width === 0) {
        const before = this.#slots[at - 1];
        if (before) before.text += sign.text;
        continue;
      }
      if (this.#slots[at]?.text === '') this.#blank(at - 1);
      if (this.#slots[at + sign.width]?.text === '') this.#blank(at + sign.width);
      this.#slots[at] = { text: sign.text, tone };
      if (sign.width === 2) this.#slots[at + 1] = { text: '', tone };
      at += sign.width;
    }
  }

  /** The sign at a cell, a space where nothing was written. */
  at(x: number): string {
    return this.#slots[x]?.text ?? ' ';
  }

  render(color: boolean): string {
    let line = '';
    let tone: Tone = 'plain';
    const end = this.#slots.findLastIndex((slot) => slot !== undefined && slot.text.trim() !== '') + 1;
    for (let x = 0; x < end; x++) {
      const slot = this.#slots[x] ?? { text: ' ', tone: 'plain' };
      if (color && slot.tone !== tone && slot.text !== ' ') {
        line += (tone === 'plain' ? '' : reset) + codes[slot.tone];
        tone = slot.tone;
      }
      line += slot.text;
    }
    return tone === 'plain' ? line : line + reset;
  }

  #blank(x: number): void {
    this.#slots[x] = { text: ' ', tone: 'plain' };
  }
}
