// A condition is notified while nobody sleeps in it, and somebody who comes later sleeps without looking: that notification is lost.

import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import type { Run } from '../run.ts';
import type { Step } from '../step.ts';

interface Sleep {
  readonly wait: Step;
  /** The notification that came too early for it. */
  readonly notify: Step;
  /** It has never waited there before: to lose one of many notifications may be meant so. */
  readonly isFirst: boolean;
  /** Nothing makes the notification come first. */
  readonly isByLuck: boolean;
}

interface Sleepers {
  /** By operation; `null`: it missed nothing. */
  readonly asleep: Map<number, Sleep | null>;
  /** Who has waited there before. */
  readonly users: Set<number>;
  /** The last notification that those who come now have missed. */
  missed: Step | null;
}

export const lostWakeup: Analysis = {
  id: 'lost-wakeup',
  title: 'A notification that comes before the wait',
  types: ['Condition'],
  watch: (run) => new LostWakeup(run),
};

class LostWakeup implements Watcher {
  readonly #run: Run;
  readonly #conditions = new Map<number, Sleepers>();
  readonly #found = new Map<string, { sleep: Sleep; isStuck: boolean }>();

  constructor(run: Run) {
    this.#run = run;
  }

  called(step: Step): void {
    if (step.op !== 'wait') return;
    const condition = this.#of(step.object);
    const { missed } = condition;
    const isFirst = !condition.users.has(step.process);
    condition.users.add(step.process);
    condition.asleep.set(step.operation, missed ? this.#sleepAfter(missed, step, isFirst) : null);
  }

  ended(step: Step): void {
    const condition = this.#of(step.object);
    if (step.op === 'wait') {
      const sleep = condition.asleep.get(step.operation);
      condition.asleep.delete(step.operation);
      if (step.outcome === 'timeout' && sleep?.isByLuck && sleep.isFirst) this.#add(sleep, false);
    } else if (step.outcome === 'return') {
      const isLost = condition.asleep.size === 0 || step.op === 'notifyAll';
      condition.missed = isLost ? step : null;
      // whoever sleeps now could have had this one
      for (const operation of condition.asleep.keys()) condition.asleep.set(operation, null);
    }
  }

  said(): void {
    for (const { asleep } of this.#conditions.values()) {
      for (const sleep of asleep.values()) if (sleep && this.#run.isStuck(sleep.wait)) this.#add(sleep, true);
    }
  }

  exited(process: number): void {
    for (const step of this.#run.openSteps(process)) this.#conditions.get(step.object)?.asleep.delete(step.operation);
  }

  findings(): Finding[] {
    return [...this.#found.values()].map(({ sleep, isStuck }) => this.#tell(sleep, isStuck));
  }

  #of(object: number): Sleepers {
    const known = this.#conditions.get(object);
    if (known) return known;
    const made: Sleepers = { asleep: new Map(), users: new Set(), missed: null };
    this.#conditions.set(object, made);
    return made;
  }

  #sleepAfter(notify: Step, wait: Step, isFirst: boolean): Sleep | null {
    if (notify.process === wait.process || this.#run.preview(wait) === 'waitFor') return null;
    // it has looked since, and found that it has to wait
    if (this.#run.looks.since(wait.process, notify.seq).length > 0) return null;
    return { wait, notify, isFirst, isByLuck: !this.#run.order.knows(wait.process, notify.process, notify.seq) };
  }

  #add(sleep: Sleep, isStuck: boolean): void {
    const key = `${sleep.wait.object} ${sleep.wait.site}`;
    const known = this.#found.get(key);
    if (!known || (isStuck && !known.isStuck)) this.#found.set(key, { sleep, isStuck });
  }

  #tell({ wait, notify, isByLuck }: Sleep, isStuck: boolean): Finding {
    const run = this.#run;
    const name = run.what(wait.object);
    const [who, other] = [run.who(wait.process), run.who(notify.process)];
    const end = isStuck ? `Nobody notifies it again: ${who} waits for good.` : 'Its wait timed out.';
    const luck = isByLuck ? ' Nothing makes the one come before the other.' : '';
    return {
      id: lostWakeup.id,
      severity: isStuck ? 'error' : 'warning',
      title: `${other} notified ${name} before ${who} waited: the notification is lost`,
      message: `${other} called ${notify.op} of ${name} (${run.at(notify.site)}) before ${who} began to wait (${run.at(wait.site)}): a condition keeps no notifications.${luck} ${end}`,
      cure: `Keep what is waited for in a Value (or another shared object), change it before notify(), and wait with waitFor(async () => (await ready.get()) === 1), which sees that it has come already.`,
      places: [
        run.place(wait, `${who} waits for a notification that has been`),
        run.place(notify, `${other} notifies, and ${who} does not sleep yet`),
      ],
      cycle: [],
    };
  }
}
