// From offsets in a text to lines and columns, and back.

import type { Position, Range } from '../finding.ts';

export class Lines {
  readonly texts: readonly string[];
  readonly #starts: number[] = [0];

  constructor(text: string) {
    const breaks = /\r\n|[\n\r\u2028\u2029]/g;
    for (let found = breaks.exec(text); found !== null; found = breaks.exec(text)) {
      this.#starts.push(found.index + found[0].length);
    }
    this.texts = this.#starts.map((start, index) => {
      return text.slice(start, this.#starts[index + 1]).replace(/[\r\n\u2028\u2029]+$/, '');
    });
  }

  positionAt(offset: number): Position {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }

  /** Places beyond the text become its nearest. */
  offsetAt({ line, column }: Position): number {
    const index = Math.min(Math.max(line, 1), this.#starts.length) - 1;
    const length = this.texts[index]?.length ?? 0;
    return (this.#starts[index] ?? 0) + Math.min(Math.max(column - 1, 0), length);
  }

  rangeOf({ start, end }: { start: number; end: number }): Range {
    return { start: this.positionAt(start), end: this.positionAt(end) };
  }
}
