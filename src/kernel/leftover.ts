// What a process left behind when it ended, such as a lock that nobody can release any more: a finding, for it explains a later hang.

import type { Nanos } from '../base/units.ts';
import type { Finding } from '../trace/finding.ts';
import type { KernelObject } from './object-rule.ts';
import { howEnded, type ProcessEntry } from './process-entry.ts';
import type { Recorder } from './recorder.ts';

/** @param held the objects that the process could still use when it ended */
export function recordLeftovers(
  entry: ProcessEntry,
  held: readonly KernelObject[],
  recorder: Recorder,
  now: Nanos,
): void {
  for (const { state, holders } of held) {
    const left = state.leftBy?.(entry.id, entry.exitCode ?? 0);
    // who ends well takes along what nobody else has
    if (!left || (entry.exitCode === 0 && holders.size === 0)) continue;
    const title = `${entry.name} ${howEnded(entry)} ${left.text}`;
    const places = [{ process: entry.id, site: left.site, seq: 0, text: title }];
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
