// From events to the lines of the swimlane: which events deserve a line, which share one, and how lifelines go on from there.

import type { Nanos } from '../../base/units.ts';
import { parseFinding } from '../../trace/check.ts';
import type { RowKind } from '../../trace/event.ts';
import { OperationIndex, type OperationInfo } from '../../trace/operations.ts';
import type { Trace } from '../../trace/trace.ts';
import { duration } from './duration.ts';
import type { Tone } from './grid-line.ts';
import type { Arrow, Cell, Life, Row } from './row.ts';
import { safeText } from './safe-text.ts';
import * as words from './words.ts';

export function rowsOf(trace: Trace): Row[] {
  const builder = new RowBuilder(trace);
  for (let i = 0; i < trace.length; i++) builder.take(i);
  return builder.finish();
}

class RowBuilder {
  readonly #trace: Trace;
  readonly #index: OperationIndex;
  readonly #rows: Row[] = [];
  /** Operations that each process waits in; several where it has concurrent async tasks. */
  readonly #waiting = new Map<number, Set<OperationInfo>>();
  readonly #life = new Map<number, Life>();
  #before: Row['before'] = [];
  #t: Nanos = 0;
  /** By the object that stands for the process. */
  readonly #processOf = new Map<number, number>();
  /** The message whose put is the last row. */
  #lastPut = 0;

  constructor(trace: Trace) {
    this.#trace = trace;
    this.#index = new OperationIndex(trace);
    for (const info of trace.processes) if (info) this.#processOf.set(info.object, info.process);
  }

  take(index: number): void {
    const kind = this.#trace.kindAt(index);
    // The times of two processes may go back by a little along `seq`; downward on the page they must not.
    this.#t = Math.max(this.#t, this.#trace.t.at(index));
    const operation = this.#index.at(index);
    if (operation) this.#takeStep(kind, operation, index);
    else this.#takeMoment(kind, index);
  }

  /** The last line says who waits still. */
  finish(): Row[] {
    const cells: Cell[] = [];
    for (const [process, operations] of this.#waiting) {
      const lines = [...operations].map((operation) => {
        const length = this.#trace.endT - this.#trace.t.at(operation.block);
        return `${words.blockedWords(this.#trace, operation)}, still after ${duration(length)}`;
      });
      if (lines.length > 0) cells.push({ process, lines, tone: 'wait' });
    }
    if (cells.length > 0) this.#add(cells);
    return this.#rows;
  }

  #takeMoment(kind: RowKind, index: number): void {
    const trace = this.#trace;
    const process = trace.process.at(index);
    const site = trace.site.at(index);
    const text = trace.stringOf(trace.text.at(index));
    if (process !== 0 && kind !== 'begin' && kind !== 'exit') this.#seen(process);
    switch (kind) {
      case 'begin':
        this.#setLife(process, 'live');
        this.#add([cell(process, ['begin'], 'quiet', '┬')]);
        break;
      case 'exit':
        this.#exit(process, trace.code.at(index));
        break;
      case 'create':
        if (process !== 0 && trace.objects[trace.object.at(index)]?.type !== 'Process') {
          this.#add([cell(process, [this.#created(trace.object.at(index))], 'quiet')], site);
        }
        break;
      case 'start':
        this.#start(process, trace.object.at(index), site);
        break;
      case 'print': {
        const stream = trace.stringOf(trace.op.at(index)) === 'stderr' ? 'stderr ' : 'print ';
        this.#add([cell(process, words.textLines(stream, text, trace.bytes.at(index)), 'strong')]);
        break;
      }
      case 'mark':
        this.#add([cell(process, words.textLines('mark ', text), 'note')], site);
        break;
      case 'error':
        this.#add([cell(process, words.textLines('uncaught ', text), 'bad')], site);
        break;
      case 'finding':
        this.#finding(text);
        break;
    }
  }

  #takeStep(kind: RowKind, operation: OperationInfo, index: number): void {
    this.#seen(operation.process);
    const isSpan = this.#trace.stringOf(operation.op) === 'span';
    if (kind === 'call') {
      const name = words.operationName(this.#trace, operation);
      if (isSpan) this.#add([cell(operation.process, [`${name} begins`], 'note')], this.#site(operation));
      else if (operation.block < 0 && operation.end < 0) this.#add([cell(operation.process, [`${name}: no answer`])]);
    } else if (kind === 'block') {
      this.#wait(operation, true);
      this.#updateLife(operation.process);
      const blocked = words.blockedWords(this.#trace, operation);
      this.#add([cell(operation.process, [blocked], 'wait')], this.#site(operation));
      // it may be a wait for an answer to what was sent just before
      if (operation.sends) this.#lastPut = operation.message;
    } else if (kind === 'unblock') {
      this.#unblock(operation);
    } else if (isSpan) {
      const length = duration(this.#trace.t.at(index) - this.#trace.t.at(operation.call));
      const ended = `${words.operationName(this.#trace, operation)}: ${length}`;
      this.#add([cell(operation.process, [ended], 'note')]);
    } else if (operation.outcome !== 'return') {
      this.#fail(operation);
    } else if (operation.unblock < 0) {
      this.#done(operation);
    }
  }

  /** The bar ends. The get that a put has woken ends on the put's own line. */
  #unblock(operation: OperationInfo): void {
    const trace = this.#trace;
    const { process } = operation;
    const message = receivedBy(operation);
    if (trace.stringOf(operation.op) === 'sleep') {
      this.#wait(operation, false);
      this.#updateLife(process);
      return;
    }
    const others = (this.#waiting.get(process)?.size ?? 0) > 1;
    const name = others || operation.sends ? `${words.operationName(trace, operation)} after ` : '';
    const end = words.unblockedWords(trace, operation);
    const after = this.#lifeAfter(operation);
    const put = this.#rows.at(-1);
    if (message !== 0 && message === this.#lastPut && put && !put.arrow && !hasCell(put, process)) {
      const alone = `${name === '' ? `got${this.#valueOf(message)} after ` : name}${end}`;
      put.cells.push({ ...cell(process, [`${name}${end}`], 'wait'), alone });
      const putter = put.cells[0];
      if (putter) putter.alone = `${putter.lines[0] ?? ''} → ${words.processName(trace, process)}`;
      put.arrow = { from: this.#index.messages.get(message)?.putProcess ?? 0, to: process, kind: 'handed' };
      put.after.push(after);
      this.#lastPut = 0;
      return;
    }
    const got = message !== 0 && !operation.sends ? `got${this.#valueOf(message)} after ` : name;
    const arrow = this.#keptArrow(operation);
    const row = this.#add(
      [{ ...cell(process, [`${got}${end}`], 'wait'), ...this.#alone(arrow, `${got}${end}`) }],
      0,
      arrow,
    );
    row.after.push(after);
    if (operation.sends && message === 0) this.#lastPut = operation.message;
  }

  #done(operation: OperationInfo): void {
    const isReceiver = operation.message !== 0 && !operation.sends;
    const value = isReceiver ? this.#valueOf(operation.message) : '';
    const done = `${words.doneWords(this.#trace, operation)}${value}`;
    const arrow = isReceiver ? this.#keptArrow(operation) : null;
    const [only, alone] = [cell(operation.process, [done]), this.#alone(arrow, done)];
    const row = this.#add([{ ...only, ...alone }], this.#site(operation), arrow);
    if (operation.block >= 0) row.after.push(this.#lifeAfter(operation));
    if (operation.sends) this.#lastPut = operation.message;
  }

  #fail(operation: OperationInfo): void {
    const { process } = operation;
    const others = (this.#waiting.get(process)?.size ?? 0) > 1;
    const failed = words.failedWords(this.#trace, operation);
    const name = operation.block < 0 || others ? `${words.operationName(this.#trace, operation)}: ` : '';
    const site = operation.block < 0 ? this.#site(operation) : 0;
    const row = this.#add([cell(process, [`${name}${failed}`], 'bad')], site);
    if (operation.block >= 0) row.after.push(this.#lifeAfter(operation));
  }

  #exit(process: number, code: number): void {
    this.#waiting.delete(process);
    const row = this.#add([cell(process, [words.exitWords(code)], code === 0 ? 'quiet' : 'bad', '┴')]);
    this.#life.set(process, 'none');
    row.after.push([process, 'none']);
  }

  #start(process: number, object: number, site: number): void {
    const child = this.#processOf.get(object);
    const started = `start ${words.objectName(this.#trace, object)}`;
    const arrow: Arrow | null = child ? { from: process, to: child, kind: 'start' } : null;
    this.#add([cell(process, [started], 'quiet')], site, arrow);
  }

  #finding(text: string): void {
    const finding = parseFinding(text);
    if (!finding) return;
    const tone = finding.severity === 'error' ? 'bad' : 'note';
    const involved = new Set([
      ...finding.places.map((place) => place.process),
      ...finding.cycle.map((edge) => edge.from),
    ]);
    involved.delete(0);
    const cells = [...involved].map((process) => cell(process, [`✗ ${safeText(finding.id)}`], tone));
    if (cells.length > 0) this.#add(cells);
  }

  #created(object: number): string {
    const info = this.#trace.objects[object];
    const room = info && info.capacity > 0 ? ` (room for ${info.capacity})` : '';
    return `new ${safeText(info?.type ?? '')} ${info?.name ? safeText(info.name) : ''}`.trimEnd() + room;
  }

  #valueOf(message: number): string {
    return words.received(this.#trace, this.#index.messages.get(message)?.text ?? 0);
  }

  /** From the putter's lane, where the item had been lying in the queue since an earlier line. */
  #keptArrow(operation: OperationInfo): Arrow | null {
    const from = this.#index.messages.get(receivedBy(operation))?.putProcess ?? 0;
    return from === 0 || from === operation.process ? null : { from, to: operation.process, kind: 'kept' };
  }

  #alone(arrow: Arrow | null, text: string): { alone?: string } {
    return arrow ? { alone: `${text} ← ${words.processName(this.#trace, arrow.from)}` } : {};
  }

  #site(operation: OperationInfo): number {
    return this.#trace.site.at(operation.call);
  }

  #add(cells: Cell[], site = 0, arrow: Arrow | null = null): Row {
    const row: Row = { t: this.#t, cells, arrow, site, before: this.#before, after: [] };
    this.#before = [];
    this.#lastPut = 0;
    this.#rows.push(row);
    return row;
  }

  #wait(operation: OperationInfo, waits: boolean): void {
    let waiting = this.#waiting.get(operation.process);
    if (!waiting) {
      waiting = new Set();
      this.#waiting.set(operation.process, waiting);
    }
    if (waits) waiting.add(operation);
    else waiting.delete(operation);
  }

  #lifeAfter(operation: OperationInfo): [number, Life] {
    this.#wait(operation, false);
    const life = this.#lifeOf(operation.process);
    this.#life.set(operation.process, life);
    return [operation.process, life];
  }

  #lifeOf(process: number): Life {
    return (this.#waiting.get(process)?.size ?? 0) > 0 ? 'blocked' : 'live';
  }

  #seen(process: number): void {
    if (!this.#life.has(process)) this.#setLife(process, 'live');
  }

  #updateLife(process: number): void {
    this.#setLife(process, this.#lifeOf(process));
  }

  #setLife(process: number, life: Life): void {
    if (this.#life.get(process) === life) return;
    this.#life.set(process, life);
    this.#before.push([process, life]);
  }
}

function cell(process: number, lines: string[], tone: Tone = 'plain', glyph?: string): Cell {
  return glyph === undefined ? { process, lines, tone } : { process, lines, tone, glyph };
}

function hasCell(row: Row, process: number): boolean {
  return row.cells.some((other) => other.process === process);
}

/** The message that an operation was given, 0 for none: an item, or the answer to what it sent. */
function receivedBy({ answer, message, sends }: OperationInfo): number {
  return sends ? answer : message;
}
