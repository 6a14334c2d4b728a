// One notification, several processes that sleep in the condition for different things: it wakes one that has to sleep on, and the
// one that it was meant for sleeps on as well.

import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import type { Run } from '../run.ts';
import type { Step } from '../step.ts';

interface Sleeper {
  readonly wait: Step;
  /** What it looked at before it went to sleep. */
  readonly looks: readonly Step[];
}

/** A notification of one on its way. */
interface Delivery {
  readonly notify: Step;
  readonly changed: readonly Step[];
  readonly others: readonly Sleeper[];
  woken: Step | null;
}

interface Misled {
  readonly delivery: Delivery;
  readonly woken: Step;
  readonly meant: Sleeper;
}

/** One is enough to be told. */
const mostKept = 16;

interface Sleepers {
  readonly asleep: Map<number, Sleeper>;
  /** The last notification, while there has been no other. */
  delivery: Delivery | null;
  misled: Misled[];
}

export const wrongWaiter: Analysis = {
  id: 'wrong-waiter',
  title: 'A notification that wakes the wrong process',
  types: ['Condition'],
  watch: (run) => new WrongWaiter(run),
};

class WrongWaiter implements Watcher {
  readonly #run: Run;
  readonly #conditions = new Map<number, Sleepers>();
  readonly #found = new Map<number, Misled>();

  constructor(run: Run) {
    this.#run = run;
  }

  created(object: number): void {
    if (this.#run.typeOf(object) !== 'Condition') return;
    this.#conditions.set(object, { asleep: new Map(), delivery: null, misled: [] });
  }

  called(step: Step): void {
    const condition = this.#conditions.get(step.object);
    if (!condition) return;
    if (step.op !== 'wait') condition.delivery = this.#deliver(step, condition);
    else this.#sleeps(step, condition);
  }

  unblocked(step: Step): void {
    const condition = this.#conditions.get(step.object);
    if (!condition) return;
    condition.asleep.delete(step.operation);
    const { delivery } = condition;
    if (delivery && !delivery.woken && step.by === delivery.notify.process) delivery.woken = step;
    // who sleeps no more got what it waited for after all
    for (const one of condition.misled) {
      if (one.meant.wait === step && !this.#found.has(step.object)) this.#found.set(step.object, one);
    }
    condition.misled = condition.misled.filter(({ meant }) => meant.wait !== step);
  }

  ended(step: Step): void {
    if (step.op === 'wait') this.#conditions.get(step.object)?.asleep.delete(step.operation);
  }

  said(): void {
    for (const [object, { misled }] of this.#conditions) {
      const stuck = misled.find(({ meant }) => this.#run.isStuck(meant.wait));
      if (stuck) this.#found.set(object, stuck);
    }
  }

  exited(process: number): void {
    for (const step of this.#run.openSteps(process)) this.#conditions.get(step.object)?.asleep.delete(step.operation);
  }

  findings(): Finding[] {
    return [...this.#found.values()].map((misled) => this.#tell(misled));
  }

  #deliver(notify: Step, { asleep }: Sleepers): Delivery | null {
    if (notify.op !== 'notify' || this.#run.preview(notify) !== '') return null;
    const sites = new Set([...asleep.values()].map(({ wait }) => wait.site));
    if (sites.size < 2) return null;
    const changed = this.#run.looks.changed(notify.process, this.#lockedAt(notify));
    return { notify, changed, others: [...asleep.values()], woken: null };
  }

  #sleeps(wait: Step, condition: Sleepers): void {
    const looks = this.#run.looks.since(wait.process, this.#lockedAt(wait));
    const { delivery } = condition;
    if (delivery?.woken?.process === wait.process && delivery.woken.site === wait.site) {
      this.#sleepsAgain(delivery, delivery.woken, condition);
      condition.delivery = null;
    }
    condition.asleep.set(wait.operation, { wait, looks });
  }

  #sleepsAgain(delivery: Delivery, woken: Step, condition: Sleepers): void {
    const changed = new Set(delivery.changed.map(({ object }) => object));
    const seen = new Set(this.#run.looks.since(woken.process, delivery.notify.seq).map(({ object }) => object));
    // the one that was woken looks at something that was changed: it may have been meant
    if ([...changed].some((object) => seen.has(object))) return;
    for (const meant of delivery.others) {
      const { wait, looks } = meant;
      if (wait === woken || wait.site === woken.site || !condition.asleep.has(wait.operation)) continue;
      if (condition.misled.length >= mostKept || !looks.some(({ object }) => changed.has(object))) continue;
      condition.misled.push({ delivery, woken, meant });
    }
  }

  /** When it took the condition's lock. */
  #lockedAt({ process, object }: Step): number {
    const holds = this.#run.holds.of(process);
    const lock = this.#run.lockOf(object);
    return (holds.find((one) => one.lock === lock) ?? holds.at(-1))?.step.seq ?? 0;
  }

  #tell({ delivery: { notify, changed }, woken, meant: { wait } }: Misled): Finding {
    const run = this.#run;
    const name = run.what(notify.object);
    const [by, who, other] = [run.who(notify.process), run.who(woken.process), run.who(wait.process)];
    const isStuck = run.isStuck(wait);
    const change = changed[0] ? ` after it had changed ${run.what(changed[0].object)}` : '';
    const end = isStuck ? `${other} waits for good.` : `${other} went on only with a later notification.`;
    return {
      id: wrongWaiter.id,
      severity: isStuck ? 'error' : 'warning',
      title: `The notification of ${name} woke ${who}, not ${other}, which waits for what has changed`,
      message: `${by} called notify() of ${name} (${run.at(notify.site)})${change}. It woke ${who}, which waits for something else (${run.at(woken.site)}) and went back to sleep; ${other} (${run.at(wait.site)}) slept on. ${end}`,
      cure: `Use notifyAll() where processes wait in ${name} for different things, or make a condition for each of these things, with the same lock.`,
      places: [
        run.place(notify, `${by} wakes one of several`),
        run.place(woken, `${who} is woken, and has to wait on`),
        run.place(wait, `${other} waits for what has come`),
      ],
      cycle: [],
    };
  }
}
