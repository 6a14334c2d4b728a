// Very many tiny messages whose receiver does next to nothing with each: most of the time goes into their way, not into work.

import { toNanos } from '../../base/units.ts';
import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import type { Run } from '../run.ts';
import type { Step } from '../step.ts';

/** What goes into one queue, or into one end of a pipe. */
interface Flow {
  readonly first: Step;
  tiny: number;
  larger: number;
  /** Sent by who has received something since it last sent here: one word of a dialogue, which waits for the other one's. */
  answers: number;
  /** By process: `seq` of its last send. */
  readonly sent: Map<number, number>;
}

/** What one process takes from there. */
interface Taking {
  readonly flow: Flow;
  last: Step;
  count: number;
  /** How often it asked for the next one at once. */
  quick: number;
}

const leastMessages = 10_000;
const tinyBytes = 64;
/** About what it takes to get a message, be it small or not. */
const quickNanos = toNanos(0.05);

export const chattyQueue: Analysis = {
  id: 'chatty-queue',
  title: 'Many tiny messages that cost more than the work on them',
  types: ['Queue', 'JoinableQueue', 'SimpleQueue', 'Connection'],
  watch: (run) => new ChattyQueue(run),
};

class ChattyQueue implements Watcher {
  readonly #run: Run;
  /** By the object that they are sent to. */
  readonly #flows = new Map<number, Flow>();
  /** By their first message: a pipe is left at another object than it is entered at. */
  readonly #firsts = new Map<number, Flow>();
  /** By object and process. */
  readonly #takings = new Map<number, Map<number, Taking>>();
  /** By the object that they are taken from. */
  readonly #from = new Map<number, Flow>();
  /** By process: `seq` of the end of its last receive. */
  readonly #received = new Map<number, number>();

  constructor(run: Run) {
    this.#run = run;
  }

  called(step: Step): void {
    if (step.sends === 0) {
      const taking = this.#takings.get(step.object)?.get(step.process);
      if (taking && step.t - taking.last.endT < quickNanos) taking.quick++;
      return;
    }
    let flow = this.#flows.get(step.object);
    if (!flow) {
      flow = { first: step, tiny: 0, larger: 0, answers: 0, sent: new Map() };
      this.#flows.set(step.object, flow);
      this.#firsts.set(step.sends, flow);
    }
    if (step.bytes < tinyBytes) flow.tiny++;
    else flow.larger++;
    const before = flow.sent.get(step.process);
    if (before !== undefined && (this.#received.get(step.process) ?? 0) > before) flow.answers++;
    flow.sent.set(step.process, step.seq);
  }

  ended(step: Step): void {
    if (step.receives === 0 || step.sends !== 0) return;
    this.#received.set(step.process, step.endSeq);
    const first = this.#firsts.get(step.receives);
    if (first) this.#from.set(step.object, first);
    const flow = this.#from.get(step.object);
    if (!flow) return;
    const ofObject = this.#takings.get(step.object) ?? new Map<number, Taking>();
    if (ofObject.size === 0) this.#takings.set(step.object, ofObject);
    const taking = ofObject.get(step.process);
    if (!taking) ofObject.set(step.process, { flow, last: step, count: 1, quick: 0 });
    else {
      taking.count++;
      taking.last = step;
    }
  }

  findings(): Finding[] {
    const found = new Map<Flow, Finding>();
    for (const ofObject of this.#takings.values()) {
      for (const taking of ofObject.values()) {
        const { flow, count, quick } = taking;
        const isTiny = flow.larger * 20 < flow.tiny;
        const isDialogue = flow.answers * 2 > flow.tiny;
        if (count < leastMessages || quick < 0.9 * count || !isTiny || isDialogue || found.has(flow)) continue;
        found.set(flow, this.#tell(taking));
      }
    }
    return [...found.values()];
  }

  #tell({ flow: { first }, last, count, quick }: Taking): Finding {
    const run = this.#run;
    const name = run.what(first.object);
    const who = run.who(last.process);
    const n = count.toLocaleString('en');
    return {
      id: chattyQueue.id,
      severity: 'hint',
      title: `${n} tiny messages went through ${name}, one at a time`,
      message: `${who} took ${n} messages of less than ${tinyBytes} bytes at ${run.at(last.site)}, and was ready for the next within 50 µs in ${Math.floor((100 * quick) / count)} % of the cases: the way of each costs more than the work on it.`,
      cure: `Send many at once: collect them in an array, ${first.op}() that, and let the receiver go through it.`,
      places: [
        run.place(first, `${run.who(first.process)} sends one at a time`),
        run.place(last, `${who} receives one at a time`),
      ],
      cycle: [],
    };
  }
}
