// A process looks, has to wait in a condition, and goes on when it is woken without looking again, though what it saw is as before:
// another process was quicker.

import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { list, type Run, times } from '../run.ts';
import type { Step } from '../step.ts';

/** A wait after a look; what it saw is compared when it goes on. */
interface Doubt {
  readonly wait: Step;
  readonly look: Step;
  readonly saw: string;
  readonly sites: ReadonlySet<number>;
  /** Changes of the object since it was woken. */
  changes: Step[];
  isWoken: boolean;
}

interface Found extends Doubt {
  happened: number;
}

const stores: ReadonlySet<string> = new Set(['Queue', 'JoinableQueue', 'SimpleQueue']);

export const waitWithoutRecheck: Analysis = {
  id: 'wait-without-recheck',
  title: 'A process that is woken and does not look again',
  types: ['Condition', 'Lock', 'RLock', 'Value', 'SharedArray', ...stores],
  watch: (run) => new WaitWithoutRecheck(run),
};

class WaitWithoutRecheck implements Watcher {
  readonly #run: Run;
  readonly #asleep = new Map<number, Doubt>();
  /** By process: it is awake, and has done nothing yet. */
  readonly #awake = new Map<number, Doubt>();
  /** What a value or array element holds, a queue's size: by object and preview of the element. */
  readonly #contents = new Map<string, string>();
  readonly #found = new Map<number, Found>();
  #hasConditions = false;

  constructor(run: Run) {
    this.#run = run;
  }

  created(object: number): void {
    this.#hasConditions ||= this.#run.typeOf(object) === 'Condition';
  }

  called(step: Step): void {
    if (!this.#hasConditions) return;
    const isWait = step.type === 'Condition' && step.op === 'wait';
    if (this.#awake.size > 0 && (isWait || step.op === 'release')) this.#goesOn(step);
    if (isWait) this.#sleeps(step);
  }

  unblocked(step: Step): void {
    if (step.type !== 'Condition') return;
    const doubt = this.#asleep.get(step.operation);
    if (doubt) doubt.isWoken = true;
  }

  ended(step: Step): void {
    if (!this.#hasConditions) return;
    this.#contain(step);
    if (step.type !== 'Condition' || step.op !== 'wait') return;
    const doubt = this.#asleep.get(step.operation);
    this.#asleep.delete(step.operation);
    if (!doubt || step.outcome !== 'return' || doubt.changes.length === 0) return;
    if (this.#contentOf(doubt.look) === doubt.saw) this.#awake.set(step.process, doubt);
  }

  exited(process: number): void {
    this.#awake.delete(process);
    for (const [operation, { wait }] of this.#asleep) if (wait.process === process) this.#asleep.delete(operation);
  }

  findings(): Finding[] {
    return [...this.#found.values()].map((found) => this.#tell(found));
  }

  #sleeps(wait: Step): void {
    const run = this.#run;
    if (run.preview(wait) === 'waitFor') return;
    const lock = run.lockOf(wait.object);
    const hold = run.holds.of(wait.process).find((one) => one.lock === lock) ?? run.holds.of(wait.process).at(-1);
    if (!hold) return;
    const looks = this.#run.looks.since(wait.process, hold.step.seq);
    const look = looks.at(-1);
    const saw = look && this.#contentOf(look);
    if (!look || saw === undefined) return;
    const sites = new Set(looks.map(({ site }) => site));
    this.#asleep.set(wait.operation, { wait, look, saw, sites, changes: [], isWoken: false });
  }

  /** By the time at which a woken process lets go of the lock again it has looked, or does not do so any more. */
  #goesOn(step: Step): void {
    const doubt = this.#awake.get(step.process);
    if (!doubt || step.operation === doubt.wait.operation) return;
    this.#awake.delete(step.process);
    const [first] = this.#run.looks.since(step.process, doubt.wait.endSeq);
    if (first ? doubt.sites.has(first.site) : step.site === doubt.wait.site) return;
    const known = this.#found.get(doubt.wait.site);
    if (known) known.happened++;
    else this.#found.set(doubt.wait.site, { ...doubt, happened: 1 });
  }

  #contain(step: Step): void {
    const { type, op, object } = step;
    if (step.outcome !== 'return') return;
    if (type === 'Value' || type === 'SharedArray') {
      if (op !== 'set' && !(op === 'fill' && type === 'Value')) return;
      const text = this.#run.preview(step);
      const at = text.indexOf(' = ');
      this.#contents.set(`${object} ${text.slice(0, Math.max(0, at))}`, at < 0 ? text : text.slice(at + 3));
    } else if (!stores.has(type) || step.size < 0 || (op !== 'put' && op !== 'get')) return;
    else this.#contents.set(`${object} `, String(step.size));
    for (const doubt of this.#asleep.values()) {
      if (doubt.isWoken && doubt.look.object === object && step.process !== doubt.wait.process)
        doubt.changes.push(step);
    }
  }

  /** What is there now where it looked; `undefined`: that is not known. */
  #contentOf({ object, type, op, text }: Step): string | undefined {
    if (type === 'SharedArray')
      return op === 'get' && text !== 0 ? this.#contents.get(`${object} ${this.#run.trace.stringOf(text)}`) : undefined;
    if (type === 'Value') return op === 'get' ? (this.#contents.get(`${object} `) ?? '0') : undefined;
    return stores.has(type) && op !== 'get' ? (this.#contents.get(`${object} `) ?? '0') : undefined;
  }

  #tell({ wait, look, saw, changes, happened }: Found): Finding {
    const run = this.#run;
    const [who, name, condition] = [run.who(wait.process), run.what(look.object), run.what(wait.object)];
    const others = list([...new Set(changes.map(({ process }) => run.who(process)))]);
    const last = changes.at(-1) ?? wait;
    const state = stores.has(look.type) ? `${name} is as empty or as full` : `${name} is ${saw}`;
    return {
      id: waitWithoutRecheck.id,
      severity: 'warning',
      title: `${who} goes on after a wait in ${condition} without looking again`,
      message: `${who} looked at ${name} (${run.at(look.site)}) and had to wait (${run.at(wait.site)}). Before it could go on, ${others} was there first (${run.at(last.site)}): ${state} again as when it had to wait, and ${who} goes on all the same.${times(happened)}`,
      cure: `Wait with waitFor(…), which looks again each time, or in a loop: while (…) await condition.wait().`,
      places: [
        run.place(wait, `${who} goes on from here without looking again`),
        run.place(look, `${who} looks before it waits`),
        run.place(last, `${run.who(last.process)} is quicker`),
      ],
      cycle: [],
    };
  }
}
