// Findings as the trace tells them. A trace is untrusted: one that is no finding becomes one that says so.

import type { Finding } from '../../src/trace/finding.ts';

export type { Finding } from '../../src/trace/finding.ts';

const unreadable: Finding = {
  id: 'unreadable-finding',
  severity: 'warning',
  title: 'This trace holds a finding that cannot be read',
  message: 'Its text is not what Lanescope writes; the file may be damaged.',
  cure: 'Record the trace again.',
  places: [],
  cycle: [],
};

export function readFinding(text: string): Finding {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return unreadable;
  }
  return checkFinding(value);
}

/** A finding as it must be, whatever came. */
export function checkFinding(value: unknown): Finding {
  if (typeof value !== 'object' || value === null) return unreadable;
  const { id, severity, title, message, cure, places, cycle } = value as Partial<Record<keyof Finding, unknown>>;
  if (typeof id !== 'string' || typeof title !== 'string') return unreadable;
  return {
    id,
    severity: severity === 'error' || severity === 'hint' ? severity : 'warning',
    title,
    message: typeof message === 'string' ? message : '',
    cure: typeof cure === 'string' ? cure : '',
    places: records(places).map((place) => ({
      process: numberOf(place.process),
      site: numberOf(place.site),
      seq: numberOf(place.seq),
      text: typeof place.text === 'string' ? place.text : '',
    })),
    cycle: records(cycle).map((edge) => ({
      from: numberOf(edge.from),
      to: numberOf(edge.to),
      object: numberOf(edge.object),
    })),
  };
}

function records(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'object' && entry !== null) : [];
}

function numberOf(value: unknown): number {
  return typeof value === 'number' && value >= 0 ? Math.floor(value) : 0;
}
