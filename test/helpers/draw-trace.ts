// Makes the rows of a trace from a short story, so that a test says what happened and not which numbers stood in which column.

import { toNanos } from '../../src/base/units.ts';
import { blankRow, kindNumber, type RowKind, type TraceRow, traceVersion } from '../../src/trace/event.ts';
import type { Finding } from '../../src/trace/finding.ts';
import { Trace } from '../../src/trace/trace.ts';

export const emptyRow: TraceRow = { ...blankRow, size: 0 };

interface Operation {
  number: number;
  process: number;
  object: number;
  op: string;
  site: string;
  message: number;
}

type Extra = Partial<Record<'message' | 'size' | 'code' | 'bytes', number>> & { text?: string };

/** Times are milliseconds; a site is `file:line` or `file:line:column`. */
export class TraceDrawing {
  readonly rows: TraceRow[] = [];
  #now = 0;
  #seq = 0;
  #operations = 0;
  #messages = 0;
  #objects = 0;
  #processes = 0;
  readonly #strings = new Map<string, number>();
  readonly #sites = new Map<string, number>();
  readonly #objectOf = new Map<number, number>();

  constructor(meta: Partial<{ script: string; version: number; cores: number }> = {}) {
    const run = { version: traceVersion, script: 'greet.ts', args: [], cwd: '/home/ann/demo', ...meta };
    const text = JSON.stringify({ ...run, started: '2026-11-20T10:00:00Z', node: 'v24.21.0', platform: 'linux' });
    this.#define('meta', { text: this.string(text) });
  }

  /** The trace that the rows give. */
  trace(): Trace {
    const trace = new Trace();
    for (const row of this.rows) trace.append(row);
    return trace;
  }

  at(ms: number): this {
    this.#now = toNanos(ms);
    return this;
  }

  string(value: string): number {
    if (value === '') return 0;
    const known = this.#strings.get(value);
    if (known) return known;
    const number = this.#strings.size + 1;
    this.#strings.set(value, number);
    this.#define('string', { text: number, value });
    return number;
  }

  site(place: string): number {
    if (place === '') return 0;
    const known = this.#sites.get(place);
    if (known) return known;
    const [file = '', line = '0', column = '1'] = place.split(':');
    const number = this.#sites.size + 1;
    this.#sites.set(place, number);
    this.#define('site', { site: number, text: this.string(file), size: Number(line), code: Number(column) });
    return number;
  }

  /** A process that has neither been started nor begun. */
  process(name: string, { parent = 0, site = '' } = {}): number {
    const number = ++this.#processes;
    const object = this.#object('Process', name, { by: parent, site, capacity: 0 });
    this.#objectOf.set(number, object);
    this.#define('process', { process: number, object, text: this.string(name), by: parent, code: 4000 + number });
    return number;
  }

  queue(by: number, name: string, site: string, { capacity = 0, type = 'Queue' } = {}): number {
    const object = this.#object(type, name, { by, site, capacity });
    this.#event('create', { process: by, object, op: this.string(type), site: this.site(site) });
    return object;
  }

  start(by: number, child: number, site: string): void {
    this.#event('start', { process: by, object: this.#objectOf.get(child) ?? 0, site: this.site(site) });
  }

  begin(process: number): void {
    this.#event('begin', { process });
  }

  exit(process: number, code = 0): void {
    this.#event('exit', { process, code });
  }

  print(process: number, text: string, stream = 'stdout'): void {
    this.#event('print', { process, op: this.string(stream), text: this.string(text), bytes: text.length });
  }

  mark(process: number, text: string, site: string): void {
    this.#event('mark', { process, text: this.string(text), site: this.site(site) });
  }

  finding(finding: Finding): void {
    this.#event('finding', { text: this.string(JSON.stringify(finding)) });
  }

  uncaught(process: number, text: string): void {
    this.#event('error', { process, text: this.string(text) });
  }

  call(process: number, object: number, op: string, site: string, extra: Extra = {}): Operation {
    const operation = { number: ++this.#operations, process, object, op, site, message: extra.message ?? 0 };
    this.#step('call', operation, { ...extra });
    return operation;
  }

  block(operation: Operation, reason: string, size = 0): void {
    this.#step('block', operation, { size }, { reason: this.string(reason) });
  }

  unblock(operation: Operation, by: number, extra: Extra = {}): void {
    this.#step('unblock', operation, extra, { by });
  }

  end(operation: Operation, kind: 'return' | 'timeout' | 'cancel' | 'error' = 'return', extra: Extra = {}): void {
    this.#step(kind, operation, extra);
  }

  /** A put that does not wait; returns the message. */
  put(process: number, queue: number, preview: string, site: string, size: number): number {
    const message = ++this.#messages;
    const operation = this.call(process, queue, 'put', site, { message, text: preview, bytes: preview.length });
    this.end(operation, 'return', { message, size });
    return message;
  }

  /** A number for a message whose put is written step by step. */
  message(): number {
    return ++this.#messages;
  }

  /** Waiting on a process' end. */
  join(process: number, child: number, site: string): Operation {
    const operation = this.call(process, this.#objectOf.get(child) ?? 0, 'join', site);
    this.block(operation, 'join');
    return operation;
  }

  sleep(process: number, site: string): Operation {
    const operation = this.call(process, 0, 'sleep', site);
    this.block(operation, 'sleep');
    return operation;
  }

  #object(type: string, name: string, { by = 0, site = '', capacity = 0 }): number {
    const object = ++this.#objects;
    const [op, text] = [this.string(type), this.string(name)];
    this.#define('object', { object, op, text, size: capacity, process: by, site: this.site(site) });
    return object;
  }

  #step(kind: RowKind, operation: Operation, extra: Extra, more: Partial<TraceRow> = {}): void {
    const { text, ...numbers } = extra;
    this.#event(kind, {
      process: operation.process,
      object: operation.object,
      op: this.string(operation.op),
      operation: operation.number,
      message: operation.message,
      site: kind === 'call' ? this.site(operation.site) : 0,
      text: this.string(text ?? ''),
      ...numbers,
      ...more,
    });
  }

  #define(kind: RowKind, fields: Partial<TraceRow>): void {
    this.rows.push({ ...emptyRow, kind: kindNumber[kind], ...fields });
  }

  #event(kind: RowKind, fields: Partial<TraceRow>): void {
    const [t, k] = [this.#now, this.#now];
    this.rows.push({ ...emptyRow, seq: ++this.#seq, t, k, kind: kindNumber[kind], size: -1, ...fields });
  }
}
