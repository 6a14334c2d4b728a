// What a process left behind when it ended, such as a lock that nobody can release any more: a finding, for it explains a later hang.

import type { Nanos } from '../base/units.ts';
import type { Finding } from '../trace/finding.ts';
import type { KernelObject } from './object-rule.ts';
import { howEnded, type ProcessEntry } from './process-entry.ts';
import type { Recorder } from './recorder.ts';

/** What is needed of the kernel, which imports this file. */
interface Around {
  readonly recorder: Recorder;
  readonly now: Nanos;
  readonly processes: ReadonlyMap<number, ProcessEntry>;
}

/** @param held the objects that the process could still use when it ended */
export function recordLeftovers(entry: ProcessEntry, held: readonly KernelObject[], around: Around): void {
  const { recorder, now } = around;
  for (const object of held) {
    const left = object.state.leftBy?.(entry.id, entry.exitCode ?? 0);
    if (!left || !isMissed(object, entry, around)) continue;
    const title = `${entry.name} ${howEnded(entry)} ${left.text}`;
    const places = [{ process: entry.id, site: left.site, seq: left.seq, text: title }];
    const finding: Finding = {
      id: 'left-held',
      severity: 'warning',
      title,
      message: title,
      cure: left.cure,
      places,
      cycle: [],
    };
    recorder.event('finding', { t: now, k: now, text: recorder.text(JSON.stringify(finding)) });
  }
}

/** Somebody else has it, and goes on: daemons end with the last process that is none. */
function isMissed({ holders }: KernelObject, { daemon }: ProcessEntry, { processes }: Around): boolean {
  return [...holders].some((id) => !daemon || processes.get(id)?.daemon === false);
}
