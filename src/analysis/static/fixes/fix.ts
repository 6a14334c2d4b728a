// What a quick fix is: from a module and a finding in it to edits of its text. A fix that would have to guess gives none.

import type { Range } from '../finding.ts';
import type { Module } from '../model/module.ts';

/** Replaces the text between two offsets of the source. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** A finding as an editor knows it, of a check or of a run. */
export interface Found {
  id: string;
  range: Range;
  message: string;
}

export interface Fix {
  /** Of the findings that it mends. */
  ids: readonly string[];
  /** What the user chooses, as a command. */
  title: string;
  /** Null where it does not apply. */
  edits(module: Module, found: Found): Edit[] | null;
}

export function insertion(offset: number, text: string): Edit {
  return { start: offset, end: offset, text };
}

/** The text with all edits made, which do not overlap; those at one place stay in their order. */
export function applied(source: string, edits: readonly Edit[]): string {
  const sorted = edits
    .map((edit, index) => ({ ...edit, index }))
    .sort((a, b) => a.start - b.start || a.index - b.index);
  let text = '';
  let from = 0;
  for (const edit of sorted) {
    text += source.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return text + source.slice(from);
}
