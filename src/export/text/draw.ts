// One group of columns as lines: lifelines first, arrows over them, texts last, each in the cells that are left to it.

import type { Trace } from '../../trace/trace.ts';
import { GridLine, type Tone } from './grid-line.ts';
import type { Column, Layout } from './layout.ts';
import type { Arrow, Cell, Life, Row } from './row.ts';
import { clip, clipStart, textWidth, wrap } from './safe-text.ts';
import { processName, sitePlace } from './words.ts';

const lifelines: Readonly<Record<Life, string>> = { none: ' ', live: '│', blocked: '░' };
const shafts: Readonly<Record<Arrow['kind'], string>> = { handed: '─', kept: '┄', start: '╌' };
/** A space, one cell of shaft, the head and a space. */
const leastArrow = 4;

/** Draws rows in their order; rows that do not touch its columns only move the lifelines on. */
export class GroupDrawer {
  readonly #trace: Trace;
  readonly #layout: Layout;
  readonly #columns: readonly Column[];
  readonly #byProcess: ReadonlyMap<number, Column>;
  readonly #life = new Map<number, Life>();

  constructor(trace: Trace, layout: Layout, columns: readonly Column[]) {
    this.#trace = trace;
    this.#layout = layout;
    this.#columns = columns;
    this.#byProcess = new Map(columns.map((column) => [column.process, column]));
  }

  header(): GridLine {
    const line = new GridLine();
    const { clock, gutter, columnWidth } = this.#layout;
    line.put(gutter - clock.unit.length, clock.unit, 'quiet');
    for (const { process, x } of this.#columns) {
      line.put(x, clip(processName(this.#trace, process), columnWidth - 1), 'strong');
    }
    return line;
  }

  /** Moves the lifelines on without drawing. */
  skip(row: Row): void {
    for (const [process, life] of [...row.before, ...row.after]) this.#life.set(process, life);
  }

  draw(row: Row): GridLine[] {
    for (const [process, life] of row.before) this.#life.set(process, life);
    const cells = row.cells.filter((cell) => this.#byProcess.has(cell.process));
    const lines: GridLine[] = [];
    if (cells.length > 0) {
      const texts = cells.map((cell) => this.#textOf(cell, row, cells));
      lines.push(this.#firstLine(row, cells, texts));
      for (const [process, life] of row.after) this.#life.set(process, life);
      const height = Math.max(1, ...texts.map((text) => text.length));
      for (let i = 1; i < height; i++) lines.push(this.#furtherLine(cells, texts, i));
    }
    for (const [process, life] of row.after) this.#life.set(process, life);
    return lines;
  }

  #firstLine(row: Row, cells: readonly Cell[], texts: readonly string[][]): GridLine {
    const { clock, gutter, siteX, width } = this.#layout;
    const line = this.#withLifelines();
    const moment = clock.moment(row.t);
    line.put(gutter - moment.length, moment, 'quiet');
    if (row.arrow) this.#drawArrow(line, row.arrow, cells, texts);
    for (const [i, cell] of cells.entries()) {
      const x = this.#xOf(cell.process);
      if (cell.glyph) line.put(x, cell.glyph, 'quiet');
      line.put(x + 2, texts[i]?.[0] ?? '', cell.tone);
    }
    if (siteX > 0 && this.#showsSite(row))
      line.put(siteX, clipStart(sitePlace(this.#trace, row.site), width - siteX), 'quiet');
    return line;
  }

  #furtherLine(cells: readonly Cell[], texts: readonly string[][], i: number): GridLine {
    const line = this.#withLifelines();
    for (const [at, cell] of cells.entries()) line.put(this.#xOf(cell.process) + 2, texts[at]?.[i] ?? '', cell.tone);
    return line;
  }

  #withLifelines(): GridLine {
    const line = new GridLine();
    for (const { process, x } of this.#columns) {
      const life = this.#life.get(process) ?? 'none';
      if (life !== 'none') line.put(x, lifelines[life], life === 'blocked' ? 'wait' : 'quiet');
    }
    return line;
  }

  /** The lines of a cell, broken so that they fit between their lifeline and whatever stands to the right. */
  #textOf(cell: Cell, row: Row, cells: readonly Cell[]): string[] {
    const first = this.#roomFor(cell, row, cells);
    const rest = this.#roomBelow(cell, cells);
    const [head = '', ...further] = cell.lines;
    const isAlone = row.arrow !== null && !this.#isInside(row.arrow);
    const said = (isAlone ? (cell.alone ?? head) : head) + this.#siteBehind(cell, row);
    return [...wrap(said, first, rest), ...further.flatMap((line) => wrap(line, rest))];
  }

  #siteBehind(cell: Cell, row: Row): string {
    const place = this.#layout.siteX === 0 && row.site ? sitePlace(this.#trace, row.site) : '';
    return place && cell === row.cells[0] ? ` (${place})` : '';
  }

  #roomFor(cell: Cell, row: Row, cells: readonly Cell[]): number {
    const x = this.#xOf(cell.process);
    const { siteX, width, columnWidth } = this.#layout;
    const { arrow } = row;
    if (arrow && this.#isInside(arrow)) {
      const [left, right] = [arrow.from, arrow.to].sort((a, b) => this.#xOf(a) - this.#xOf(b));
      if (cell.process === left) return columnWidth - 2 - leastArrow;
      if (cell.process !== right) return columnWidth - 3;
    }
    const end = siteX > 0 && this.#showsSite(row) ? siteX - 1 : width;
    return (this.#nextTaken(x, cells, arrow) ?? end + 1) - 1 - (x + 2);
  }

  #roomBelow(cell: Cell, cells: readonly Cell[]): number {
    const x = this.#xOf(cell.process);
    return (this.#nextTaken(x, cells, null) ?? this.#layout.width + 1) - 1 - (x + 2);
  }

  /** The next column to the right in which something stands. Over the others a text may run on. */
  #nextTaken(x: number, cells: readonly Cell[], arrow: Arrow | null): number | undefined {
    return this.#columns.find(
      ({ process, x: other }) =>
        other > x &&
        ((this.#life.get(process) ?? 'none') !== 'none' ||
          cells.some((cell) => cell.process === process) ||
          arrow?.from === process ||
          arrow?.to === process),
    )?.x;
  }

  #drawArrow(line: GridLine, arrow: Arrow, cells: readonly Cell[], texts: readonly string[][]): void {
    if (!this.#isInside(arrow) || arrow.from === arrow.to) return;
    const behindText = (process: number) => {
      const i = cells.findIndex((cell) => cell.process === process);
      return i < 0 ? 0 : this.#xOf(process) + 2 + textWidth(texts[i]?.[0] ?? '') + 1;
    };
    const [from, to] = [this.#xOf(arrow.from), this.#xOf(arrow.to)];
    // Where the putter has ended, its arrow begins in the middle of its empty lane.
    const gap = (this.#life.get(arrow.from) ?? 'none') === 'none' ? 0 : 2;
    const rightward = from < to;
    const start = rightward ? behindText(arrow.from) || from + gap : behindText(arrow.to) || to + 2;
    const end = rightward ? to - 2 : from - gap;
    const tone: Tone = arrow.kind === 'start' ? 'quiet' : 'flow';
    for (let x = start; x <= end; x++) {
      const under = line.at(x);
      if (under !== '░') line.put(x, under === '│' ? '┼' : shafts[arrow.kind], tone);
    }
    const heads = arrow.kind === 'start' ? '▷◁' : '▶◀';
    line.put(rightward ? end : start, heads.charAt(rightward ? 0 : 1), tone);
  }

  #showsSite(row: Row): boolean {
    return row.site !== 0 && this.#byProcess.has(row.cells[0]?.process ?? 0);
  }

  #isInside(arrow: Arrow): boolean {
    return this.#byProcess.has(arrow.from) && this.#byProcess.has(arrow.to);
  }

  #xOf(process: number): number {
    return this.#byProcess.get(process)?.x ?? 0;
  }
}
