// What a check that needs no run says: the same words as a finding of a run, at a range of a file instead of an event of a trace.

import type { Severity } from '../../trace/finding.ts';

/** Lines and columns from 1, in UTF-16 units, as in sites of a trace; `end` is behind the last character. */
export interface Range {
  start: Position;
  end: Position;
}

export interface Position {
  line: number;
  column: number;
}

export interface StaticFinding {
  /** Kebab-case, never changed once released; a finding of a run about the same mistake has the same id. */
  id: string;
  severity: Severity;
  /** One line, for Problems and lists. */
  title: string;
  /** Whole sentences, lines separated by \n. */
  message: string;
  /** What to do about it. */
  cure: string;
  range: Range;
  /** Other places of the same file that belong to it. */
  related: { range: Range; text: string }[];
}
