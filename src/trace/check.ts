// What a row from a file must satisfy before it enters a Trace: a trace may come from anywhere, and views trust the Trace.

import type { NumberValues } from './batch.ts';
import { firstEventKind, kindNumber, type RunMeta, rowKinds, type TraceRow } from './event.ts';
import { type Finding, type Place, severities } from './finding.ts';
import { isPacked } from './packed.ts';
import type { NumberColumn } from './schema.ts';

/** Numbers are given out one by one, each defined by a row; far beyond the rows there is no honest one. */
const numberSlack = 65_536;
/** Width of the process columns in memory. */
const greatestProcess = 65_535;

export interface RowContext {
  /** Rows read so far. */
  rows: number;
  /** `seq` of the event before. */
  lastSeq: number;
  stringOf(number: number): string;
}

/** Whether an event other than a finding, packed or not, is beyond doubt; the check of {@link rowFault} on columns. */
export function isSoundEvent(
  numbers: Readonly<Record<NumberColumn, NumberValues>>,
  i: number,
  lastSeq: number,
): boolean {
  const kind = numbers.kind[i] ?? 0;
  return (
    (isPacked(kind)
      ? isTime((numbers.t[i] ?? Number.NaN) + (numbers.code[i] ?? Number.NaN))
      : kind >= firstEventKind && kind < kindNumber.finding) &&
    (numbers.seq[i] ?? 0) > lastSeq &&
    isTime(numbers.t[i] ?? Number.NaN) &&
    isTime(numbers.k[i] ?? Number.NaN) &&
    Number.isFinite(numbers.bytes[i]) &&
    (numbers.process[i] ?? 0) <= greatestProcess &&
    (numbers.by[i] ?? 0) <= greatestProcess
  );
}

/** What is wrong with a row whose kind is known; null for a good one. */
export function rowFault(row: TraceRow, { rows, lastSeq, stringOf }: RowContext): string | null {
  if (row.process > greatestProcess || row.by > greatestProcess) return `process number ${row.process}`;
  if (row.kind >= firstEventKind) {
    if (row.seq <= lastSeq) return `seq ${row.seq} after seq ${lastSeq}`;
    if (!isTime(row.t) || !isTime(row.k)) return `time ${row.t}`;
    if (!Number.isFinite(row.bytes)) return `size ${row.bytes}`;
    if (row.kind === kindNumber.finding && !parseFinding(stringOf(row.text))) return 'a finding that is none';
    return null;
  }
  if (row.kind === kindNumber.meta)
    return parseMeta(stringOf(row.text)) ? null : 'a description of the run that is none';
  const number = definedNumber(row);
  return isSoundNumber(number, rows) ? null : `${rowKinds[row.kind]} number ${number}`;
}

/** Whether a definition in the given row may give this number. */
export function isSoundNumber(number: number, rows: number): boolean {
  return number >= 1 && number <= rows + numberSlack;
}

function definedNumber(row: TraceRow): number {
  switch (rowKinds[row.kind]) {
    case 'string':
      return row.text;
    case 'site':
      return row.site;
    case 'object':
      return row.object;
    default:
      return row.process;
  }
}

function isTime(value: number): boolean {
  return value >= 0 && value <= Number.MAX_SAFE_INTEGER;
}

type Json = Record<string, unknown>;

function parseObject(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null; // no JSON: the caller reports the row
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The run's description; null when the text is none. */
export function parseMeta(text: string): RunMeta | null {
  const meta = parseObject(text);
  if (!meta || typeof meta.version !== 'number' || !Array.isArray(meta.args)) return null;
  const texts = [meta.script, meta.cwd, meta.started, meta.node, meta.platform, ...meta.args];
  if (!texts.every((value) => typeof value === 'string')) return null;
  const numbers = [meta.exitCode, meta.cores];
  if (!numbers.every((value) => value === undefined || typeof value === 'number')) return null;
  return meta as unknown as RunMeta;
}

/** A finding; null when the text is none. */
export function parseFinding(text: string): Finding | null {
  const finding = parseObject(text);
  if (!finding) return null;
  const texts = [finding.id, finding.title, finding.message, finding.cure];
  if (!texts.every((value) => typeof value === 'string')) return null;
  if (!severities.some((severity) => severity === finding.severity)) return null;
  if (!Array.isArray(finding.places) || !finding.places.every(isPlace)) return null;
  if (!Array.isArray(finding.cycle) || !finding.cycle.every(isEdge)) return null;
  return finding as unknown as Finding;
}

function isPlace(value: unknown): value is Place {
  return isObject(value) && typeof value.text === 'string' && areCounts(value.process, value.site, value.seq);
}

function isEdge(value: unknown): boolean {
  return isObject(value) && areCounts(value.from, value.to, value.object);
}

function areCounts(...values: unknown[]): boolean {
  return values.every((value) => Number.isSafeInteger(value) && (value as number) >= 0);
}
