// Puts a set of stuck processes into words: what the others wait for in the end, line by line, and who could have ended it.

import type { Finding, Place } from '../trace/finding.ts';
import type { Kernel } from './kernel.ts';
import type { Operation } from './object-rule.ts';
import { howEnded, type ProcessEntry } from './process-entry.ts';
import { endersOf, ownerOf } from './stuck.ts';
import { blockersOf, type Cause, couldEnd, isJoin, isPeer, toldOf } from './stuck-causes.ts';

export interface StuckSet {
  stuck: readonly ProcessEntry[];
  /** Everybody who lives is stuck. */
  whole: boolean;
  /** Something from outside of the run, which nobody in it can count on, could still wake one of them. */
  isOpen: boolean;
  /** Those that are told, of the set's causes. */
  causes: readonly Cause[];
}

const mainProcess = 1;
/** So many that could have helped and have ended are named. */
const mostFormer = 3;

/** Waits that one sentence tells: for the same thing at the same line, or of one process for several. */
type Group = readonly [Operation, ...Operation[]];

export function deadlockFinding({ stuck, whole, isOpen, causes }: StuckSet, kernel: Kernel): Finding {
  const told = causes.flatMap((cause) => inOrder(cause, kernel));
  // who waits for the same thing belongs to it, though nobody waits for him
  const inCause = new Set(causes.flat());
  const others = stuck.filter((entry) => !inCause.has(entry)).flatMap(toldOf);
  const peers = others.filter((operation) => !isJoin(operation) && told.some((one) => isPeer(one, operation)));
  const groups = grouped([...told, ...peers]);
  // of a part, only who waits for what is told now is told with it
  const named = new Set([...told, ...peers].map(({ process }) => process));
  const followers = others.filter(({ process }) => !named.has(process));
  const because = unique(
    whole ? followers : followers.filter((one) => blockersOf(one, kernel).some((id) => named.has(id))),
  );
  const sentences = groups.map((group) => sentenceOf(group, kernel));
  const lines = groups.map((group, index) => `${sentences[index]}${formerOf(group[0], kernel)}`);
  const title = titleOf(groups, sentences, kernel);
  const cures = new Set(groups.flatMap((group) => group.map(cureOf)));
  return {
    id: whole ? 'deadlock' : 'partial-deadlock',
    severity: isOpen ? 'warning' : 'error',
    title: isOpen ? `Nothing goes on by itself: ${title}` : `${whole ? 'Deadlock' : 'Stuck for good'}: ${title}`,
    message: [
      isOpen ? 'No process of this run goes on by itself.' : summaryOf(whole, named, kernel),
      ...lines,
      ...becauseOf(because, kernel),
      ...(isOpen ? [outside] : []),
    ].join('\n'),
    cure: [isOpen ? openCure : '', ...cures].filter((cure) => cure !== '').join(' '),
    places: [
      ...placesOf(groups, sentences),
      ...groups.flatMap(([head]) => lateOwnerPlace(head, kernel)),
      ...because.map((one) => followerPlace(one, kernel)),
    ],
    cycle: [...told, ...peers].flatMap((operation) =>
      blockersOf(operation, kernel).map((to) => ({ from: operation.process, to, object: operation.object.id })),
    ),
  };
}

const outside = "A signal, an abort signal or something that was unref'ed could still wake a process.";
const openCure = 'Where that is what they wait for, nothing is wrong. Else:';

/** A circle is told along its way, and begins with what is more than a join: that is mostly where something is missing. */
function inOrder(cause: Cause, kernel: Kernel): Operation[] {
  const left = new Set(cause.flatMap(toldOf));
  const found: Operation[] = [];
  for (let next = first(left); next; next = following(next, left, kernel) ?? first(left)) {
    left.delete(next);
    found.push(next);
  }
  return found;
}

function first(operations: ReadonlySet<Operation>): Operation | undefined {
  const all = [...operations];
  const acting = all.filter((one) => !isJoin(one));
  return acting.find(({ process }) => process !== mainProcess) ?? acting[0] ?? all[0];
}

function following(one: Operation, left: ReadonlySet<Operation>, kernel: Kernel): Operation | undefined {
  const blockers = blockersOf(one, kernel);
  return [...left].find(({ process }) => blockers.includes(process));
}

function grouped(operations: readonly Operation[]): Group[] {
  const groups: [Operation, ...Operation[]][] = [];
  for (const one of operations) {
    const group = groups.find(([head]) => head.site === one.site && (isPeer(head, one) || isJoinOfSame(head, one)));
    if (group) group.push(one);
    else groups.push([one]);
  }
  return groups;
}

/** One of each line of a process. */
function unique(operations: readonly Operation[]): Operation[] {
  return [...new Map(operations.map((one) => [`${one.process} ${one.site}`, one])).values()];
}

function isJoinOfSame(one: Operation, other: Operation): boolean {
  return isJoin(one) && isJoin(other) && one.process === other.process && one.rule === other.rule;
}

function summaryOf(whole: boolean, named: ReadonlySet<number>, kernel: Kernel): string {
  if (whole) return 'No process of this run can ever go on.';
  return `${listOf(namesOf(named, kernel))} can never go on, whatever the other processes do.`;
}

function titleOf(groups: readonly Group[], sentences: readonly string[], kernel: Kernel): string {
  const ring = groups.map(([head]) => head);
  // somebody who has ended is the cause, whoever else could do it now
  const isRing =
    ring.length > 1 &&
    !ring.some((one) => lateOwner(one, kernel) || formerOf(one, kernel) !== '') &&
    ring.every((one, i) => leadsTo(one, ring[(i + 1) % ring.length], kernel));
  if (isRing && ring.length === 2) {
    const all = namesOf(new Set(groups.flat().map(({ process }) => process)), kernel);
    const parts = groups.map((group) => `${whoOf(group, kernel)} for ${whatFor(group, kernel)}`);
    return `${listOf(all)} wait for each other: ${parts.join(', ')}.`;
  }
  if (isRing && groups.every(({ length }) => length === 1) && ring.length <= 6) {
    const names = ring.map(({ process }) => nameOf(process, kernel));
    const steps = names.map((name, i) => `${name} ${i === 0 ? 'waits ' : ''}for ${names[(i + 1) % names.length]}`);
    return `${listOf(steps)}.`;
  }
  return sentences[0] ?? '';
}

function leadsTo(one: Operation, next: Operation | undefined, kernel: Kernel): boolean {
  return next !== undefined && blockersOf(one, kernel).includes(next.process);
}

function sentenceOf(group: Group, kernel: Kernel): string {
  const [head] = group;
  const place = placeOf(head, kernel);
  const who = whoOf(group, kernel);
  const verb = group.every(({ process }) => process === head.process) ? 'waits' : 'wait';
  const end = isJoin(head) || ownerOf(head) === head.process ? '' : `; ${whoCould(group, kernel)}`;
  return `${who} ${verb}${place === '' ? '' : ` at ${place}`} for ${whatFor(group, kernel)}${end}.`;
}

function whoOf(group: Group, kernel: Kernel): string {
  return listOf(namesOf(new Set(group.map(({ process }) => process)), kernel));
}

function whatFor(group: Group, kernel: Kernel): string {
  const [head] = group;
  const { object, rule } = head;
  if (ownerOf(head) === head.process) return `\`${object.name}\`, which it holds itself`;
  if (isJoin(head)) {
    const joined = new Set(group.map((one) => one.object.name));
    if (joined.size > 1) return `the end of ${listOf([...joined])}`;
  }
  const nameOfOwner = (process: number) => stateOf(process, kernel);
  const told = rule.wording?.waitsFor(object.name, object.state, nameOfOwner, head);
  return told ?? `\`${object.name}\` (${rule.name})`;
}

function whoCould(group: Group, kernel: Kernel): string {
  const [head] = group;
  const could = head.rule.wording?.couldEnd ?? 'end this wait';
  const enders = namesOf(new Set(couldEnd(head, kernel)), kernel);
  const isOneOfMany = group.length > 1 || hasPeers(head, kernel);
  if (enders.length === 0) return `nobody${isOneOfMany ? ' else' : ''} is left who could ${could}`;
  const waits = enders.length === 1 ? 'it waits itself' : 'they wait themselves';
  return `only ${listOf(enders, 'or')} could ${could}, and ${waits}`;
}

function hasPeers(operation: Operation, kernel: Kernel): boolean {
  return endersOf(operation, kernel).length > couldEnd(operation, kernel).length && ownerOf(operation) === 0;
}

/**
 * Who had what could end it, and has ended: those first who did not end well. Where others are left, only those; and who has used
 * it, if those who are left merely have it.
 */
function formerOf(operation: Operation, kernel: Kernel): string {
  const { rule, object } = operation;
  if (isJoin(operation) || ownerOf(operation) !== 0) return '';
  const left = couldEnd(operation, kernel);
  const enders = [...(rule.enders?.(object.state, operation) ?? [object])].filter((one) => typeof one !== 'number');
  const hasUsed = (process: number) => enders.some(({ users }) => users.has(process));
  const isTold = (entry: ProcessEntry) =>
    left.length === 0 || endedBadly(entry) || (hasUsed(entry.id) && !left.some(hasUsed));
  const ids = new Set(enders.flatMap(({ former }) => former));
  const gone = [...ids].flatMap((id) => kernel.processes.get(id) ?? []).filter(isTold);
  const well = gone.filter((entry) => !endedBadly(entry)).map(({ name }) => name);
  const bad = gone.filter(endedBadly).slice(0, mostFormer);
  const ends = bad.map((entry) => ` ${entry.name}, which could have, ${howEnded(entry)}.`);
  if (well.length > 0) ends.push(` ${listOf(well)}, which could have, ${well.length === 1 ? 'has' : 'have'} ended.`);
  return ends.join('');
}

function endedBadly({ exitCode }: ProcessEntry): boolean {
  return exitCode !== 0;
}

function becauseOf(followers: readonly Operation[], kernel: Kernel): string[] {
  if (followers.length === 0) return [];
  const who = [...new Set(followers.map(({ process }) => process))].map((process) => {
    const place = followers.flatMap((one) => (one.process === process ? [placeOf(one, kernel)] : []))[0] ?? '';
    return `${nameOf(process, kernel)}${place === '' ? '' : ` (at ${place})`}`;
  });
  return [`Because of that ${listOf(who)} cannot go on either.`];
}

function placesOf(groups: readonly Group[], sentences: readonly string[]): Place[] {
  return groups.flatMap((group, index) =>
    group.map(({ process, site, seq }) => ({ process, site, seq, text: sentences[index] ?? '' })),
  );
}

/** Who has ended and has what it waits for. */
function lateOwner(operation: Operation, kernel: Kernel): ProcessEntry | undefined {
  const owner = kernel.processes.get(ownerOf(operation));
  return owner?.state === 'ended' ? owner : undefined;
}

/** Where somebody who has ended took what he never gave back. */
function lateOwnerPlace(operation: Operation, kernel: Kernel): Place[] {
  const owner = lateOwner(operation, kernel);
  if (!owner) return [];
  const { state, name } = operation.object;
  // as if it had failed: that it could have meant to leave the lock to somebody is no excuse any more
  const left = state.leftBy?.(owner.id, 1);
  if (!left) return [];
  const text = `${owner.name} acquired \`${name}\` here and ended without releasing it.`;
  return [{ process: owner.id, site: left.site, seq: left.seq, text }];
}

function followerPlace(operation: Operation, kernel: Kernel): Place {
  const { process, site, seq } = operation;
  return { process, site, seq, text: `${nameOf(process, kernel)} waits here for ${whatFor([operation], kernel)}.` };
}

function cureOf(operation: Operation): string {
  const { rule, object } = operation;
  return rule.wording?.cureFor?.(object.state, operation) ?? rule.wording?.cure ?? '';
}

function placeOf({ site }: Operation, kernel: Kernel): string {
  return kernel.recorder.place(site);
}

/** A process where its being alive matters: `Process-1`, or `Process-1, which was killed by signal 9`. */
function stateOf(process: number, kernel: Kernel): string {
  const entry = kernel.processes.get(process);
  return entry?.state === 'ended' ? `${entry.name}, which ${howEnded(entry)}` : nameOf(process, kernel);
}

function namesOf(processes: ReadonlySet<number>, kernel: Kernel): string[] {
  return [...processes].map((process) => nameOf(process, kernel));
}

function nameOf(process: number, kernel: Kernel): string {
  return kernel.processes.get(process)?.name ?? `process ${process}`;
}

/** `A`, `A and B`, `A, B and C`, `A, B, C and 7 more`. */
function listOf(names: readonly string[], word = 'and', most = 6): string {
  if (names.length <= 1) return names[0] ?? '';
  if (names.length > most) return `${names.slice(0, most - 1).join(', ')} ${word} ${names.length - most + 1} more`;
  return `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;
}
