// The trace in memory: columns of events and tables of what they name. Built row by row, live or from a file; read-only for everybody else.

import type { Nanos } from '../base/units.ts';
import { type ColumnArray, float64, int32, uint8, uint16, uint32 } from './columns.ts';
import { firstEventKind, kindNumber, type RowKind, type RunMeta, rowKinds, type TraceRow } from './event.ts';
import type { Finding } from './finding.ts';

export interface SiteInfo {
  /** Relative to the run's working folder with `/`, or absolute where it lies outside. */
  file: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
}

export interface ObjectInfo {
  object: number;
  /** `Queue`, `JoinableQueue`, `SimpleQueue`, `Process`… */
  type: string;
  name: string;
  /** 0: unbounded. */
  capacity: number;
  creator: number;
  site: number;
}

export interface ProcessInfo {
  process: number;
  /** The process as an object that others start and join. */
  object: number;
  name: string;
  parent: number;
  /** 0 until known. */
  pid: number;
  daemon: boolean;
  /** -1 while it has not begun. */
  beginT: Nanos;
  /** -1 while it lives. */
  exitT: Nanos;
  exitCode: number | null;
}

export type EventColumn = Exclude<keyof TraceRow, 'value'>;

const eventColumns: readonly EventColumn[] = [
  'seq',
  't',
  'k',
  'kind',
  'process',
  'object',
  'op',
  'operation',
  'message',
  'by',
  'reason',
  'size',
  'site',
  'text',
  'code',
  'bytes',
];

/** Events are addressed by their index, 0 … `length - 1`, in the order of `seq`. */
export class Trace {
  readonly seq = uint32();
  readonly t = float64();
  readonly k = float64();
  readonly kind = uint8();
  readonly process = uint16();
  readonly object = uint32();
  readonly op = uint32();
  readonly operation = uint32();
  readonly message = uint32();
  readonly by = uint16();
  readonly reason = uint32();
  readonly size = int32();
  readonly site = uint32();
  readonly text = uint32();
  readonly code = int32();
  readonly bytes = float64();

  readonly strings: string[] = [''];
  readonly sites: (SiteInfo | undefined)[] = [undefined];
  readonly objects: (ObjectInfo | undefined)[] = [undefined];
  readonly processes: (ProcessInfo | undefined)[] = [undefined];
  meta: RunMeta | null = null;

  /** Number of events; rows that only define are not counted. */
  get length(): number {
    return this.seq.length;
  }

  /** Time of the last event, the length of the run so far. */
  get endT(): Nanos {
    return this.#endT;
  }
  #endT: Nanos = 0;

  kindAt(index: number): RowKind {
    return rowKinds[this.kind.at(index)] ?? 'meta';
  }

  stringOf(number: number): string {
    return this.strings[number] ?? '';
  }

  siteOf(number: number): SiteInfo | undefined {
    return this.sites[number];
  }

  processName(number: number): string {
    return this.processes[number]?.name ?? '';
  }

  objectName(number: number): string {
    return this.objects[number]?.name ?? '';
  }

  /** The event with this `seq`, or the last one before it; -1 where there is none. */
  rowOfSeq(seq: number): number {
    const all = this.seq.view();
    let [low, high] = [0, all.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((all[middle] ?? 0) <= seq) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** Findings in the order in which they were said. */
  findings(): Finding[] {
    const found: Finding[] = [];
    for (let i = 0; i < this.length; i++) {
      if (this.kind.at(i) === kindNumber.finding) found.push(JSON.parse(this.stringOf(this.text.at(i))) as Finding);
    }
    return found;
  }

  /** Takes the next row of the file or of the running kernel. */
  append(row: TraceRow): void {
    if (row.kind < firstEventKind) {
      this.#define(row);
      return;
    }
    this.seq.push(row.seq);
    this.t.push(row.t);
    this.k.push(row.k);
    this.kind.push(row.kind);
    this.process.push(row.process);
    this.object.push(row.object);
    this.op.push(row.op);
    this.operation.push(row.operation);
    this.message.push(row.message);
    this.by.push(row.by);
    this.reason.push(row.reason);
    this.size.push(row.size);
    this.site.push(row.site);
    this.text.push(row.text);
    this.code.push(row.code);
    this.bytes.push(row.bytes);
    this.#note(row.t, row.kind, row.process, row.code);
  }

  /** Takes rows `from` to `to` (not included) of whole columns; each must be an event. The fast way in for a file. */
  appendEvents(columns: Readonly<Record<EventColumn, ColumnArray>>, from: number, to: number): void {
    for (const name of eventColumns) this[name].pushAll(columns[name].subarray(from, to));
    for (let i = this.length - (to - from); i < this.length; i++) {
      this.#note(this.t.at(i), this.kind.at(i), this.process.at(i), this.code.at(i));
    }
  }

  #note(t: Nanos, kind: number, number: number, code: number): void {
    if (t > this.#endT) this.#endT = t;
    if (kind !== kindNumber.begin && kind !== kindNumber.exit) return;
    const process = this.processes[number];
    if (!process) return;
    if (kind === kindNumber.begin) process.beginT = t;
    else {
      process.exitT = t;
      process.exitCode = code;
    }
  }

  #define(row: TraceRow): void {
    switch (rowKinds[row.kind]) {
      case 'meta':
        this.meta = JSON.parse(this.stringOf(row.text)) as RunMeta;
        break;
      case 'string':
        this.strings[row.text] = row.value ?? '';
        break;
      case 'site':
        this.sites[row.site] = { file: this.stringOf(row.text), line: row.size, column: row.code };
        break;
      case 'object':
        this.objects[row.object] = {
          object: row.object,
          type: this.stringOf(row.op),
          name: this.stringOf(row.text),
          capacity: row.size,
          creator: row.process,
          site: row.site,
        };
        break;
      case 'process': {
        const known = this.processes[row.process];
        this.processes[row.process] = {
          process: row.process,
          object: row.object,
          name: this.stringOf(row.text),
          parent: row.by,
          pid: row.code,
          daemon: row.size === 1,
          beginT: known?.beginT ?? -1,
          exitT: known?.exitT ?? -1,
          exitCode: known?.exitCode ?? null,
        };
        break;
      }
    }
  }
}
