// Puts a set of stuck processes into words: each process, its line, what it waits for, and who could have ended it.

import type { Finding, Place } from '../trace/finding.ts';
import type { Kernel } from './kernel.ts';
import type { Operation } from './object-rule.ts';
import { howEnded, type ProcessEntry } from './process-entry.ts';
import { endersOf, waitsOf } from './stuck.ts';

export interface StuckSet {
  stuck: readonly ProcessEntry[];
  /** Everybody who lives is stuck. */
  whole: boolean;
}

export function deadlockFinding({ stuck, whole }: StuckSet, kernel: Kernel): Finding {
  const operations = stuck.flatMap(toldOf);
  const sentences = operations.map((operation) => sentenceOf(operation, kernel));
  const places: Place[] = operations.map((operation, index) => {
    return { process: operation.process, site: operation.site, seq: 0, text: sentences[index] ?? '' };
  });
  const cycle = operations.flatMap((operation) =>
    endersOf(operation, kernel).map((to) => ({ from: operation.process, to, object: operation.object.id })),
  );
  const [first] = sentences;
  const title = whole ? `Deadlock: ${first}` : `Stuck for good: ${first}`;
  const rest = whole
    ? 'No process of this run can ever go on.'
    : `${stuck.map((entry) => entry.name).join(' and ')} can never go on, whatever the other processes do.`;
  const cures = new Set(operations.map((operation) => operation.rule.wording?.cure ?? ''));
  return {
    id: whole ? 'deadlock' : 'partial-deadlock',
    severity: 'error',
    title,
    message: [rest, ...sentences].join('\n'),
    cure: [...cures].filter((cure) => cure !== '').join(' '),
    places,
    cycle,
  };
}

/** What a process waits for in the background is told only where it waits for nothing else. */
function toldOf(entry: ProcessEntry): Operation[] {
  const waits = waitsOf(entry).filter(({ rule }) => !rule.serves);
  const inFront = waits.filter(({ rule }) => !rule.background);
  return inFront.length > 0 ? inFront : waits.slice(0, 1);
}

function sentenceOf(operation: Operation, kernel: Kernel): string {
  const { object, rule } = operation;
  const place = kernel.recorder.place(operation.site);
  const nameOfOwner = (process: number) => stateOf(process, kernel);
  const told = rule.wording?.waitsFor(object.name, object.state, nameOfOwner, operation);
  const waitsFor = told ?? `\`${object.name}\` (${rule.name})`;
  const who = nameOf(operation.process, kernel);
  const enders = endersOf(operation, kernel).map((process) => nameOf(process, kernel));
  return `${who} waits${place === '' ? '' : ` at ${place}`} for ${waitsFor}; ${whoCould(enders, operation)}.`;
}

function whoCould(enders: string[], operation: Operation): string {
  const could = operation.rule.wording?.couldEnd ?? 'end this wait';
  if (enders.length === 0) return `nobody is left who could ${could}`;
  // "the end of Process-1; only Process-1 could end" would say it twice
  if (operation.cell?.reason === 'join') return `${enders.join(', ')} waits itself`;
  const all = enders.length === 1 ? enders[0] : `${enders.slice(0, -1).join(', ')} or ${enders.at(-1)}`;
  return `only ${all} could ${could}, and ${enders.length === 1 ? 'it waits itself' : 'they wait themselves'}`;
}

/** A process where its being alive matters: `Process-1`, or `Process-1, which was killed by signal 9`. */
function stateOf(process: number, kernel: Kernel): string {
  const entry = kernel.processes.get(process);
  return entry?.state === 'ended' ? `${entry.name}, which ${howEnded(entry)}` : nameOf(process, kernel);
}

function nameOf(process: number, kernel: Kernel): string {
  return kernel.processes.get(process)?.name ?? `process ${process}`;
}
