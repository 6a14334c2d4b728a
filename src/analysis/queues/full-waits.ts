// Of a run that is stuck: who waits for room in which queue, and who would have to make it.

import type { Run } from '../run.ts';
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

/** `results`, which is full with 2 items. */
export function fullText(run: Run, object: number): string {
  const { lying } = run.queues.of(object);
  return `${run.what(object)}, which is full with ${lying.size === 1 ? '1 item' : `${lying.size} items`}`;
}
