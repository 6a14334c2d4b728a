// Entries of the event list: the DOM mirror of the canvas says what the lanes show.

import type { Nanos } from '../../src/base/units.ts';
import { formatBrief } from '../layout/format.ts';
import type { Entry } from '../messages.ts';
import { eventText } from './describe.ts';
import type { Model } from './model.ts';

export function entryAt(model: Model, index: number, now: Nanos): Entry {
  const row = model.list.at(index);
  const { trace, operations } = model;
  return {
    index,
    row,
    time: formatBrief(trace.t.at(row), trace.endT),
    process: trace.processName(model.processOf(row)),
    text: eventText(model, row, now),
    tone: toneOf(model, row, operations.block(trace.operation.at(row)) >= 0),
  };
}

function toneOf(model: Model, row: number, blocked: boolean): Entry['tone'] {
  const kind = model.trace.kindAt(row);
  const end = model.operations.end(model.trace.operation.at(row));
  const failed = kind === 'call' && end >= 0 && model.trace.kindAt(end) === 'error';
  if (kind === 'error' || kind === 'finding' || failed) return 'error';
  if (kind === 'print' || kind === 'mark') return 'print';
  if (kind === 'begin' || kind === 'exit') return 'muted';
  return blocked && kind === 'call' ? 'blocked' : 'text';
}
