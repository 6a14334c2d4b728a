// A process ends with a permit that it acquired and never released: one less for all others, for good.

import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { count, type Run } from '../run.ts';
import type { Step } from '../step.ts';
import { PermitBook, type Permits } from './permits.ts';

interface Leak {
  readonly permits: Permits;
  readonly acquires: readonly Step[];
  /** It has ended; else it asks for one more, in the same line. */
  readonly isOver: boolean;
}

export const semaphoreLeak: Analysis = {
  id: 'semaphore-leak',
  title: 'A permit of a semaphore that is never given back',
  types: ['Semaphore', 'BoundedSemaphore'],
  watch: (run) => new SemaphoreLeak(run),
};

class SemaphoreLeak implements Watcher {
  readonly #run: Run;
  readonly #book = new PermitBook();
  readonly #leaks: Leak[] = [];
  readonly #waiting = new Set<Step>();
  /** By semaphore: who waited in vain. */
  readonly #missed = new Map<number, Step>();

  constructor(run: Run) {
    this.#run = run;
  }

  created(object: number, _process: number, index: number): void {
    const type = this.#run.typeOf(object);
    if (type === 'Semaphore' || type === 'BoundedSemaphore') this.#book.created(object, this.#run.trace.size.at(index));
  }

  blocked(step: Step): void {
    if (step.op === 'acquire') this.#waiting.add(step);
  }

  ended(step: Step): void {
    this.#book.ended(step);
    if (!this.#waiting.delete(step)) return;
    if (step.outcome === 'timeout' && !this.#missed.has(step.object)) this.#missed.set(step.object, step);
  }

  said(): void {
    for (const wait of this.#waiting) {
      if (!this.#run.isStuck(wait)) continue;
      this.#missed.set(wait.object, wait);
      const permits = this.#book.of(wait.object);
      const own = permits?.held.get(wait.process)?.filter(({ site }) => site === wait.site) ?? [];
      const onlyAcquires = [...this.#run.openSteps(wait.process)].every(({ object }) => object === wait.object);
      if (permits && own.length > 0 && onlyAcquires) this.#leaks.push({ permits, acquires: own, isOver: false });
    }
  }

  exited(process: number, code: number): void {
    for (const wait of this.#waiting) if (wait.process === process) this.#waiting.delete(wait);
    // what is lost when somebody is killed is told by another analysis
    if (code < 0 || this.#run.isServer(process)) return;
    for (const permits of this.#book.all()) {
      const acquires = permits.held.get(process) ?? [];
      if (acquires.length > 0) this.#leaks.push({ permits, acquires: [...acquires], isOver: true });
    }
  }

  findings(): Finding[] {
    const told = new Set<number>();
    return this.#leaks.flatMap((leak) => {
      const site = leak.acquires[0]?.site ?? 0;
      if (told.has(site) || !this.#isMissed(leak)) return [];
      told.add(site);
      return [this.#tell(leak)];
    });
  }

  /** Somebody waited in vain, or others used the semaphore after that, with one permit less. */
  #isMissed({ permits, acquires }: Leak): boolean {
    const { object, isSignal, isReturned, initial, left, lastOf } = permits;
    const [first] = acquires;
    if (isSignal || !first) return false;
    const missed = this.#missed.get(object);
    if (missed && (missed.process !== first.process || this.#run.isStuck(missed))) return true;
    const isUsed = [...lastOf].some(([process, seq]) => process !== first.process && seq > first.seq);
    return this.#run.isOver && isReturned && left < initial && isUsed;
  }

  #tell({ permits, acquires, isOver }: Leak): Finding {
    const run = this.#run;
    const [first] = acquires;
    const { process = 0, site = 0, seq = 0 } = first ?? {};
    const [who, name] = [run.who(process), run.what(permits.object)];
    const missed = this.#missed.get(permits.object);
    const isStuck = missed !== undefined && run.isStuck(missed);
    const alike = new Set(
      this.#leaks.filter((one) => one.permits === permits).map(({ acquires: [one] }) => one?.process),
    );
    const others = alike.size > 1 ? ` ${count(alike.size, 'process has', 'processes have')} done so in this run.` : '';
    const ended = isOver
      ? `${who} acquired ${name} at ${run.at(site)} and ended without releasing it.${others}`
      : `${who} acquired ${name} at ${run.at(site)} and comes there again without having released it.${others}`;
    const waits =
      missed === undefined
        ? `${name} began with ${count(permits.initial, 'permit')}, and ${permits.left} ${permits.left === 1 ? 'was' : 'were'} left at the end.`
        : `${run.who(missed.process)} waits for a permit at ${run.at(missed.site)}${isStuck ? ', for good' : ', and gave up'}.`;
    const places = [run.place({ process, site, seq }, `${who} acquires ${name} and never releases it`)];
    if (missed) places.push(run.place(missed, `${run.who(missed.process)} waits for a permit of ${name}`));
    return {
      id: semaphoreLeak.id,
      severity: isStuck ? 'error' : 'warning',
      title: `${who} never gives back a permit of ${name}`,
      message: `${ended}\n${waits}`,
      cure: `Release every permit that is acquired, also where something fails: ${name.replaceAll('`', '')}.with(…) does.`,
      places,
      cycle: [],
    };
  }
}
