// Text put into a module without adding a line, and the way back: where a place in the code that runs stands in the code before.

export interface Edit {
  /** In the code before. */
  offset: number;
  text: string;
}

/** From `column` on (from 1, in the code before) a line was moved right by `length`. */
export interface Shift {
  column: number;
  length: number;
}

/** By line (from 1), each line's in ascending order of columns. */
export type Shifts = ReadonlyMap<number, readonly Shift[]>;

/** @param edits in ascending order of offsets; those with the same offset are put in as they come */
export function applyEdits(code: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { offset, text } of edits) {
    pieces.push(code.slice(from, offset), text);
    from = offset;
  }
  pieces.push(code.slice(from));
  return pieces.join('');
}

/** What the edits have moved; nothing for those that only white space or a comment follows on their line. */
export function shiftsOf(code: string, edits: readonly Edit[]): Shifts {
  const shifts = new Map<number, Shift[]>();
  const lineBreak = /\r\n|[\n\r\u2028\u2029]/g;
  let line = 1;
  let lineStart = 0;
  let next = lineBreak.exec(code);
  for (const { offset, text } of edits) {
    while (next !== null && next.index + next[0].length <= offset) {
      line++;
      lineStart = next.index + next[0].length;
      next = lineBreak.exec(code);
    }
    if (/^\s*(?:\/\/.*)?$/.test(code.slice(offset, next?.index))) continue;
    const ofLine = shifts.get(line) ?? [];
    ofLine.push({ column: offset - lineStart + 1, length: text.length });
    shifts.set(line, ofLine);
  }
  return shifts;
}

/** The column before the edits of a column after them (both from 1). */
export function unshift(shifts: Shifts, line: number, column: number): number {
  let moved = 0;
  for (const shift of shifts.get(line) ?? []) {
    const start = shift.column + moved;
    if (column < start) break;
    // inside what was put in: the place before which it was put
    if (column < start + shift.length) return shift.column;
    moved += shift.length;
  }
  return column - moved;
}
