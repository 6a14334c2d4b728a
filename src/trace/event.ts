// The closed vocabulary of the trace: every row of a `.lanes` file is one of these kinds, and FORMAT.md explains each.

import type { Nanos } from '../base/units.ts';

/**
 * Row kinds; the position is the number in the file and never changes.
 * The first five define numbers that later rows use; the others are events, in the order of `seq`.
 */
export const rowKinds = [
  'meta', // text: JSON about the run (RunMeta); may come again, the last one wins
  'string', // defines `text` = value
  'site', // defines `site`: text = file, size = line, code = column (both from 1)
  'object', // defines `object`: op = type ('Queue', 'Process', …), text = name, size = capacity (0: unbounded), process = creator, site
  'process', // defines `process`: object = its own object, text = name, by = parent (0: none), code = pid, size = 1 for a daemon
  'create', // process, object, op = type, site: an object came to be
  'start', // by the creator: object = the process that was started, site
  'begin', // the child's first moment: process
  'exit', // process, code (negative: the signal's number)
  'call', // process, object, op, operation, site; message, text (preview) and bytes where something is sent; code = 1 where it gives up after a time
  'block', // operation, reason, size: the operation has to wait
  'unblock', // operation, by, message, size: what it waited for is there
  'return', // operation, message, size, code (the answer of a question such as qsize): the caller goes on
  'timeout', // operation: the time was over
  'cancel', // operation: its signal was aborted
  'error', // operation, text: it failed; without operation: an uncaught error of the process
  'print', // process, op ('stdout' | 'stderr'), text (capped), bytes (full length)
  'mark', // process, text, site
  'finding', // text: JSON of a Finding
] as const;

export type RowKind = (typeof rowKinds)[number];

export const kindNumber: Readonly<Record<RowKind, number>> = Object.fromEntries(
  rowKinds.map((kind, number) => [kind, number]),
) as Record<RowKind, number>;

/** Kinds below this number define, kinds from it on are events. */
export const firstEventKind = kindNumber.create;

/**
 * One row of the trace. Numbers of things start at 1; 0 means "none".
 * `operation` ties the call, block, unblock and return of one operation together; `message` an item from its put to its get.
 */
export interface TraceRow {
  /** The kernel's order, from 1; 0 in rows that define. Extends every process's program order and every cause. */
  seq: number;
  /** The caller's time, raised to be monotone along `seq` within one process and one object. */
  t: Nanos;
  /** The kernel's time. */
  k: Nanos;
  kind: number;
  process: number;
  object: number;
  /** Number of a string: the method (`get`), the type of an object, or the stream of a print. */
  op: number;
  operation: number;
  message: number;
  /** On `unblock`: the process whose operation woke this one. */
  by: number;
  /** Number of a string, on `block`: empty, full, join, unfinished, sleep, locked, zero, unset, notify, barrier… */
  reason: number;
  /** Items in the queue (or permits, or waiters) after the event; -1 where it does not apply. */
  size: number;
  site: number;
  /** Number of a string: a name, a preview, printed text, JSON. */
  text: number;
  /** Exit code, or the answer of a question. */
  code: number;
  /** Full length in bytes of what was sent or printed. */
  bytes: number;
  /** In rows that define a string; in a file also where the row itself is the first to use its `text`. */
  value: string | null;
}

/** A row in which nothing applies: every new row begins as a copy of it. */
export const blankRow: Readonly<TraceRow> = {
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

/** What the `meta` row says about the run. */
export interface RunMeta {
  version: number;
  /** As given on the command line. */
  script: string;
  args: string[];
  /** Absolute working folder; sites inside it are relative to it. */
  cwd: string;
  /** ISO 8601. */
  started: string;
  node: string;
  platform: string;
  /** How many processes can compute at the same time; older traces do not tell. */
  cores?: number;
  /** Only once the run has ended. */
  exitCode?: number;
}

/** Written in every file; a reader refuses a greater one. */
export const traceVersion = 1;
