// Every event as one sentence: the list beside the canvas, labels, hover and screen readers say the same words.

import type { Nanos } from '../../src/base/units.ts';
import { formatDuration } from '../layout/format.ts';
import type { Model } from './model.ts';
import type { ProcessSet } from './process-sets.ts';
import type { QueueLane } from './queue-lane.ts';

const longest = 160;

/** One line, cut where it is too long, with line ends made visible. */
export function oneLine(text: string, most = longest): string {
  const line = text.trim().replace(/\s*[\r\n]+\s*/g, ' ⏎ ');
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}

/** The name of what an operation is about; a sleep is about nothing but its own process. */
function targetName(model: Model, row: number): string {
  const { trace } = model;
  const object = trace.object.at(row);
  return object === trace.processes[model.processOf(row)]?.object ? '' : trace.objectName(object);
}

/** `get q`, `put "Jimmy"`, `sleep`, `join Process-1`. */
export function callText(model: Model, row: number): string {
  const { trace } = model;
  const op = trace.stringOf(trace.op.at(row));
  const preview = trace.stringOf(trace.text.at(row));
  const name = targetName(model, row);
  if (preview !== '') return oneLine(`${op} ${preview}`, 60);
  return name === '' ? op : `${op} ${name}`;
}

/** Nanoseconds that an operation was blocked, until `now` where it still is; null where it never was. */
export function blockedFor(
  model: Model,
  operation: number,
  now: Nanos,
): { reason: string; ns: Nanos; open: boolean } | null {
  const { trace, operations } = model;
  const block = operations.block(operation);
  if (block < 0) return null;
  const over = operations.unblock(operation) >= 0 ? operations.unblock(operation) : operations.end(operation);
  const exitT = trace.processes[model.processOf(block)]?.exitT ?? -1;
  const until = over >= 0 ? trace.t.at(over) : exitT >= 0 ? exitT : now;
  return {
    reason: trace.stringOf(trace.reason.at(block)) || 'waiting',
    ns: Math.max(0, until - trace.t.at(block)),
    open: over < 0,
  };
}

function operationText(model: Model, row: number, now: Nanos): string {
  const { trace, operations } = model;
  const operation = trace.operation.at(row);
  const object = targetName(model, row);
  let text = `${trace.stringOf(trace.op.at(row))}${object === '' ? '' : ` ${object}`}`;
  const preview = trace.stringOf(trace.text.at(row));
  if (preview !== '') text += ` ${oneLine(preview, 60)}`;
  const blocked = blockedFor(model, operation, now);
  if (blocked) text += ` ${blocked.open ? 'waits' : 'blocked'} ${formatDuration(blocked.ns)} (${blocked.reason})`;
  const unblock = operations.unblock(operation);
  const by = unblock < 0 ? 0 : trace.by.at(unblock);
  if (by !== 0) text += `, woken by ${trace.processName(by)}`;
  const end = operations.end(operation);
  const kind = end < 0 ? 'return' : trace.kindAt(end);
  if (kind === 'timeout') text += ', timed out';
  if (kind === 'cancel') text += ', aborted';
  if (kind === 'error') text += `, failed: ${oneLine(trace.stringOf(trace.text.at(end)), 80)}`;
  return text;
}

/** What happened in this row, without the process's name. */
export function eventText(model: Model, row: number, now: Nanos): string {
  const { trace } = model;
  const text = trace.stringOf(trace.text.at(row));
  switch (trace.kindAt(row)) {
    case 'start':
      return `start ${trace.objectName(trace.object.at(row))}`;
    case 'begin':
      return 'begins';
    case 'exit':
      return exitText(trace.code.at(row));
    case 'call':
      return operationText(model, row, now);
    case 'print':
      return `print ${oneLine(text)}`;
    case 'mark':
      return `mark ${oneLine(text)}`;
    case 'error':
      return `error ${oneLine(text)}`;
    case 'finding':
      return `finding: ${oneLine(model.findings.find((finding) => finding.row === row)?.finding.title ?? '')}`;
    default:
      return trace.kindAt(row);
  }
}

export function exitText(code: number): string {
  return code < 0 ? `killed by signal ${-code}` : `exit ${code}`;
}

export function sentence(model: Model, row: number, now: Nanos): string {
  const process = model.processOf(row);
  const what = eventText(model, row, now);
  return process === 0 ? what : `${model.trace.processName(process) || `process ${process}`}: ${what}`;
}

/** `Process-1, Process-2 and 3 more`; empty for nobody. */
export function namesOf(model: Model, { processes, size }: ProcessSet): string {
  const names = processes.map((process) => model.trace.processName(process) || `process ${process}`);
  if (size > names.length)
    return names.length === 0 ? `${size} processes` : `${names.join(', ')} and ${size - names.length} more`;
  return names.join(', ');
}

/** Who holds an object at a moment, and who waits for it: ` by Process-1 · Process-2 waits`. */
export function useWords(model: Model, { use }: QueueLane, t: Nanos): string {
  const [holders, waiters] = [use.holders, use.waiters].map((sets) => sets.at(sets.indexAt(t)));
  const by = holders && holders.size > 0 ? ` by ${namesOf(model, holders)}` : '';
  const wait =
    waiters && waiters.size > 0 ? ` · ${namesOf(model, waiters)} ${waiters.size === 1 ? 'waits' : 'wait'}` : '';
  return by + wait;
}
