// One event a line, names instead of numbers: for scripts, tests and grep.

import { allFindings } from '../analysis/index.ts';
import { toMillis } from '../base/units.ts';
import { kindNumber } from '../trace/event.ts';
import type { Finding } from '../trace/finding.ts';
import { OperationIndex } from '../trace/operations.ts';
import type { Trace } from '../trace/trace.ts';
import type { ExportFormat, ExportOptions } from './format.ts';

/** A line of the export; a field that does not apply is absent. */
export interface JsonEvent {
  /** The kernel's order. */
  seq: number;
  /** Milliseconds since the run began. */
  t: number;
  kind: string;
  process?: string;
  object?: string;
  op?: string;
  operation?: number;
  message?: number;
  by?: string;
  reason?: string;
  size?: number;
  site?: { file: string; line: number; column: number };
  text?: string;
  code?: number;
}

/** Kinds whose `code` says something even when it is 0. */
const kindsWithCode = new Set([kindNumber.exit]);
/** Methods whose return has an answer in `code`. */
const questions = new Set(['qsize', 'empty', 'full']);

export function jsonEvent(trace: Trace, operations: OperationIndex, index: number): JsonEvent {
  const kind = trace.kind.at(index);
  const operation = operations.at(index);
  const event: JsonEvent = { seq: trace.seq.at(index), t: toMillis(trace.t.at(index)), kind: trace.kindAt(index) };
  const process = trace.process.at(index) || (operation?.process ?? 0);
  const object = trace.object.at(index) || (operation?.object ?? 0);
  const op = trace.stringOf(trace.op.at(index) || (operation?.op ?? 0));
  if (process) event.process = trace.processName(process);
  if (object) event.object = trace.objectName(object);
  if (op) event.op = op;
  if (trace.operation.at(index)) event.operation = trace.operation.at(index);
  if (trace.message.at(index)) event.message = trace.message.at(index);
  if (trace.by.at(index)) event.by = trace.processName(trace.by.at(index));
  if (trace.reason.at(index)) event.reason = trace.stringOf(trace.reason.at(index));
  if (object && trace.size.at(index) >= 0 && kindsWithSize.has(kind)) event.size = trace.size.at(index);
  const site = trace.siteOf(trace.site.at(index));
  if (site) event.site = { file: site.file, line: site.line, column: site.column };
  if (trace.text.at(index)) event.text = trace.stringOf(trace.text.at(index));
  const code = trace.code.at(index);
  if (code !== 0 || kindsWithCode.has(kind) || (kind === kindNumber.return && questions.has(op))) event.code = code;
  return event;
}

/** As the kernel's own findings stand among the events; those that are made of the whole run come behind its last one. */
function findingEvents(trace: Trace, findings: readonly Finding[]): JsonEvent[] {
  const said = new Set(trace.findings().map((finding) => JSON.stringify(finding)));
  const last = { seq: trace.length === 0 ? 0 : trace.seq.at(trace.length - 1), t: toMillis(trace.endT) };
  const texts = findings.map((finding) => JSON.stringify(finding)).filter((text) => !said.has(text));
  return texts.map((text, i) => ({ seq: last.seq + i + 1, t: last.t, kind: 'finding', text }));
}

const kindsWithSize = new Set([kindNumber.create, kindNumber.block, kindNumber.unblock, kindNumber.return]);
const eventsPerChunk = 10_000;

export const json: ExportFormat = {
  id: 'json',
  title: 'JSON, one event a line',
  extension: 'jsonl',

  /** Bytes, not a string: the text of a long trace is longer than a string may be. */
  write(trace: Trace, options: ExportOptions): Uint8Array {
    const operations = new OperationIndex(trace);
    const encoder = new TextEncoder();
    const chunks: Uint8Array[] = [];
    for (let from = 0; from < trace.length; from += eventsPerChunk) {
      const to = Math.min(trace.length, from + eventsPerChunk);
      let lines = '';
      for (let i = from; i < to; i++) lines += `${JSON.stringify(jsonEvent(trace, operations, i))}\n`;
      chunks.push(encoder.encode(lines));
    }
    const findings = findingEvents(trace, options.findings ?? allFindings(trace));
    chunks.push(encoder.encode(findings.map((event) => `${JSON.stringify(event)}\n`).join('')));
    const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
    let at = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  },
};
