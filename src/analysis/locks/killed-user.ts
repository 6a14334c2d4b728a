// A process is killed while it uses something that others wait for: a permit, an item it had taken and not finished, an item
// that it was about to put. Locks are told by the kernel (`left-held`).

import type { Finding, Place } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { count, list, type Run } from '../run.ts';
import type { Step } from '../step.ts';
import { PermitBook } from './permits.ts';

interface Loss {
  readonly process: number;
  readonly code: number;
  readonly object: number;
  readonly steps: readonly Step[];
  /** `permit`: acquired; `item`: taken and not marked as done; `put`: not yet put. */
  readonly kind: 'permit' | 'item' | 'put';
  victim: Step | null;
}

const reasons: Readonly<Record<Loss['kind'], string>> = { permit: 'zero', item: 'unfinished', put: 'empty' };

export const killedUser: Analysis = {
  id: 'killed-user',
  title: 'A process that is killed while others depend on what it holds',
  types: ['Semaphore', 'BoundedSemaphore', 'Queue', 'JoinableQueue', 'SimpleQueue', 'Process'],
  watch: (run) => new KilledUser(run),
};

class KilledUser implements Watcher {
  readonly #run: Run;
  readonly #book = new PermitBook();
  /** By JoinableQueue and process: items that it took and has not marked as done. */
  readonly #taken = new Map<number, Map<number, Step[]>>();
  readonly #killedBy = new Map<number, Step>();
  readonly #losses: Loss[] = [];
  /** Of the items of JoinableQueues that are not done: numbers of strings. */
  readonly #previews = new Map<number, number>();
  #isEnded = false;

  constructor(run: Run) {
    this.#run = run;
  }

  created(object: number, _process: number, index: number): void {
    const type = this.#run.typeOf(object);
    if (type === 'Semaphore' || type === 'BoundedSemaphore') this.#book.created(object, this.#run.trace.size.at(index));
  }

  called(step: Step): void {
    if (step.type === 'JoinableQueue' && step.op === 'put') this.#previews.set(step.sends, step.text);
    if (step.type !== 'Process') return;
    if (step.op !== 'terminate' && step.op !== 'kill') return;
    this.#killedBy.set(this.#run.processOf(step.object), step);
  }

  ended(step: Step): void {
    if (step.type === 'JoinableQueue') this.#handled(step);
    else if (step.op === 'acquire' || step.op === 'release') this.#book.ended(step);
    if (step.outcome === 'timeout' && this.#losses.length > 0) this.#missed(step);
  }

  said({ id }: Finding): void {
    this.#isEnded ||= id === 'deadlock';
    if (this.#losses.length === 0) return;
    for (const { process } of this.#run.live()) {
      for (const step of this.#run.openSteps(process)) if (this.#run.isStuck(step)) this.#missed(step);
    }
  }

  exited(process: number, code: number): void {
    const run = this.#run;
    // who is ended with the run, or with its pool, was not in use any more
    if (code >= 0 || this.#isEnded || run.isOver || run.isServer(process)) return;
    const lost = (kind: Loss['kind'], object: number, steps: readonly Step[]) =>
      this.#losses.push({ process, code, object, steps, kind, victim: null });
    for (const { object, held, isSignal } of this.#book.all()) {
      const steps = held.get(process) ?? [];
      if (steps.length > 0 && !isSignal) lost('permit', object, [...steps]);
    }
    for (const [object, of] of this.#taken) {
      const steps = of.get(process) ?? [];
      if (steps.length > 0) lost('item', object, [...steps]);
    }
    for (const step of run.openSteps(process)) {
      if (step.op === 'put' && step.blockedT >= 0 && step.unblockedT < 0) lost('put', step.object, [step]);
    }
  }

  findings(): Finding[] {
    return this.#losses.filter(({ victim }) => victim !== null).map((loss) => this.#tell(loss));
  }

  #handled(step: Step): void {
    if (step.outcome !== 'return') return;
    const of = this.#taken.get(step.object) ?? new Map<number, Step[]>();
    const steps = of.get(step.process) ?? [];
    if (step.op === 'get') {
      steps.push(step);
      of.set(step.process, steps);
      this.#taken.set(step.object, of);
    } else if (step.op === 'taskDone') this.#previews.delete(steps.shift()?.receives ?? 0);
  }

  #missed(wait: Step): void {
    const reason = this.#run.trace.stringOf(wait.reason);
    for (const loss of this.#losses) {
      if (loss.object !== wait.object || reason !== reasons[loss.kind] || loss.process === wait.process) continue;
      if (loss.victim === null || this.#run.isStuck(wait)) loss.victim ??= wait;
    }
  }

  #tell({ process, code, object, steps, kind, victim }: Loss): Finding {
    const run = this.#run;
    const [who, name, killer] = [run.who(process), run.what(object), this.#killedBy.get(process)];
    const [first] = steps;
    const n = steps.length;
    const lost: Record<Loss['kind'], string> = {
      permit: `held ${count(n, 'permit')} of ${name}`,
      item: `worked on ${count(n, 'item')} of ${name} (${list(steps.map((step) => this.#itemOf(step)))}), never marked as done`,
      put: `was putting ${first ? run.preview(first) : 'an item'} into ${name}`,
    };
    const cures: Record<Loss['kind'], string> = {
      permit: `Do not kill a process that holds a permit: tell it to end, and join it. Only then is ${name} released.`,
      item: 'Do not kill a worker in the middle of its work: send it a sentinel, and join it.',
      put: 'Do not kill a process that puts: let it finish, and join it.',
    };
    const isStuck = victim !== null && run.isStuck(victim);
    const places: Place[] = [];
    if (killer) places.push(run.place(killer, `${run.who(killer.process)} ends ${who} here`));
    for (const step of steps.slice(0, 2)) places.push(run.place(step, `${who}: ${step.op} of ${name}`));
    if (victim) places.push(run.place(victim, `${run.who(victim.process)} waits for it`));
    const waits = victim
      ? ` ${run.who(victim.process)} waits for that (${run.at(victim.site)})${isStuck ? ', for good' : ' and gave up'}.`
      : '';
    return {
      id: killedUser.id,
      severity: isStuck ? 'error' : 'warning',
      title: `${who} was killed by signal ${-code} while it ${lost[kind]}`,
      message: `${who} was killed by signal ${-code}${killer ? ` (${run.at(killer.site)})` : ''} while it ${lost[kind]} (${run.at(first?.site ?? 0)}).${waits}`,
      cure: cures[kind],
      places,
      cycle: [],
    };
  }

  /** The preview of what it got. */
  #itemOf(get: Step): string {
    const text = this.#run.trace.stringOf(this.#previews.get(get.receives) ?? 0);
    return text === '' ? 'whose preview is not kept' : text;
  }
}
