// An event that is set and cleared before somebody waits for it, or set twice before it is seen: that somebody waits in vain.

import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { count, type Run } from '../run.ts';
import type { Step } from '../step.ts';

/** From the first set to the clear. */
interface Pulse {
  readonly sets: readonly Step[];
  readonly clear: Step;
  /** Who waited for it or has seen it. */
  readonly seenBy: ReadonlySet<number>;
}

interface Signal {
  /** While it is set: the sets, of which only the first has changed anything. */
  sets: Step[];
  seenBy: Set<number>;
  pulse: Pulse | null;
  readonly waiting: Map<number, Missed | Step>;
}

interface Missed {
  readonly wait: Step;
  readonly pulse: Pulse;
  readonly kind: 'missed' | 'coalesced';
  /** It could have come the other way round: a fault also where its wait timed out. */
  readonly isByLuck: boolean;
}

export const eventPulse: Analysis = {
  id: 'event-pulse',
  title: 'A pulse of an event that nobody sees',
  types: ['Event'],
  watch: (run) => new EventPulse(run),
};

class EventPulse implements Watcher {
  readonly #run: Run;
  readonly #signals = new Map<number, Signal>();
  readonly #found = new Map<string, Missed>();

  constructor(run: Run) {
    this.#run = run;
  }

  called(step: Step): void {
    if (step.op !== 'wait') return;
    const signal = this.#of(step.object);
    signal.waiting.set(step.operation, this.#missed(signal, step) ?? step);
  }

  ended(step: Step): void {
    const signal = this.#of(step.object);
    if (step.op === 'wait') {
      const missed = signal.waiting.get(step.operation);
      signal.waiting.delete(step.operation);
      if (step.outcome === 'timeout' && missed && 'wait' in missed && missed.isByLuck) this.#add(missed);
      if (step.outcome === 'return') signal.seenBy.add(step.process);
    } else if (step.op === 'isSet') {
      // it looks by itself: what it missed it knows
      signal.seenBy.add(step.process);
      if (signal.pulse) signal.pulse = { ...signal.pulse, seenBy: new Set([...signal.pulse.seenBy, step.process]) };
    } else if (step.op === 'set') {
      if (signal.sets.length === 0)
        signal.seenBy = new Set([...signal.waiting.values()].map((one) => ('wait' in one ? one.wait : one).process));
      if (signal.sets.length < 64) signal.sets.push(step);
      // who waits sees this one
      for (const [operation, one] of signal.waiting) if ('wait' in one) signal.waiting.set(operation, one.wait);
    } else if (step.op === 'clear') {
      if (signal.sets.length > 0) signal.pulse = { sets: signal.sets, clear: step, seenBy: signal.seenBy };
      signal.sets = [];
      signal.seenBy = new Set();
    }
  }

  said(): void {
    for (const { waiting } of this.#signals.values()) {
      for (const one of waiting.values()) if ('wait' in one && this.#run.isStuck(one.wait)) this.#add(one);
    }
  }

  exited(process: number): void {
    for (const { waiting } of this.#signals.values()) {
      for (const [operation, one] of waiting) {
        if (('wait' in one ? one.wait : one).process === process) waiting.delete(operation);
      }
    }
  }

  findings(): Finding[] {
    return [...this.#found.values()].map((missed) => this.#tell(missed));
  }

  #of(object: number): Signal {
    const known = this.#signals.get(object);
    if (known) return known;
    const made: Signal = { sets: [], seenBy: new Set(), pulse: null, waiting: new Map() };
    this.#signals.set(object, made);
    return made;
  }

  #missed({ sets, pulse }: Signal, wait: Step): Missed | null {
    if (sets.length > 0 || !pulse) return null;
    const [first] = pulse.sets;
    const isOwn = first?.process === wait.process;
    const { clear } = pulse;
    const isByLuck = !this.#run.order.knows(wait.process, clear.process, clear.seq);
    if (!pulse.seenBy.has(wait.process)) {
      // whoever clears it after having waited takes it for itself, which may be what was wanted
      return isOwn || clear.process === wait.process
        ? null
        : { wait, pulse, kind: 'missed', isByLuck: isByLuck && clear.process === first?.process };
    }
    // who looks at what there is to do need not know how often it was told
    const looked = this.#run.looks.since(wait.process, clear.seq).some(({ object }) => object !== wait.object);
    const isCounting = clear.process === wait.process && pulse.sets.length > 1 && !looked;
    return isCounting && !isOwn ? { wait, pulse, kind: 'coalesced', isByLuck: false } : null;
  }

  #add(missed: Missed): void {
    const key = `${missed.wait.object} ${missed.kind}`;
    const known = this.#found.get(key);
    if (!known || (!this.#run.isStuck(known.wait) && this.#run.isStuck(missed.wait))) this.#found.set(key, missed);
  }

  #tell({ wait, pulse, kind }: Missed): Finding {
    const run = this.#run;
    const [who, name] = [run.who(wait.process), run.what(wait.object)];
    const [first, second] = pulse.sets;
    const { clear } = pulse;
    const isStuck = run.isStuck(wait);
    const end = isStuck ? 'It waits for good.' : 'Its wait timed out.';
    const setter = run.who(first?.process ?? 0);
    const atSet = run.at(first?.site ?? 0);
    const isMissed = kind === 'missed';
    const shown = isMissed || !second ? first : second;
    const places = [
      ...(shown
        ? [
            run.place(
              shown,
              isMissed ? `${setter} sets ${name}` : `${run.who(shown.process)} sets ${name}, which is set already`,
            ),
          ]
        : []),
      run.place(clear, `${run.who(clear.process)} clears it`),
      run.place(wait, `${who} waits for it after that`),
    ];
    return {
      id: eventPulse.id,
      severity: isStuck ? 'error' : 'warning',
      title: isMissed
        ? `${name} was set and cleared before ${who} waited for it`
        : `${name} was set ${count(pulse.sets.length, 'time')} before ${who} saw it: that counts once`,
      message: isMissed
        ? `${setter} set ${name} (${atSet})${clear.process === first?.process ? ' and' : `, ${run.who(clear.process)}`} cleared it (${run.at(clear.site)}), and ${who} came to wait for it only then (${run.at(wait.site)}). ${end}`
        : `${name} was set ${count(pulse.sets.length, 'time')} (${atSet}${second && second.site !== first?.site ? `, ${run.at(second.site)}` : ''}) before ${who} cleared it (${run.at(clear.site)}): an event does not count. ${who} waits for one more (${run.at(wait.site)}). ${end}`,
      cure: isMissed
        ? `Leave ${name} set: who comes late passes then. What comes more than once goes through a Queue or a Semaphore, which keep it.`
        : 'Count with a Semaphore(0): release() for every time, acquire() for every one that is handled. Or send what has happened through a Queue.',
      places,
      cycle: [],
    };
  }
}
