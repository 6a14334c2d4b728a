// What one line of the swimlane says, before it is known where on the line.

import type { Nanos } from '../../base/units.ts';
import type { Tone } from './grid-line.ts';

/** `none`: has not begun or has ended. */
export type Life = 'none' | 'live' | 'blocked';

export interface Cell {
  process: number;
  /** Lines that are safe for a terminal. */
  lines: string[];
  tone: Tone;
  /** First line where the arrow's other end is not beside it, but in another group of columns. */
  alone?: string;
  /** Stands in the lifeline's place. */
  glyph?: string;
}

export interface Arrow {
  from: number;
  to: number;
  /** `handed`: to a waiting get; `kept`: it had been lying in the queue; `start`: of a process. */
  kind: 'handed' | 'kept' | 'start';
}

export interface Row {
  t: Nanos;
  cells: Cell[];
  arrow: Arrow | null;
  /** Number of the site of the first cell's event, 0 for none. */
  site: number;
  /** Lifelines from this line on. */
  before: [process: number, life: Life][];
  /** Lifelines from the next line on. */
  after: [process: number, life: Life][];
}
