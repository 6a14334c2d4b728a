// Two processes receive at the same end of a pipe, and nothing keeps them apart: who gets which message is luck.

import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { haveCommon } from '../holds.ts';
import { list, type Run } from '../run.ts';
import type { Step } from '../step.ts';

/** The last receive of a process. */
interface Receive {
  readonly step: Step;
  /** Locks that it held, and semaphores of which it had a permit: who shares one of them is kept apart. */
  readonly gates: ReadonlySet<number>;
}

interface End {
  readonly receives: Map<number, Receive>;
  shared: { earlier: Step; later: Step } | null;
}

export const pipeSharedReader: Analysis = {
  id: 'pipe-shared-reader',
  title: 'One end of a pipe at which two processes receive',
  types: ['Connection', 'Semaphore', 'BoundedSemaphore'],
  watch: (run) => new PipeSharedReader(run),
};

class PipeSharedReader implements Watcher {
  readonly #run: Run;
  readonly #ends = new Map<number, End>();
  /** By process: permits that it has of each semaphore. */
  readonly #permits = new Map<number, Map<number, number>>();

  constructor(run: Run) {
    this.#run = run;
  }

  called(step: Step): void {
    if (step.op !== 'recv' && step.op !== 'recvBytes') return;
    const end = this.#ends.get(step.object) ?? { receives: new Map<number, Receive>(), shared: null };
    this.#ends.set(step.object, end);
    if (end.shared) return;
    const { order } = this.#run;
    const gates = this.#gates(step.process);
    for (const [process, earlier] of end.receives) {
      if (process === step.process || order.knows(step.process, process, earlier.step.seq)) continue;
      if (haveCommon(gates, earlier.gates)) continue;
      end.shared = { earlier: earlier.step, later: step };
      end.receives.clear();
      return;
    }
    end.receives.set(step.process, { step, gates });
  }

  ended({ process, object, op, type, outcome }: Step): void {
    if (type === 'Connection' || outcome !== 'return' || (op !== 'acquire' && op !== 'release')) return;
    const permits = this.#permits.get(process) ?? new Map<number, number>();
    this.#permits.set(process, permits);
    if (op === 'acquire') permits.set(object, (permits.get(object) ?? 0) + 1);
    else permits.set(object, Math.max(0, (permits.get(object) ?? 0) - 1));
  }

  #gates(process: number): ReadonlySet<number> {
    const gates = new Set(this.#run.holds.of(process).map(({ lock }) => lock));
    for (const [semaphore, permits] of this.#permits.get(process) ?? []) if (permits > 0) gates.add(semaphore);
    return gates;
  }

  findings(): Finding[] {
    return [...this.#ends.values()].flatMap(({ shared }) => (shared ? [this.#tell(shared.earlier, shared.later)] : []));
  }

  #tell(earlier: Step, later: Step): Finding {
    const run = this.#run;
    const name = run.what(later.object);
    const both = [earlier, later].map(({ process }) => run.who(process));
    const words = (step: Step) => `${run.who(step.process)} receives at ${run.at(step.site)}`;
    return {
      id: pipeSharedReader.id,
      severity: 'warning',
      title: `${list(both)} receive at the same end ${name}: who gets which message is luck`,
      message: `${words(earlier)}, and ${words(later)}. Nothing makes one of them come before the other, and each message goes to only one of the two.`,
      cure: 'Give each receiver a pipe of its own; let several share the work with a Queue, which is made for that.',
      places: [run.place(later, `${words(later)} at ${name}`), run.place(earlier, `${words(earlier)} at ${name}`)],
      cycle: [],
    };
  }
}
