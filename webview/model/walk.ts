// Walking from event to event: along a lane, to the lane beside, and along the cause.

import type { Lane, Model } from './model.ts';
import type { ProcessLane } from './process-lane.ts';
import { countUpTo } from './search.ts';

export type Step = 'next' | 'previous' | 'up' | 'down' | 'cause' | 'effect' | 'first' | 'last';

/** The row one step away from `row`, or `row` itself where there is none. */
export function walk(model: Model, row: number, step: Step): number {
  if (model.list.length === 0) return -1;
  if (step === 'first') return model.list.at(0);
  if (step === 'last') return model.list.at(model.list.length - 1);
  if (row < 0) return model.list.at(step === 'previous' ? model.list.length - 1 : 0);
  if (step === 'cause' || step === 'effect') return alongCause(model, row, step);
  return step === 'next' || step === 'previous' ? alongLane(model, row, step) : acrossLanes(model, row, step);
}

function alongLane(model: Model, row: number, step: 'next' | 'previous'): number {
  const lane = model.processes.get(model.processOf(row));
  if (!lane) return row;
  const marks = lane.marks.view();
  const times = lane.markTimes.view();
  let at = countUpTo(times, times.length, model.trace.t.at(row)) - 1;
  while (at > 0 && (marks[at] ?? 0) > row) at--;
  const next = at + (step === 'next' ? 1 : (marks[at] ?? 0) < row ? 0 : -1);
  return marks[next] ?? row;
}

/** The event of the next lane that is nearest in time. */
function acrossLanes(model: Model, row: number, step: 'up' | 'down'): number {
  const lanes = model.lanes.filter(
    (lane: Lane): lane is ProcessLane => lane.kind === 'process' && lane.marks.length > 0,
  );
  const own = lanes.findIndex((lane) => lane.process === model.processOf(row));
  const lane = lanes[own + (step === 'down' ? 1 : -1)];
  if (!lane) return row;
  const t = model.trace.t.at(row);
  const after = countUpTo(lane.markTimes.view(), lane.markTimes.length, t);
  const before = Math.max(0, after - 1);
  const near = Math.min(after, lane.marks.length - 1);
  const closer = Math.abs(lane.markTimes.at(near) - t) < Math.abs(lane.markTimes.at(before) - t) ? near : before;
  return lane.marks.at(closer);
}

/** Cause: from a get to its put, from a child's begin to its start, from a join to the exit. Effect: the other way. */
function alongCause(model: Model, row: number, step: 'cause' | 'effect'): number {
  const { trace, operations } = model;
  const message = operations.messageOf(trace.operation.at(row));
  if (message !== 0) {
    const call = operations.call(step === 'cause' ? operations.putOf(message) : operations.getOf(message));
    if (call >= 0 && call !== row) return call;
  }
  const kind = trace.kindAt(row);
  if (kind === 'begin' && step === 'cause') {
    return model.startRows.get(trace.processes[trace.process.at(row)]?.object ?? 0) ?? row;
  }
  const object = trace.object.at(row);
  const child = object === 0 ? undefined : trace.processes.find((info) => info?.object === object);
  const lane = child ? model.processes.get(child.process) : undefined;
  if (lane && kind === 'start' && step === 'effect') return lane.marks.length > 0 ? lane.marks.at(0) : row;
  if (lane && kind === 'call' && step === 'cause')
    return lane.marks.length > 0 ? lane.marks.at(lane.marks.length - 1) : row;
  return alongLane(model, row, step === 'cause' ? 'previous' : 'next');
}
