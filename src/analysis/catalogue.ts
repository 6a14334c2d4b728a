// Every finding that there is, whoever makes it: for lists, for pages, and to know a silenced id from a mistyped one.

import type { Severity } from '../trace/finding.ts';
import { analyses } from './index.ts';

export interface KnownFinding {
  readonly id: string;
  /** One line that says what is found. */
  readonly title: string;
  /** How grave it is, where that is always the same and no analysis says it. */
  readonly severity?: Severity;
  /** It is about what is written, not about what is done: a run shows nothing of it. */
  readonly inText?: true;
}

/** What the kernel says by itself while the run goes on; no analysis makes these. */
export const kernelFindings: readonly KnownFinding[] = [
  { id: 'deadlock', title: 'No process of the run can ever go on', severity: 'error' },
  { id: 'partial-deadlock', title: 'Some processes can never go on, while others do', severity: 'error' },
  { id: 'left-held', title: 'A process has ended with a lock that others use', severity: 'warning' },
  { id: 'shared-memory', title: 'Shared memory that is never unlinked', severity: 'warning' },
];

/** What the checks say of a script before it runs; a test holds this list to theirs, which bring a parser with them. */
export const staticFindings: readonly KnownFinding[] = [
  { id: 'main-guard', title: 'Something is started whenever the module is imported' },
  { id: 'module-level-queue', title: 'A queue, lock or value that every process makes for itself' },
  { id: 'missing-await', title: 'A promise that is dropped, or used as if it were the answer' },
  { id: 'nested-target', title: 'A target that another process cannot find' },
  { id: 'run-not-start', title: 'run() of a process is called by its creator' },
  { id: 'manager-copy', title: 'A copy from a manager is changed and not written back' },
  { id: 'shared-global', title: 'A variable of the module that a child changes and its parent reads' },
  { id: 'race-loses-item', title: 'A get that loses a race, and takes an item later that nobody gets' },
];

/** What `lanescope check` says of the comments that silence findings. */
export const ignoredWithoutReason: KnownFinding = {
  id: 'ignored-without-reason',
  title: 'A comment that silences a finding without a reason, or names none that there is',
  severity: 'warning',
  inText: true,
};

const inRuns: readonly KnownFinding[] = [...kernelFindings, ...analyses];
/** A run can show what the text shows already, under the same id. */
const inTexts = staticFindings.filter(({ id }) => !inRuns.some((known) => known.id === id));

export const knownFindings: readonly KnownFinding[] = [...inRuns, ...inTexts, ignoredWithoutReason];

const known = new Map(knownFindings.map((finding) => [finding.id, finding]));

/** Undefined for what a newer Lanescope has found. */
export function knownFinding(id: string): KnownFinding | undefined {
  return known.get(id);
}

/** Where a finding is explained; '' for an id that is not known here. */
export function pageOf(id: string): string {
  return known.has(id) ? `https://github.com/lanescope/lanescope/blob/main/docs/findings/${id}.md` : '';
}
