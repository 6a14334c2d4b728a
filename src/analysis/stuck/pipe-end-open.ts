// A process waits for the end of a pipe that cannot come: who wrote is gone, and somebody still holds the writing end.

import { type Finding, tellsOfStuck } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { count, list, type Run } from '../run.ts';
import type { Step } from '../step.ts';
import { PipePairs } from './pipe-pairs.ts';
import { endOf, stuckSteps } from './stuck-steps.ts';

interface Sends {
  last: Step;
  count: number;
}

interface Open {
  readonly reader: Step;
  readonly end: number;
  readonly writer: number;
  readonly sends: Sends;
  readonly holders: readonly number[];
}

export const pipeEndOpen: Analysis = {
  id: 'pipe-end-open',
  title: 'A wait for the end of a pipe whose writing end somebody still holds',
  types: ['Connection'],
  watch: (run) => new PipeEndOpen(run),
};

const sending: ReadonlySet<string> = new Set(['send', 'sendBytes']);
const receiving: ReadonlySet<string> = new Set(['recv', 'recvBytes', 'poll']);

class PipeEndOpen implements Watcher {
  readonly #run: Run;
  readonly #pairs: PipePairs;
  /** By end and process. */
  readonly #sends = new Map<number, Map<number, Sends>>();
  readonly #starts = new Map<number, { by: number; site: number; seq: number }>();
  readonly #found = new Map<string, Open>();

  constructor(run: Run) {
    this.#run = run;
    this.#pairs = new PipePairs(run);
  }

  created(object: number): void {
    this.#pairs.created(object);
  }

  started(process: number, by: number, index: number): void {
    const { site, seq } = this.#run.trace;
    this.#starts.set(process, { by, site: site.at(index), seq: seq.at(index) });
  }

  called(step: Step): void {
    if (!sending.has(step.op)) return;
    const ofEnd = this.#sends.get(step.object) ?? new Map<number, Sends>();
    this.#sends.set(step.object, ofEnd);
    const sends = ofEnd.get(step.process);
    if (sends) {
      sends.last = step;
      sends.count++;
    } else ofEnd.set(step.process, { last: step, count: 1 });
  }

  said(finding: Finding): void {
    if (!tellsOfStuck(finding)) return;
    for (const reader of stuckSteps(this.#run, finding)) {
      if (!receiving.has(reader.op) || reader.type !== 'Connection') continue;
      const open = this.#openFor(reader, finding);
      if (open) this.#found.set(`${reader.process} ${reader.object}`, open);
    }
  }

  findings(): Finding[] {
    return [...this.#found.values()].map((open) => this.#tell(open));
  }

  /** Somebody has written and is gone, and of those who could still write nobody ever has. */
  #openFor(reader: Step, { cycle }: Finding): Open | undefined {
    const end = this.#pairs.otherOf(reader.object);
    const sends = this.#sends.get(end);
    if (!sends) return undefined;
    const others = cycle.filter(({ from, object }) => from === reader.process && object === reader.object);
    // if nobody else had it, its reader itself has: else the end of file would have come
    const holders = others.length > 0 ? [...new Set(others.map(({ to }) => to))] : [reader.process];
    if (holders.some((process) => sends.has(process))) return undefined;
    const gone = [...sends].filter(([process]) => (this.#run.trace.processes[process]?.exitT ?? -1) >= 0);
    const [last] = gone.sort(([, a], [, b]) => b.last.seq - a.last.seq);
    return last && { reader, end, writer: last[0], sends: last[1], holders };
  }

  #tell({ reader, end, writer, sends, holders }: Open): Finding {
    const run = this.#run;
    const [name, who, gone] = [run.what(end), run.who(reader.process), run.who(writer)];
    const isOwn = holders[0] === reader.process;
    const holding = isOwn ? `${who} itself` : list(holders.map((process) => run.who(process)));
    const hold = holders.length === 1 ? 'holds' : 'hold';
    const code = run.trace.processes[writer]?.exitCode ?? 0;
    const start = this.#starts.get(writer);
    const waits = run.place(reader, `${who} waits for a message, or for the end`);
    const begun = start &&
      holders.includes(start.by) && {
        ...run.place(
          { process: start.by, ...start },
          `${gone} gets its own copy of ${name} here: close() this one behind`,
        ),
      };
    return {
      id: pipeEndOpen.id,
      severity: 'error',
      title: `The end of ${run.what(reader.object)} never comes: ${holding} still ${hold} ${name}`,
      message:
        `${who} waits at ${run.at(reader.site)} for a message at ${run.what(reader.object)}. ` +
        `${gone}, which had sent ${count(sends.count, 'message')}, ${endOf(code)}. ` +
        `But ${holding} still ${hold} ${name}, the other end, and never sends: so the end of file does not come.`,
      cure: `Call close() on ${name} in ${isOwn ? who : holding} as soon as the process that writes has been started: it has a copy of its own. Then recv() ends with EOFError, and for await with the last message.`,
      places: [
        ...(begun ? [begun] : []),
        waits,
        run.place(sends.last, `${gone} sends its last message; then it ${endOf(code)}`),
      ],
      cycle: [],
    };
  }
}
