// An object made at the top level of a module is another one in every child, for each imports the module anew: what one process
// puts into its own, the other one, which waits at its own, never gets.

import { type Finding, tellsOfStuck } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { count, list, type Run } from '../run.ts';
import type { Step } from '../step.ts';
import { stuckSteps } from '../stuck/stuck-steps.ts';

/** What is made at one place: one object for each process. */
interface Family {
  readonly copies: Copy[];
  /** Some child has made its own while it imported its modules. */
  isImported: boolean;
  /** Somebody waits for ever at a copy of his own. */
  stuck: Step | null;
}

interface Copy {
  readonly object: number;
  readonly family: Family;
  /** The first that gives something to others, and the first that takes, by processes. */
  readonly gives: Map<number, Step>;
  readonly takes: Map<number, Step>;
  /** A take that came to nothing. */
  inVain: Step | null;
  put: number;
  got: number;
}

const queues = ['Queue', 'JoinableQueue', 'SimpleQueue'];
const locks = ['Lock', 'RLock', 'Semaphore', 'BoundedSemaphore'];
const types = [...queues, ...locks, 'Event', 'Condition', 'Barrier', 'Value', 'SharedArray', 'Connection'];
const giving: ReadonlySet<string> = new Set(['put', 'send', 'sendBytes', 'set', 'setSlice', 'notify', 'notifyAll']);
const taking: ReadonlySet<string> = new Set([
  'get',
  'recv',
  'recvBytes',
  'poll',
  'wait',
  'isSet',
  'slice',
  'acquire',
  'empty',
]);

export const moduleLevelQueue: Analysis = {
  id: 'module-level-queue',
  title: 'A queue or lock at the top level of a module, which every child makes anew',
  types,
  watch: (run) => new ModuleLevelQueue(run),
};

class ModuleLevelQueue implements Watcher {
  readonly #run: Run;
  readonly #families = new Map<string, Family>();
  readonly #copies = new Map<number, Copy>();

  constructor(run: Run) {
    this.#run = run;
  }

  created(object: number, _process: number, index: number): void {
    const { type = '', name = '', site = 0 } = this.#run.object(object) ?? {};
    // the lock of a value is part of it, and told with it
    this.#forget(this.#run.lockOf(object));
    if (site === 0 || !types.includes(type)) return;
    const key = `${type} ${name} ${site}`;
    const family = this.#families.get(key) ?? { copies: [], isImported: false, stuck: null };
    this.#families.set(key, family);
    if (this.#run.trace.code.at(index) === 1) family.isImported = true;
    // made again and again at one place, it is no matter of a module
    if (family.copies.length >= 64) return;
    const copy: Copy = { object, family, gives: new Map(), takes: new Map(), inVain: null, put: 0, got: 0 };
    family.copies.push(copy);
    this.#copies.set(object, copy);
  }

  #forget(object: number): void {
    const copy = this.#copies.get(object);
    if (!copy || copy.gives.size > 0 || copy.takes.size > 0) return;
    this.#copies.delete(object);
    copy.family.copies.splice(copy.family.copies.indexOf(copy), 1);
  }

  called(step: Step): void {
    const copy = this.#copies.get(step.object);
    if (!copy) return;
    if (step.sends !== 0) copy.put++;
    const uses = giving.has(step.op) ? copy.gives : taking.has(step.op) ? copy.takes : null;
    if (uses && !uses.has(step.process)) uses.set(step.process, step);
  }

  ended(step: Step): void {
    const copy = this.#copies.get(step.object);
    if (!copy || !taking.has(step.op)) return;
    if (step.receives !== 0) copy.got++;
    const isVain = step.outcome === 'timeout' || (step.outcome === 'return' && step.op === 'empty' && step.code === 1);
    if (isVain) copy.inVain ??= step;
  }

  said(finding: Finding): void {
    if (!tellsOfStuck(finding)) return;
    for (const step of stuckSteps(this.#run, finding)) {
      const family = this.#copies.get(step.object)?.family;
      if (family?.isImported) family.stuck ??= step;
    }
  }

  findings(): Finding[] {
    return [...this.#families.values()].flatMap((family) => (family.isImported ? this.#findingsOf(family) : []));
  }

  #findingsOf(family: Family): Finding[] {
    const { copies, stuck } = family;
    const waiting = stuck && this.#copies.get(stuck.object);
    if (stuck && waiting) {
      const other = copies.find((copy) => copy !== waiting && this.#isElsewhere(copy, stuck.process));
      const use = other && first(other.gives, other.takes);
      return other && use ? [this.#tell('error', stuck, use)] : [];
    }
    if (!this.#run.isOver) return [];
    const pair = this.#apart(copies);
    return pair ? [this.#tell('warning', pair.taker, pair.giver)] : [];
  }

  /** Its own process alone uses it, and it is not this one. */
  #isElsewhere({ gives, takes }: Copy, process: number): boolean {
    return (gives.size > 0 || takes.size > 0) && !gives.has(process) && !takes.has(process);
  }

  /** A use of one copy that was meant for the use of another one, as far as nothing else can be thought of. */
  #apart(copies: readonly Copy[]): { giver: Step; taker: Step } | undefined {
    for (const one of copies) {
      const type = this.#run.typeOf(one.object);
      for (const other of copies) {
        if (one === other) continue;
        const [giver, taker] = [first(one.gives), first(other.takes)];
        if (locks.includes(type)) {
          const [mine, theirs] = [first(one.takes), taker];
          if (mine && theirs && mine.process !== theirs.process) return { giver: theirs, taker: mine };
        } else if (giver && taker && giver.process !== taker.process && this.#isMissed(type, one, other)) {
          return { giver, taker };
        }
      }
    }
    return undefined;
  }

  #isMissed(type: string, from: Copy, to: Copy): boolean {
    // nobody has read what was set, nor set what was read
    if (type === 'Value' || type === 'SharedArray') return from.takes.size === 0 || to.gives.size === 0;
    if (queues.includes(type) || type === 'Connection') return from.put > from.got && to.put === 0;
    return from.takes.size === 0 && to.gives.size === 0;
  }

  #users(object: number): string[] {
    const copies = this.#copies.get(object)?.family.copies ?? [];
    const users = copies.flatMap(({ gives, takes }) => [...gives.keys(), ...takes.keys()]);
    return [...new Set(users)].sort((a, b) => a - b).map((process) => this.#run.who(process));
  }

  #tell(severity: 'error' | 'warning', taker: Step, giver: Step): Finding {
    const run = this.#run;
    const name = run.what(taker.object);
    const [one, other] = [run.who(taker.process), run.who(giver.process)];
    const info = run.object(taker.object);
    const type = run.typeOf(taker.object);
    const { put = 0, got = 0 } = this.#copies.get(giver.object) ?? {};
    const left = giver.sends === 0 ? 0 : put - got;
    const isLock = locks.includes(type);
    const lost = left > 0 ? ` ${count(left, 'item')} ${left === 1 ? 'lies' : 'lie'} there that nobody can get.` : '';
    const waits =
      severity === 'error'
        ? `waits for ever at ${run.at(taker.site)} at its own`
        : `uses its own at ${run.at(taker.site)}`;
    const site = info?.site ?? 0;
    return {
      id: moduleLevelQueue.id,
      severity,
      title: `${list(this.#users(taker.object))} each have a ${name} of their own, for it is made at the top level of a module`,
      message:
        `Each process imports the module anew, and so makes another ${name} at ${run.at(site)}. ` +
        `${one} ${waits}, and ${other} uses another one at ${run.at(giver.site)}.` +
        `${isLock ? ' They keep nobody apart.' : lost}`,
      cure: `Make ${name} inside if (import.meta.main), or in the function that starts the processes, and give it to each of them: new Process({ target, args: [${info?.name ?? 'it'}] }).`,
      places: [
        {
          process: info?.creator ?? 0,
          site,
          seq: 0,
          text: `Every process that imports this module makes its own ${name} here`,
        },
        run.place(taker, `${one} uses its own ${name}`),
        run.place(giver, `${other} uses another one`),
      ],
      cycle: [],
    };
  }
}

/** The earliest of the first uses. */
function first(...uses: readonly ReadonlyMap<number, Step>[]): Step | undefined {
  return uses.flatMap((steps) => [...steps.values()]).sort((a, b) => a.seq - b.seq)[0];
}
