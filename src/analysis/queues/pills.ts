// The pills of a queue: which items told their getters to leave, seen by what these did then, and who gets where pills are taken.

import type { Part, Pill, QueueFacts } from '../queue-facts.ts';
import type { Run } from '../run.ts';
import type { Step } from '../step.ts';

export interface Pills {
  /** What is sent, as previews show it: `null`. */
  readonly word: string;
  readonly pills: readonly Pill[];
  readonly taken: readonly (Pill & { get: Step })[];
  /** Who gets at the lines where pills are taken. */
  readonly consumers: readonly Part[];
  /** Of these, who waits there for ever. */
  readonly waiting: readonly Step[];
  /** Of these, who neither took a pill nor waits. */
  readonly others: readonly Part[];
}

/**
 * `null`: nothing here is a pill for sure. It is one where each process that took one got no more from this queue, and a process
 * that gets at the same line has gone on after something else.
 */
export function pillsOf(run: Run, facts: QueueFacts): Pills | null {
  const word = facts.pills[0]?.word;
  if (word === undefined || facts.isShut || facts.pills.some((pill) => pill.word !== word)) return null;
  const taken = facts.pills.filter((pill): pill is Pill & { get: Step } => pill.get !== null);
  if (taken.length === 0 || !taken.every((pill) => hasLeft(facts, pill))) return null;
  const sites = [...new Set(taken.map(({ get }) => get.site))];
  const consumers = [...facts.parts.values()].filter(({ getSites }) => sites.some((site) => getSites.has(site)));
  if (!consumers.some(({ getSites }) => sites.some((site) => (getSites.get(site) ?? 0) > 1))) return null;
  if ([...facts.parts.values()].some(({ process }) => run.isServer(process))) return null;
  const waiting = consumers.flatMap(({ process }) =>
    (run.stuck.get(process) ?? []).filter(
      ({ object, op, site, isLimited }) =>
        object === facts.object && op === 'get' && sites.includes(site) && !isLimited,
    ),
  );
  const told = new Set([...taken.map(({ get }) => get.process), ...waiting.map(({ process }) => process)]);
  const others = consumers.filter(({ process }) => !told.has(process));
  return { word, pills: facts.pills, taken, consumers, waiting, others };
}

function hasLeft(facts: QueueFacts, { get }: Pill): boolean {
  if (!get) return false;
  const part = facts.parts.get(get.process);
  if (part?.lastGet !== get) return false;
  // who puts it back passes it on to the next: one pill is enough for all
  return !facts.pills.some(({ put }) => put.process === get.process && put.seq > get.seq);
}

/** It ended as it should, or has not ended. Whoever is stuck is ended from outside. */
export function isWell(run: Run, process: number): boolean {
  const { exitCode = null } = run.trace.processes[process] ?? {};
  return exitCode === null || exitCode === 0 || run.stuck.has(process);
}
