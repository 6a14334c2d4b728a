// Source maps for debuggers: from code with edits to the user's file, with an entry for every token, since readers of maps do not
// count on from the entry before.

import type { SourceMapPayload } from 'node:module';
import type { Shifts } from './edits.ts';

/** Lines and columns of a module's tokens, from 1 and from 0, in pairs and in their order. */
export type TokenPlaces = Int32Array;

interface Place {
  line: number;
  column: number;
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** A number as the base-64 "variable length quantity" of source maps. */
export function quantity(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let text = '';
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += digits[rest > 0 ? digit | 32 : digit];
  } while (rest > 0);
  return text;
}

/**
 * @param tokens of the code before the edits
 * @param original where a place in that code (line and column from 1) stands in the user's file
 */
export function sourceMap(
  url: string,
  tokens: TokenPlaces,
  shifts: Shifts,
  original: (place: Place) => Place = (place) => place,
): SourceMapPayload {
  const mappings: string[] = [];
  const last = { column: 0, line: 0, sourceColumn: 0 };
  let line = 1;
  let separator = '';
  for (let at = 0; at < tokens.length; at += 2) {
    const place = { line: tokens[at] ?? 1, column: (tokens[at + 1] ?? 0) + 1 };
    if (line < place.line) {
      mappings.push(';'.repeat(place.line - line));
      line = place.line;
      last.column = 0;
      separator = '';
    }
    const column = shifted(shifts, place) - 1;
    const source = original(place);
    mappings.push(
      `${separator}${quantity(column - last.column)}A${quantity(source.line - 1 - last.line)}${quantity(source.column - 1 - last.sourceColumn)}`,
    );
    separator = ',';
    last.column = column;
    last.line = source.line - 1;
    last.sourceColumn = source.column - 1;
  }
  return {
    version: 3,
    file: url,
    sources: [url],
    sourceRoot: '',
    sourcesContent: [],
    names: [],
    mappings: mappings.join(''),
  };
}

/** The column after the edits: the inverse of `unshift` for what was there before. */
function shifted(shifts: Shifts, { line, column }: Place): number {
  let moved = column;
  for (const shift of shifts.get(line) ?? []) if (shift.column <= column) moved += shift.length;
  return moved;
}

/** The comment by which debuggers find a map. */
export function inlineMap(payload: SourceMapPayload): string {
  return `\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(payload)).toString('base64')}\n`;
}
