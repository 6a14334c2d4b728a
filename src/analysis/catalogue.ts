// Every finding that there is, whoever makes it: for lists, for pages, and to know a silenced id from a mistyped one.

import type { Severity } from '../trace/finding.ts';
import { analyses } from './index.ts';

export interface KnownFinding {
  readonly id: string;
  /** One line that says what is found. */
  readonly title: string;
  /** How grave it is, where that is always the same and no analysis says it. */
  readonly severity?: Severity;
  /** It stands in the text of a script: nothing of it is to be seen in a run. */
  readonly inText?: true;
}

/** What the kernel says by itself while the run goes on; no analysis makes these. */
export const kernelFindings: readonly KnownFinding[] = [
  { id: 'deadlock', title: 'No process of the run can ever go on', severity: 'error' },
  { id: 'partial-deadlock', title: 'Some processes can never go on, while others do', severity: 'error' },
  { id: 'left-held', title: 'A process has ended with a lock that others use', severity: 'warning' },
  { id: 'shared-memory', title: 'Shared memory that is never unlinked', severity: 'warning' },
];

/** What `lanescope check` says of the comments that silence findings. */
export const ignoredWithoutReason: KnownFinding = {
  id: 'ignored-without-reason',
  title: 'A comment that silences a finding without a reason, or names none that there is',
  severity: 'warning',
  inText: true,
};

export const knownFindings: readonly KnownFinding[] = [...kernelFindings, ...analyses, ignoredWithoutReason];

const known = new Map(knownFindings.map((finding) => [finding.id, finding]));

/** Undefined for what a newer Lanescope has found. */
export function knownFinding(id: string): KnownFinding | undefined {
  return known.get(id);
}

/** Where a finding is explained; '' for an id that is not known here. */
export function pageOf(id: string): string {
  return known.has(id) ? `https://github.com/lanescope/lanescope/blob/main/docs/findings/${id}.md` : '';
}
