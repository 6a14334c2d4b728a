// Turns what the kernel does into rows of the trace: numbers for strings and sites, and times that are monotone along `seq`.

import type { Slice } from '../base/slice.ts';
import type { Nanos } from '../base/units.ts';
import { blankRow, kindNumber, type RowKind, type RunMeta, type TraceRow } from '../trace/event.ts';
import type { ObjectInfo, ProcessInfo } from '../trace/trace.ts';
import type { Operation } from './object-rule.ts';

export type RowSink = (row: TraceRow) => void;
/** Takes a string's definition as bytes, which it copies. */
export type TextSink = (number: number, text: Slice) => void;

/** What can happen to an operation after its call. */
export type OperationKind = 'block' | 'unblock' | 'return' | 'timeout' | 'cancel' | 'error';

/** The fields of an event that differ from "none". */
export type EventFields = Partial<Omit<TraceRow, 'seq' | 'kind' | 'value'>> & { t: Nanos; k: Nanos };

/** The sink gets one and the same object for every event: it copies what it keeps. */
export class Recorder {
  readonly #sink: RowSink;
  readonly #textSink: TextSink | undefined;
  readonly #row: TraceRow = { ...blankRow };
  readonly #definition: TraceRow = { ...blankRow, kind: kindNumber.string };
  readonly #strings = new Map<string, number>();
  readonly #sites = new Map<string, number>();
  readonly #places: string[] = [''];
  // by number of the process or object; they are small and dense
  readonly #lastOfProcess: Nanos[] = [];
  readonly #lastOfObject: Nanos[] = [];
  #stringCount = 0;
  #seq = 0;

  constructor(sink: RowSink, textSink?: TextSink) {
    this.#sink = sink;
    this.#textSink = textSink;
  }

  get seq(): number {
    return this.#seq;
  }

  /** Records one event; its time is raised to be monotone within its process and its object. @returns its `seq`. */
  event(kind: RowKind, fields: EventFields): number {
    // one object for all events, filled field by field: a busy run makes little garbage
    const row = this.#row;
    const { process = 0, object = 0 } = fields;
    row.seq = ++this.#seq;
    row.t = this.#monotone(fields.t, process, object);
    row.k = fields.k;
    row.kind = kindNumber[kind];
    row.process = process;
    row.object = object;
    row.op = fields.op ?? 0;
    row.operation = fields.operation ?? 0;
    row.message = fields.message ?? 0;
    row.by = fields.by ?? 0;
    row.reason = fields.reason ?? 0;
    row.size = fields.size ?? -1;
    row.site = fields.site ?? 0;
    row.text = fields.text ?? 0;
    row.code = fields.code ?? 0;
    row.bytes = fields.bytes ?? 0;
    this.#sink(row);
    return row.seq;
  }

  /** The same as `event`, for the two that most rows are. */
  call(operation: Operation, k: Nanos, text: number): void {
    const { process, object, rule, site, message } = operation;
    const row = this.#begun('call', operation.calledAt, k, process, object.id);
    row.op = this.string(rule.name);
    row.operation = operation.id;
    row.message = message === null ? 0 : message.id;
    row.size = -1;
    row.site = site;
    row.text = text;
    row.code = operation.deadline < Number.POSITIVE_INFINITY && !rule.sleeps ? 1 : 0;
    row.bytes = message === null ? 0 : message.bytes;
    this.#sink(row);
  }

  return(operation: Operation, at: Nanos, k: Nanos, message: number, code: number): void {
    const { process, object, rule } = operation;
    const row = this.#begun('return', at, k, process, object.id);
    row.op = this.string(rule.name);
    row.operation = operation.id;
    row.message = message;
    row.size = object.state.size();
    row.site = 0;
    row.text = 0;
    row.code = code;
    row.bytes = 0;
    this.#sink(row);
  }

  #begun(kind: RowKind, at: Nanos, k: Nanos, process: number, object: number): TraceRow {
    const row = this.#row;
    row.seq = ++this.#seq;
    row.t = this.#monotone(at, process, object);
    row.k = k;
    row.kind = kindNumber[kind];
    row.process = process;
    row.object = object;
    row.by = 0;
    row.reason = 0;
    return row;
  }

  #monotone(at: Nanos, process: number, object: number): Nanos {
    const ofObject = object === 0 ? 0 : (this.#lastOfObject[object] ?? 0);
    const t = Math.max(at, this.#lastOfProcess[process] ?? 0, ofObject);
    this.#lastOfProcess[process] = t;
    if (object !== 0) this.#lastOfObject[object] = t;
    return t;
  }

  /** Number of a string that will come again: a name, a method, a reason. */
  string(value: string): number {
    if (value === '') return 0;
    const known = this.#strings.get(value);
    if (known !== undefined) return known;
    const number = this.text(value);
    this.#strings.set(value, number);
    return number;
  }

  /** Number of a string that is used once: what was printed, a preview. */
  text(value: string | Slice): number {
    if (value === '') return 0;
    const number = ++this.#stringCount;
    if (typeof value !== 'string' && this.#textSink) {
      this.#textSink(number, value);
      return number;
    }
    const row = this.#definition;
    row.text = number;
    row.value = typeof value === 'string' ? value : value.text();
    this.#sink(row);
    return number;
  }

  site(file: string, line: number, column: number): number {
    const key = `${file}:${line}:${column}`;
    const known = this.#sites.get(key);
    if (known !== undefined) return known;
    const site = this.#sites.size + 1;
    this.#sites.set(key, site);
    this.#places.push(`${file}:${line}`);
    this.#sink({ ...blankRow, kind: kindNumber.site, site, text: this.string(file), size: line, code: column });
    return site;
  }

  /** `greet.ts:5`, for sentences; empty for no site. */
  place(site: number): string {
    return this.#places[site] ?? '';
  }

  object(fields: ObjectInfo): void {
    const { object, type, name, capacity, creator, site } = fields;
    const row = { ...blankRow, kind: kindNumber.object, object, site, process: creator, size: capacity };
    this.#sink({ ...row, op: this.string(type), text: this.string(name) });
  }

  process(fields: Omit<ProcessInfo, 'beginT' | 'exitT' | 'exitCode'>): void {
    const { process, object, name, parent, pid, daemon } = fields;
    const row = { ...blankRow, kind: kindNumber.process, process, object, by: parent, code: pid };
    this.#sink({ ...row, text: this.string(name), size: daemon ? 1 : 0 });
  }

  meta(meta: RunMeta): void {
    this.#sink({ ...blankRow, kind: kindNumber.meta, text: this.text(JSON.stringify(meta)) });
  }
}
