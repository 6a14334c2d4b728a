// What bounds the run: a lock that is held nearly all the time, or those who take from a full queue. What could be gained at most is
// said as a bound, after Amdahl (1967): what is not bounded by it does not get faster.

import { type Nanos, toMillis } from '../../base/units.ts';
import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { count, list, type Run } from '../run.ts';
import { type Step, waitedFor } from '../step.ts';

interface User {
  last: Step;
  waited: Nanos;
  count: number;
}

/** What processes do at one object, and how long they wait there. */
interface Use {
  readonly object: number;
  readonly isLock: boolean;
  firstT: Nanos;
  lastT: Nanos;
  /** Times that the lock was had, or items taken. */
  served: number;
  held: Nanos;
  heldSince: Nanos;
  /** Of the time that it was held, what its holder slept. */
  heldAsleep: Nanos;
  /** By process. */
  readonly takers: Map<number, User>;
  readonly givers: Map<number, User>;
}

const leastMs = 500;
const leastServed = 100;

export const bottleneck: Analysis = {
  id: 'bottleneck',
  title: 'What bounds the run',
  types: ['Lock', 'RLock', 'Queue', 'JoinableQueue', 'Process'],
  watch: (run) => new Bottleneck(run),
};

class Bottleneck implements Watcher {
  readonly #run: Run;
  readonly #uses = new Map<number, Use>();
  /** By process. */
  readonly #asleep = new Map<number, Nanos>();

  constructor(run: Run) {
    this.#run = run;
  }

  ended(step: Step): void {
    const { op, outcome, endT } = step;
    if (outcome !== 'return') return;
    if (step.type === 'Process') {
      if (op === 'sleep') this.#slept(step);
      return;
    }
    const use = this.#uses.get(step.object) ?? this.#begin(step);
    if (!use.isLock && (this.#run.object(step.object)?.capacity ?? 0) === 0) return;
    use.lastT = endT;
    if (op === 'acquire') {
      use.heldSince = Math.max(step.t, step.unblockedT);
      use.served++;
      this.#add(use.takers, step);
    } else if (op === 'release') use.held += use.heldSince < 0 ? 0 : endT - use.heldSince;
    else if (op === 'get') {
      use.served++;
      this.#add(use.takers, step);
    } else if (op === 'put') this.#add(use.givers, step);
    if (op === 'release') use.heldSince = -1;
  }

  findings(): Finding[] {
    // shares of the time are right when it is over
    if (!this.#run.isOver) return [];
    return [...this.#uses.values()].flatMap((use) => {
      if (use.served < leastServed || toMillis(use.lastT - use.firstT) < leastMs) return [];
      return use.isLock ? this.#lock(use) : this.#queue(use);
    });
  }

  /** It does nothing meanwhile, and means to. */
  #slept(step: Step): void {
    const { process } = step;
    const time = waitedFor(step);
    this.#asleep.set(process, (this.#asleep.get(process) ?? 0) + time);
    for (const { lock } of this.#run.holds.of(process)) {
      const use = this.#uses.get(lock);
      if (use) use.heldAsleep += time;
    }
  }

  #asleepOf(takers: Use['takers']): Nanos {
    return [...takers.keys()].reduce((sum, process) => sum + (this.#asleep.get(process) ?? 0), 0);
  }

  #begin(step: Step): Use {
    const isLock = step.type === 'Lock' || step.type === 'RLock';
    const none = { served: 0, held: 0, heldSince: -1, heldAsleep: 0, takers: new Map(), givers: new Map() };
    const use = { object: step.object, isLock, firstT: step.t, lastT: step.endT, ...none };
    this.#uses.set(step.object, use);
    return use;
  }

  #add(to: Use['takers'], step: Step): void {
    const waited = waitedFor(step);
    const known = to.get(step.process);
    if (known) {
      known.last = step;
      known.waited += waited;
      known.count++;
    } else to.set(step.process, { last: step, waited, count: 1 });
  }

  /** Held nearly all the time, and the others wait for it most of theirs. */
  #lock({ object, firstT, lastT, held, heldAsleep, ...use }: Use): Finding[] {
    const run = this.#run;
    const takers = regular(use.takers);
    const span = lastT - firstT;
    const waited = sumOf(takers);
    if (takers.size < 3 || held < 0.9 * span || waited < 0.5 * span * (takers.size - 1)) return [];
    const last = [...takers.values()][0]?.last;
    if (!last) return [];
    const name = run.what(object);
    // the time that all of them work, shared out evenly, and what they compute over the cores
    const working = takers.size * span - waited;
    const best = Math.max(working / takers.size, (working - this.#asleepOf(takers)) / run.cores);
    const isAsleep = heldAsleep > 0.5 * held;
    const sleeps = isAsleep ? ` Who has it sleeps ${percent(heldAsleep / held)} of that time.` : '';
    const unless = isAsleep ? `Where ${name} stands for a thing that takes its time, nothing is wrong. Else do` : 'Do';
    return [
      {
        id: bottleneck.id,
        severity: 'hint',
        title: `${name} bounds the run: it is held ${percent(held / span)} of the time`,
        message: `${list([...takers.keys()].map((process) => run.who(process)))} share ${name} (${run.at(last.site)}) and wait for it ${percent(waited / (takers.size * span))} of their time: together they do hardly more than one of them alone.${sleeps} What lasts ${milliseconds(span)} could be done in ${milliseconds(best)} at best if they did not need it.`,
        cure: `${unless} less while ${name} is held: compute first and take it only to store the result; or use one lock for each thing that is shared.`,
        places: [run.place(last, `${run.who(last.process)} takes ${name}`)],
        cycle: [],
      },
    ];
  }

  /** Full nearly all the time: those who put wait, and those who take do not. */
  #queue({ object, firstT, lastT, served, ...use }: Use): Finding[] {
    const run = this.#run;
    const [takers, givers] = [regular(use.takers), regular(use.givers)];
    const span = lastT - firstT;
    const [putting, taking] = [sumOf(givers), sumOf(takers)];
    if (givers.size === 0 || takers.size === 0) return [];
    if (putting < 0.5 * span * givers.size || taking > 0.1 * span * takers.size) return [];
    const [{ last: get } = { last: null }] = takers.values();
    const [{ last: put } = { last: null }] = givers.values();
    if (!get || !put) return [];
    const name = run.what(object);
    const who = list([...takers.keys()].map((process) => run.who(process)));
    const each = (toMillis(span) * takers.size) / served;
    const better = (span * takers.size) / (takers.size + 1);
    const asleep = this.#asleepOf(takers) / (span * takers.size - taking);
    // what sleeps needs no core
    const isAsleep = asleep > 0.5;
    const hasRoom = isAsleep || takers.size < run.cores;
    const sleeps = isAsleep
      ? ` ${takers.size === 1 ? 'It sleeps' : 'They sleep'} ${percent(asleep)} of that time.`
      : '';
    const unless = isAsleep ? 'Where that keeps a pace on purpose, nothing is wrong. Else: ' : '';
    const gain = hasRoom
      ? `With one more process that takes, ${milliseconds(span)} could become ${milliseconds(better)} at best.`
      : `There are as many of them as cores (${run.cores}): where they compute, one more gains nothing.`;
    const cure = hasRoom ? `Let more processes take from ${name}, or do less for each item` : 'Do less for each item';
    return [
      {
        id: bottleneck.id,
        severity: 'hint',
        title: `${who} ${takers.size === 1 ? 'bounds' : 'bound'} the run: ${name} is full most of the time`,
        message: `${who} ${takers.size === 1 ? 'takes' : 'take'} ${each.toFixed(1)} ms for each of ${count(served, 'item')} (${run.at(get.site)}) and ${takers.size === 1 ? 'waits' : 'wait'} for the next one ${percent(taking / (span * takers.size))} of the time.${sleeps} ${list([...givers.keys()].map((process) => run.who(process)))} waited ${percent(putting / (span * givers.size))} of theirs for room (${run.at(put.site)}). ${gain}`,
        cure: `${unless}${cure}; a greater maxsize gains nothing.`,
        places: [
          run.place(get, `${run.who(get.process)} takes from ${name}`),
          run.place(put, `${run.who(put.process)} waits for room in ${name}`),
        ],
        cycle: [],
      },
    ];
  }
}

/** Without those who come only once in a while, such as with a sentinel. */
function regular(users: Use['takers']): Use['takers'] {
  const most = Math.max(...[...users.values()].map(({ count }) => count));
  return new Map([...users].filter(([, user]) => user.count * 10 >= most));
}

function sumOf(users: Use['takers']): Nanos {
  let sum = 0;
  for (const { waited } of users.values()) sum += waited;
  return sum;
}

const percent = (share: number) => `${Math.round(100 * Math.min(1, share))} %`;
const milliseconds = (nanos: Nanos) => `${Math.round(toMillis(nanos))} ms`;
