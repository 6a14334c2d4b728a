// All that is known about one event, as lines for the details panel and, shortened, for the tooltip.

import type { Nanos } from '../../src/base/units.ts';
import { formatBytes, formatDuration, formatInstant } from '../layout/format.ts';
import { blockedFor, eventText, exitText, oneLine } from './describe.ts';
import type { Model } from './model.ts';

export interface SitePlace {
  file: string;
  line: number;
  column: number;
}

export interface DetailLine {
  label: string;
  text: string;
  /** A source line to open. */
  site?: SitePlace;
  /** Another event to go to. */
  row?: number;
  mono?: boolean;
}

export interface Details {
  row: number;
  seq: number;
  title: string;
  lines: DetailLine[];
}

export function siteAt(model: Model, row: number): SitePlace | null {
  const site = row < 0 ? undefined : model.trace.siteOf(model.trace.site.at(row));
  return site ? { file: site.file, line: site.line, column: site.column } : null;
}

export function siteText(site: SitePlace): string {
  return `${site.file}:${site.line}`;
}

export function detailsOf(model: Model, row: number, now: Nanos): Details {
  const { trace, operations } = model;
  const operation = trace.operation.at(row);
  const message = operations.messageOf(operation);
  const name = trace.processName(model.processOf(row));
  const what = eventText(model, row, now);
  const details: Details = {
    row,
    seq: trace.seq.at(row),
    title: name === '' ? what : `${name}: ${what}`,
    lines: message === 0 ? plainLines(model, row, now) : messageLines(model, message, now),
  };
  return details;
}

function moment(model: Model, row: number): string {
  return formatInstant(model.trace.t.at(row), model.trace.endT);
}

/** A line with the time of a row and, where there is one, its source line. */
function timed(model: Model, label: string, row: number, more = '', site = false): DetailLine {
  const line: DetailLine = { label, text: row < 0 ? 'not yet' : `${moment(model, row)}${more}` };
  const place = site ? siteAt(model, row) : null;
  if (place) line.site = place;
  if (row >= 0 && model.trace.kindAt(row) === 'call') line.row = row;
  return line;
}

function plainLines(model: Model, row: number, now: Nanos): DetailLine[] {
  const { trace } = model;
  const lines: DetailLine[] = [timed(model, 'At', row, '', true)];
  const text = trace.stringOf(trace.text.at(row));
  const kind = trace.kindAt(row);
  if (kind === 'print') lines.push({ label: trace.stringOf(trace.op.at(row)) || 'Printed', text, mono: true });
  if (kind === 'mark' || kind === 'error') lines.push({ label: kind === 'mark' ? 'Mark' : 'Error', text, mono: true });
  if (kind === 'exit') lines.push({ label: 'Ended', text: exitText(trace.code.at(row)) });
  if (trace.bytes.at(row) > 0) lines.push({ label: 'Size', text: formatBytes(trace.bytes.at(row)) });
  lines.push(...waitLines(model, trace.operation.at(row), now));
  if (kind === 'finding') {
    const finding = model.findings.find((entry) => entry.row === row)?.finding;
    if (finding) lines.push({ label: 'Why', text: finding.message }, { label: 'What to do', text: finding.cure });
  }
  return lines;
}

/** What an operation waited for, how long, and who ended it. */
function waitLines(model: Model, operation: number, now: Nanos): DetailLine[] {
  const { trace, operations } = model;
  const blocked = operation === 0 ? null : blockedFor(model, operation, now);
  if (!blocked) return [];
  const state = blocked.open ? 'Waits since' : 'Waited';
  const lines: DetailLine[] = [{ label: state, text: `${formatDuration(blocked.ns)} (${blocked.reason})` }];
  const unblock = operations.unblock(operation);
  if (unblock < 0) return lines;
  const by = trace.by.at(unblock);
  if (by !== 0) lines.push({ label: 'Woken by', text: `${trace.processName(by)} at ${moment(model, unblock)}` });
  const end = operations.end(operation);
  if (end >= 0) lines.push(timed(model, 'Went on', end));
  return lines;
}

/** The five times of a message, both source lines, and who woke whom. */
function messageLines(model: Model, message: number, now: Nanos): DetailLine[] {
  const { trace, operations } = model;
  const [put, get] = [operations.putOf(message), operations.getOf(message)];
  const call = operations.call(put);
  const sent = operations.sent(message);
  const [taken, got] = get === 0 ? [-1, -1] : [operations.effect(get), operations.end(get)];
  const by = (row: number) => (row < 0 ? '' : ` by ${trace.processName(model.processOf(row))}`);
  const preview = call < 0 ? '' : trace.stringOf(trace.text.at(call));
  const lines: DetailLine[] = [];
  if (preview !== '') lines.push({ label: 'Item', text: oneLine(preview), mono: true });
  lines.push(timed(model, 'Put called', call, by(call), true));
  const isAsking = sent >= 0 && sent === operations.block(put);
  lines.push({ label: isAsking ? 'Waited for the answer' : 'Put blocked', text: waited(model, put, now) });
  lines.push(timed(model, 'Enqueued', sent));
  lines.push(timed(model, 'Dequeued', taken, sent >= 0 && taken >= 0 ? stay(model, sent, taken) : ''));
  const getCall = get === 0 ? -1 : operations.call(get);
  if (getCall >= 0) {
    lines.push(timed(model, 'Get called', getCall, by(getCall), true));
    lines.push({ label: 'Get blocked', text: waited(model, get, now) });
  }
  lines.push(timed(model, 'Get returned', got));
  const bytes = call < 0 ? 0 : trace.bytes.at(call);
  if (bytes > 0) lines.push({ label: 'Size', text: formatBytes(bytes) });
  for (const operation of [put, get]) {
    const unblock = operation === 0 ? -1 : operations.unblock(operation);
    const waker = unblock < 0 ? 0 : trace.by.at(unblock);
    if (waker === 0) continue;
    const woken = trace.processName(model.processOf(unblock));
    lines.push({ label: 'Woken', text: `${woken} was woken by ${trace.processName(waker)}` });
  }
  return lines;
}

function stay(model: Model, sent: number, taken: number): string {
  const ns = model.trace.t.at(taken) - model.trace.t.at(sent);
  return ns <= 0 ? ', handed over at once' : `, ${formatDuration(ns)} in the queue`;
}

function waited(model: Model, operation: number, now: Nanos): string {
  const blocked = operation === 0 ? null : blockedFor(model, operation, now);
  if (!blocked) return 'no';
  return `${formatDuration(blocked.ns)} (${blocked.reason})${blocked.open ? ', still waiting' : ''}`;
}
