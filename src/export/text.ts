// The swimlane as text: a column per process, time downward, fitted to a width. For terminals, mails and CI logs.

import { allFindings } from '../analysis/index.ts';
import type { Trace } from '../trace/trace.ts';
import type { ExportFormat, ExportOptions } from './format.ts';
import { GroupDrawer } from './text/draw.ts';
import { duration } from './text/duration.ts';
import { findingLines, paragraph } from './text/findings.ts';
import { GridLine } from './text/grid-line.ts';
import { type Column, type Layout, layoutOf } from './text/layout.ts';
import type { Arrow, Row } from './text/row.ts';
import { rowsOf } from './text/rows.ts';
import { safeText } from './text/safe-text.ts';

const defaultColumns = 100;

export const text: ExportFormat = {
  id: 'text',
  title: 'Text swimlane',
  extension: 'txt',

  write(trace: Trace, options: ExportOptions): string {
    const { columns = defaultColumns, limit = Number.POSITIVE_INFINITY, color = false, problem } = options;
    const rows = rowsOf(trace);
    const layout = layoutOf(trace, rows, columns);
    const written: string[] = [];
    // Rendered at once: the cells of a hundred thousand lines are not kept.
    const lines = { push: (...more: GridLine[]) => written.push(...more.map((line) => line.render(color))) };
    lines.push(...paragraph(titleOf(trace, options), 0, layout.width, 'strong'));
    for (const [i, group] of layout.groups.entries()) {
      lines.push(new GridLine());
      if (layout.groups.length > 1) lines.push(...groupHeading(layout, i));
      for (const line of groupLines(trace, layout, group, rows, limit)) lines.push(line);
    }
    if (rows.length === 0) lines.push(new GridLine(), ...paragraph('No events have been recorded.', 0, layout.width));
    const legend = legendOf(rows);
    if (legend) lines.push(new GridLine(), ...paragraph(legend, 0, layout.width, 'quiet'));
    for (const finding of options.findings ?? allFindings(trace))
      lines.push(...findingLines(trace, finding, layout.width));
    if (problem) lines.push(new GridLine(), ...paragraph(`! ${safeText(problem)}`, 0, layout.width, 'bad'));
    return `${written.join('\n')}\n`;
  },
};

/** `greet.ts · 2 processes · 22 events · 5.06 s · exit status 0`. */
function titleOf(trace: Trace, options: ExportOptions): string {
  const { meta } = trace;
  const command = meta ? [meta.script, ...meta.args].join(' ') : 'a run without a description';
  const processes = trace.processes.filter((process) => process && process.beginT >= 0).length;
  const parts = [
    safeText(options.title ?? command),
    counted(processes, 'process', 'processes'),
    counted(trace.length, 'event', 'events'),
    duration(trace.endT),
  ];
  if (meta?.exitCode !== undefined) parts.push(`exit status ${meta.exitCode}`);
  return parts.join(' · ');
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function groupHeading(layout: Layout, i: number): GridLine[] {
  const [total, first] = [layout.groups.flat().length, layout.groups.slice(0, i).flat().length + 1];
  const last = first + (layout.groups[i]?.length ?? 0) - 1;
  const range = first === last ? `Process ${first}` : `Processes ${first} to ${last}`;
  return paragraph(`${range} of ${total}`, 0, layout.width, 'quiet');
}

function* groupLines(
  trace: Trace,
  layout: Layout,
  group: readonly Column[],
  rows: readonly Row[],
  limit: number,
): Generator<GridLine> {
  const drawer = new GroupDrawer(trace, layout, group);
  yield drawer.header();
  const leftOut = Math.max(0, rows.length - Math.max(2, limit));
  const from = Math.ceil((rows.length - leftOut) / 2);
  for (const [i, row] of rows.entries()) {
    if (i < from || i >= from + leftOut) yield* drawer.draw(row);
    else drawer.skip(row);
    if (leftOut > 0 && i === from) yield* leftOutLines(layout, rows, from, leftOut);
  }
}

function leftOutLines({ clock, width }: Layout, rows: readonly Row[], from: number, count: number): GridLine[] {
  const moment = (i: number) => `${clock.moment(rows[i]?.t ?? 0)} ${clock.unit}`;
  const said = `⋮ ${counted(count, 'line', 'lines')} from ${moment(from)} to ${moment(from + count - 1)} left out`;
  return paragraph(`${said} (a greater limit shows them)`, 2, width, 'note');
}

const legends: Readonly<Record<Arrow['kind'], string>> = {
  handed: '─▶ put, and given to the get that waits',
  kept: '┄▶ got, put before',
  start: '╌▷ starts',
};

/** Explains the signs that this trace shows, and no others. */
function legendOf(rows: readonly Row[]): string {
  const kinds = new Set(rows.map((row) => row.arrow?.kind));
  const parts = rows.some((row) => row.before.some(([, life]) => life === 'blocked')) ? ['░ waits'] : [];
  for (const kind of ['handed', 'kept', 'start'] as const) if (kinds.has(kind)) parts.push(legends[kind]);
  return parts.join('   ');
}
