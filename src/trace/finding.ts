// A finding is what Lanescope says about a run; every view of findings knows this shape and no analysis.

/** The gravest first. */
export const severities = ['error', 'warning', 'hint'] as const;

export type Severity = (typeof severities)[number];

type Weighed = Pick<Finding, 'id' | 'severity'>;

/** Sorts findings, the gravest first; what tells why a run is stuck before that it is. Others of one severity stay in their order. */
export function byGravity(a: Weighed, b: Weighed): number {
  const graver = severities.indexOf(a.severity) - severities.indexOf(b.severity);
  return graver || Number(tellsOfStuck(a)) - Number(tellsOfStuck(b));
}

/** What the kernel says of processes that can never go on. */
export function tellsOfStuck({ id }: Pick<Finding, 'id'>): boolean {
  return id === 'deadlock' || id === 'partial-deadlock';
}

export interface Place {
  /** Process the place belongs to (its number in the trace), 0 for none. */
  process: number;
  /** Number of the site in the trace, 0 for none. */
  site: number;
  /** `seq` of the event that shows it, 0 for none. */
  seq: number;
  /** One sentence: what happens here. */
  text: string;
}

export interface Finding {
  /** Kebab-case, never changed once released: `deadlock`, `partial-deadlock`. */
  id: string;
  severity: Severity;
  /** One line, for Problems and lists. */
  title: string;
  /** Whole sentences, lines separated by \n. */
  message: string;
  /** What to do about it. */
  cure: string;
  /** The first place is where the diagnostic goes; the others are related places. */
  places: Place[];
  /** Waiting edges: process `from` waits for something that only `to` could do; drawn on the lanes. */
  cycle: { from: number; to: number; object: number }[];
}
