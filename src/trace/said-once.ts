// What the kernel says while a run goes on is true at that moment; a part that is stuck may grow, and be the whole run in the end.
// Behind the run the last word is enough.

import { byGravity, type Finding, type Place, tellsOfStuck } from './finding.ts';

/** @param findings in the order in which they were said */
export function saidOnce(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding, index) => {
    if (!tellsOfStuck(finding)) return true;
    const later = findings.slice(index + 1).filter(tellsOfStuck);
    return !later.some(({ places }) => finding.places.every((place) => places.some((other) => isSame(place, other))));
  });
}

/** All that is told of a run: what the kernel said, each once, and what was made of it, in the order of telling. */
export function inOrderOfTelling(said: readonly Finding[], derived: readonly Finding[]): Finding[] {
  return [...saidOnce(said), ...derived].sort(byGravity);
}

function isSame(one: Place, other: Place): boolean {
  return one.process === other.process && one.site === other.site;
}
