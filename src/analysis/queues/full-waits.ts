// Of a run that is stuck: who waits for room in which queue, and who would have to make it.

import { count, type Run } from '../run.ts';
import type { Step } from '../step.ts';

/** Puts that wait for room without a limit of time. */
export function fullWaits(run: Run, process: number): Step[] {
  return (run.stuck.get(process) ?? []).filter(
    ({ op, type, reason, isLimited }) =>
      op === 'put' && type !== '' && run.trace.stringOf(reason) === 'full' && !isLimited,
  );
}

/** Who gets from it. Where nobody has yet: who could, and does not put. */
export function readersOf(run: Run, put: Step): number[] {
  const parts = [...run.queues.of(put.object).parts.values()];
  const readers = parts.filter(({ lastGet }) => lastGet !== null).map(({ process }) => process);
  if (readers.length > 0) return readers;
  const putters = new Set(parts.filter(({ lastPut }) => lastPut !== null).map(({ process }) => process));
  const could = run.couldEnd.filter(({ from, object }) => from === put.process && object === put.object);
  return [...new Set(could.map(({ to }) => to))].filter((process) => !putters.has(process));
}

/** Which of its limits keeps them waiting; `limit` where the trace does not tell: it knows no `maxBytes`. */
export function limitOf(run: Run, object: number): 'maxsize' | 'maxBytes' | 'limit' {
  const capacity = run.object(object)?.capacity ?? 0;
  if (capacity === 0) return 'maxBytes';
  return run.queues.of(object).lying.size >= capacity ? 'maxsize' : 'limit';
}

/** `results`, which is full with 2 items. */
export function fullText(run: Run, object: number): string {
  const items = count(run.queues.of(object).lying.size, 'item');
  const isBytes = limitOf(run, object) === 'maxBytes';
  return `${run.what(object)}, which is full with ${items}${isBytes ? ' (its limit is maxBytes)' : ''}`;
}
