// The words of the text swimlane: how an event is said in a few of them. Everything that comes from the trace passes `safeText` here.

import type { OperationInfo } from '../../trace/operations.ts';
import type { Trace } from '../../trace/trace.ts';
import { duration } from './duration.ts';
import { clip, safeText } from './safe-text.ts';

const greatestPreview = 40;
const greatestPrintLines = 8;
const utf8 = new TextEncoder();

export function processName(trace: Trace, process: number): string {
  return safeText(trace.processName(process)) || `process ${process}`;
}

export function objectName(trace: Trace, object: number): string {
  const info = trace.objects[object];
  return safeText(info?.name || info?.type || `object ${object}`);
}

/** `greet.ts:5`, empty where the site is not known. */
export function sitePlace(trace: Trace, site: number): string {
  const info = trace.siteOf(site);
  return info ? `${safeText(info.file)}:${info.line}` : '';
}

function preview(trace: Trace, text: number): string {
  return clip(safeText(trace.stringOf(text)), greatestPreview);
}

/** `put q "Jimmy"`, `join Process-1`, `sleep`. */
export function operationName(trace: Trace, operation: OperationInfo): string {
  const op = safeText(trace.stringOf(operation.op));
  const text = preview(trace, trace.text.at(operation.call));
  if (op === 'sleep') return op;
  // a span, or a wait for several things, is about nothing but its own process
  const isOwn = operation.object === 0 || operation.object === trace.processes[operation.process]?.object;
  return [op, isOwn ? '' : objectName(trace, operation.object), text].filter(Boolean).join(' ');
}

/** `get q: empty`, `put tasks 2: full (1 of 1)`, `sleep 5.00 s`. */
export function blockedWords(trace: Trace, operation: OperationInfo): string {
  const name = operationName(trace, operation);
  const op = trace.stringOf(operation.op);
  const reason = safeText(trace.stringOf(operation.reason));
  if (op === 'sleep' && operation.unblock >= 0) return `${name} ${waited(trace, operation, operation.unblock)}`;
  if (reason === '' || reason === op) return name;
  const capacity = trace.objects[operation.object]?.capacity ?? 0;
  const size = trace.size.at(operation.block);
  return reason === 'full' && capacity > 0 && size >= 0
    ? `${name}: ${reason} (${size} of ${capacity})`
    : `${name}: ${reason}`;
}

/** How long an operation had waited at an event. */
export function waited(trace: Trace, operation: OperationInfo, index: number): string {
  return duration(trace.t.at(index) - trace.t.at(operation.block));
}

/** The end of a wait: `4.96 s, woken by MainProcess`. */
export function unblockedWords(trace: Trace, operation: OperationInfo): string {
  const length = waited(trace, operation, operation.unblock);
  const joined = trace.processes[operation.by]?.object === operation.object;
  if (operation.by === 0) return length;
  const name = processName(trace, operation.by);
  return joined ? `${length}, ${name} has ended` : `${length}, woken by ${name}`;
}

/** By the method, which in a trace from anywhere can be any word. */
const questions: ReadonlyMap<string, (code: number) => string> = new Map([
  ['qsize', String],
  ['empty', yesOrNo],
  ['full', yesOrNo],
  ['getValue', String],
  ['isSet', yesOrNo],
  ['waiting', String],
  ['broken', yesOrNo],
]);

function yesOrNo(code: number): string {
  return String(code !== 0);
}

/** How an operation that did not wait is said at its end. */
export function doneWords(trace: Trace, operation: OperationInfo): string {
  const name = operationName(trace, operation);
  const question = questions.get(trace.stringOf(operation.op));
  if (question && operation.outcome === 'return') return `${name} → ${question(trace.code.at(operation.end))}`;
  return name;
}

/** How a failed end of an operation is said, behind its name or where its bar ends. */
export function failedWords(trace: Trace, operation: OperationInfo): string {
  const after = operation.block < 0 ? '' : ` after ${waited(trace, operation, operation.end)}`;
  if (operation.outcome === 'timeout') return `timed out${after}`;
  if (operation.outcome === 'cancel') return `cancelled${after}`;
  const text = safeText(trace.stringOf(trace.text.at(operation.end)));
  return `failed${after}${text ? `: ${text}` : ''}`;
}

/** The value of a message for its receiver's line. */
export function received(trace: Trace, text: number): string {
  return text === 0 ? '' : ` ${preview(trace, text)}`;
}

/** Lines of a printed text or of a stack, the rest counted. */
export function textLines(before: string, text: string, bytes = 0): string[] {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const shown = lines.slice(0, greatestPrintLines).map(safeText);
  shown[0] = `${before}${shown[0] ?? ''}`;
  if (lines.length > shown.length) shown.push(`… ${lines.length - shown.length} more lines`);
  const kept = utf8.encode(text).length;
  if (bytes > kept) shown.push(`… ${bytes - kept} more bytes that the trace does not keep`);
  return shown;
}

const signals: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  4: 'SIGILL',
  6: 'SIGABRT',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  15: 'SIGTERM',
};

/** `exit 0`, `exit -9 (SIGKILL)`. */
export function exitWords(code: number): string {
  return code < 0 && signals[-code] ? `exit ${code} (${signals[-code]})` : `exit ${code}`;
}
