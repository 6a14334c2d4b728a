// Turns what the kernel does into rows of the trace: numbers for strings and sites, and times that are monotone along `seq`.

import type { Nanos } from '../base/units.ts';
import { kindNumber, type RowKind, type RunMeta, type TraceRow } from '../trace/event.ts';

export type RowSink = (row: TraceRow) => void;

/** The fields of an event that differ from "none". */
export type EventFields = Partial<Omit<TraceRow, 'seq' | 'kind' | 'value'>> & { t: Nanos; k: Nanos };

const none: TraceRow = {
  seq: 0,
  t: 0,
  k: 0,
  kind: 0,
  process: 0,
  object: 0,
  op: 0,
  operation: 0,
  message: 0,
  by: 0,
  reason: 0,
  size: -1,
  site: 0,
  text: 0,
  code: 0,
  bytes: 0,
  value: null,
};

export class Recorder {
  readonly #sink: RowSink;
  readonly #strings = new Map<string, number>();
  readonly #sites = new Map<string, number>();
  readonly #lastOfProcess = new Map<number, Nanos>();
  readonly #lastOfObject = new Map<number, Nanos>();
  readonly #places: string[] = [''];
  #stringCount = 0;
  #seq = 0;

  constructor(sink: RowSink) {
    this.#sink = sink;
  }

  get seq(): number {
    return this.#seq;
  }

  /** Records one event. @returns its `seq`. */
  event(kind: RowKind, fields: EventFields): number {
    const row: TraceRow = { ...none, ...fields, kind: kindNumber[kind], seq: ++this.#seq };
    const process = this.#lastOfProcess.get(row.process) ?? 0;
    const object = row.object === 0 ? 0 : (this.#lastOfObject.get(row.object) ?? 0);
    row.t = Math.max(row.t, process, object);
    this.#lastOfProcess.set(row.process, row.t);
    if (row.object !== 0) this.#lastOfObject.set(row.object, row.t);
    this.#sink(row);
    return row.seq;
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
  text(value: string): number {
    if (value === '') return 0;
    const number = ++this.#stringCount;
    this.#sink({ ...none, kind: kindNumber.string, text: number, value });
    return number;
  }

  site(file: string, line: number, column: number): number {
    const key = `${file}:${line}:${column}`;
    const known = this.#sites.get(key);
    if (known !== undefined) return known;
    const site = this.#sites.size + 1;
    this.#sites.set(key, site);
    this.#places.push(`${file}:${line}`);
    this.#sink({ ...none, kind: kindNumber.site, site, text: this.string(file), size: line, code: column });
    return site;
  }

  /** `greet.ts:5`, for sentences; empty for no site. */
  place(site: number): string {
    return this.#places[site] ?? '';
  }

  object(fields: {
    object: number;
    type: string;
    name: string;
    capacity: number;
    creator: number;
    site: number;
  }): void {
    const { object, type, name, capacity, creator, site } = fields;
    const row = { ...none, kind: kindNumber.object, object, site, process: creator, size: capacity };
    this.#sink({ ...row, op: this.string(type), text: this.string(name) });
  }

  process(fields: {
    process: number;
    object: number;
    name: string;
    parent: number;
    pid: number;
    daemon: boolean;
  }): void {
    const { process, object, name, parent, pid, daemon } = fields;
    const row = { ...none, kind: kindNumber.process, process, object, by: parent, code: pid };
    this.#sink({ ...row, text: this.string(name), size: daemon ? 1 : 0 });
  }

  meta(meta: RunMeta): void {
    this.#sink({ ...none, kind: kindNumber.meta, text: this.text(JSON.stringify(meta)) });
  }
}
