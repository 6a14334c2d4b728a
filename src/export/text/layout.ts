// Where on a line each process has its column; more processes than fit side by side are shown in groups, one below the other.

import type { Trace } from '../../trace/trace.ts';
import { type Clock, clockFor } from './duration.ts';
import type { Row } from './row.ts';
import { textWidth } from './safe-text.ts';
import { sitePlace } from './words.ts';

export interface Column {
  process: number;
  /** Cell of the lifeline; the text begins two cells further on. */
  x: number;
}

export interface Layout {
  /** Cells of a whole line. */
  width: number;
  clock: Clock;
  /** The moments end before this cell. */
  gutter: number;
  columnWidth: number;
  /** Where sites begin; 0: a narrow line has no room for them at its edge, they stand behind the text. */
  siteX: number;
  /** Columns of each group. */
  groups: Column[][];
}

export const leastWidth = 40;
const leastColumn = 20;
const greatestColumn = 56;
/** Below this width sites would leave the texts no room. */
const leastWidthWithSites = 64;

export function layoutOf(trace: Trace, rows: readonly Row[], wantedWidth: number): Layout {
  const width = Math.max(leastWidth, Math.floor(wantedWidth));
  const clock = clockFor(trace.endT);
  const gutter = Math.max(6, clock.moment(trace.endT).length + 1);
  const siteWidth = width < leastWidthWithSites ? 0 : widestSite(trace, rows, Math.floor(width / 4));
  const room = width - gutter - 2 - (siteWidth > 0 ? siteWidth + 1 : 0);
  const processes = processesOf(rows);
  const sideBySide = Math.max(1, Math.floor(room / leastColumn));
  const groupCount = Math.max(1, Math.ceil(processes.length / sideBySide));
  const perGroup = Math.max(1, Math.ceil(processes.length / groupCount));
  const columnWidth = Math.min(perGroup === 1 ? room : greatestColumn, Math.floor(room / perGroup));
  const groups: Column[][] = [];
  for (let at = 0; at < processes.length; at += perGroup) {
    const members = processes.slice(at, at + perGroup);
    groups.push(members.map((process, i) => ({ process, x: gutter + 2 + i * columnWidth })));
  }
  const siteX = siteWidth > 0 ? gutter + 2 + perGroup * columnWidth + 1 : 0;
  return { width, clock, gutter, columnWidth, siteX, groups };
}

function widestSite(trace: Trace, rows: readonly Row[], greatest: number): number {
  let widest = 0;
  for (const site of new Set(rows.map((row) => row.site))) {
    widest = Math.max(widest, textWidth(sitePlace(trace, site)));
  }
  return Math.min(widest, greatest);
}

/** Main first, children by start: the order of their numbers. */
function processesOf(rows: readonly Row[]): number[] {
  const found = new Set<number>();
  for (const row of rows) for (const cell of row.cells) found.add(cell.process);
  return [...found].sort((a, b) => a - b);
}
