// Reads what the page sends: the one place where its messages are checked.

import type { FromView, ViewState } from '../protocol/view.ts';

/** The message in `raw`, or null where it is none. */
export function readFromView(raw: unknown): FromView | null {
  if (!isRecord(raw)) return null;
  const { type, number, file, line, column, text } = raw;
  if (type === 'ready') return { type, state: readState(raw.state) };
  if (type === 'ack' && typeof number === 'number') return { type, number };
  if (type === 'state') return { type, state: readState(raw.state) ?? {} };
  if (type === 'problem' && typeof text === 'string') return { type, text };
  if (type === 'openSite' && typeof file === 'string' && isPlace(line) && isPlace(column)) {
    return { type, file, line, column };
  }
  return null;
}

function readState(value: unknown): ViewState | null {
  return isRecord(value) ? value : null;
}

function isPlace(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
