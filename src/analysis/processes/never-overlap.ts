// Processes that are started and joined one after the other, although nothing goes from one to the next: they could run side by side.

import { type Nanos, toMillis } from '../../base/units.ts';
import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { list, type Run } from '../run.ts';
import { type Step, waitedFor } from '../step.ts';

interface Member {
  readonly process: number;
  readonly seq: number;
  readonly site: number;
  beginT: number;
  endT: number;
  /** Asleep, or waiting for something: no core is needed for that. */
  idle: Nanos;
  /** The `join` that the parent has waited in. */
  join: Step | null;
  /** Objects that it used: true where it took something from there. */
  readonly uses: Map<number, boolean>;
}

/** Members at one place, each started when the one before had been joined. */
interface Row {
  readonly parent: number;
  readonly members: Member[];
}

const leastMembers = 3;
const leastGainMs = 200;

export const neverOverlap: Analysis = {
  id: 'never-overlap',
  title: 'Processes that run one after the other for no reason',
  watch: (run) => new NeverOverlap(run),
};

/** What gives, or takes nothing but a turn: who is first makes no difference that can be seen. */
const giving: ReadonlySet<string> = new Set([
  'put',
  'send',
  'sendBytes',
  'acquire',
  'release',
  'taskDone',
  'close',
  'sleep',
  'span',
]);

class NeverOverlap implements Watcher {
  readonly #run: Run;
  /** By parent: the row that the next start may go on. */
  readonly #open = new Map<number, Row>();
  readonly #rows: Row[] = [];
  readonly #members = new Map<number, Member>();

  constructor(run: Run) {
    this.#run = run;
  }

  started(process: number, by: number, index: number): void {
    const { site, seq } = this.#run.trace;
    const times = { beginT: -1, endT: -1, idle: 0, join: null };
    const member: Member = { process, seq: seq.at(index), site: site.at(index), ...times, uses: new Map() };
    this.#members.set(process, member);
    const row = this.#open.get(by);
    const last = row?.members.at(-1);
    if (row && last && last.site === member.site && last.join) row.members.push(member);
    else this.#begin({ parent: by, members: [member] });
  }

  begun(process: number, index: number): void {
    const member = this.#members.get(process);
    if (member) member.beginT = this.#run.trace.t.at(index);
  }

  exited(process: number, _code: number, index: number): void {
    const member = this.#members.get(process);
    if (member) member.endT = this.#run.trace.t.at(index);
  }

  ended(step: Step): void {
    const { process, object } = step;
    const takes = !(giving.has(step.op) || (step.op === 'set' && step.type === 'Event')) || step.receives !== 0;
    const member = this.#members.get(process);
    if (member) member.idle += waitedFor(step);
    const uses = member?.uses;
    if (uses && (takes || !uses.has(object))) uses.set(object, takes || uses.get(object) === true);
    const row = this.#open.get(process);
    if (!row) return;
    const last = row.members.at(-1);
    const isJoin = step.type === 'Process' && step.op === 'join' && step.outcome === 'return';
    if (isJoin && last && this.#run.processOf(object) === last.process) last.join = step;
    // what the parent has taken in between may be what the next one is given
    else if (takes && !isJoin) this.#open.delete(process);
  }

  findings(): Finding[] {
    // who waits for ever is no work that could be done sooner
    if (!this.#run.isOver || this.#run.stuck.size > 0) return [];
    return this.#rows.flatMap((row) => {
      const gain = this.#gainOf(row.members);
      return row.members.length >= leastMembers && gain >= leastGainMs && areApart(row.members)
        ? [this.#tell(row, gain)]
        : [];
    });
  }

  #begin(row: Row): void {
    const last = this.#rows.at(-1);
    // most starts are no row at all
    if (last && last.members.length < leastMembers && this.#open.get(row.parent) === last) this.#rows.pop();
    this.#rows.push(row);
    this.#open.set(row.parent, row);
  }

  /** How much sooner all would be done, in ms, if the longest alone counted and every core were busy. */
  #gainOf(members: readonly Member[]): number {
    const lengths = members.map(({ beginT, endT }) => (beginT < 0 || endT < 0 ? 0 : endT - beginT));
    const sum = lengths.reduce((total, one) => total + one, 0);
    const idle = members.reduce((total, one) => total + one.idle, 0);
    return toMillis(sum - Math.max(...lengths, (sum - idle) / this.#run.cores));
  }

  #tell({ parent, members }: Row, gain: number): Finding {
    const run = this.#run;
    const who = run.who(parent);
    const names = list(members.map(({ process }) => run.who(process)));
    const start = members[1];
    const join = members[0]?.join;
    const place = { process: parent, site: join?.site ?? 0, seq: join?.seq ?? 0 };
    return {
      id: neverOverlap.id,
      severity: 'hint',
      title: `These ${members.length} processes never overlap: ${who} joins each before it starts the next`,
      message: `${names} were started at ${run.at(start?.site ?? 0)} and joined at ${run.at(place.site)}, one after the other. As far as the trace shows, none of them needs anything from another. Side by side they could be done up to ${Math.round(gain)} ms sooner.`,
      cure: 'Where none needs what another one has left behind, in a file for instance: start them all first and join them afterwards, in a second loop; or leave the work to a Pool.',
      places: [
        { ...place, text: `${who} waits for ${run.who(members[0]?.process ?? 0)}` },
        {
          process: parent,
          site: start?.site ?? 0,
          seq: start?.seq ?? 0,
          text: `only then ${who} starts ${run.who(start?.process ?? 0)}`,
        },
      ],
      cycle: [],
    };
  }
}

/** None took anything from where another one had been. */
function areApart(members: readonly Member[]): boolean {
  const users = new Map<number, number>();
  const taken = new Set<number>();
  for (const { uses } of members) {
    for (const [object, takes] of uses) {
      users.set(object, (users.get(object) ?? 0) + 1);
      if (takes) taken.add(object);
    }
  }
  return [...taken].every((object) => users.get(object) === 1);
}
