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
  /** Who has written and is gone, the last one first. */
  readonly gone: readonly [Writer, ...Writer[]];
  /** Nobody else has written. */
  readonly isAll: boolean;
  readonly holders: readonly number[];
}

type Writer = readonly [process: number, sends: Sends];

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
    const [last, ...before] = gone.sort(([, a], [, b]) => b.last.seq - a.last.seq);
    return last && { reader, end, gone: [last, ...before], isAll: gone.length === sends.size, holders };
  }

  #tell({ reader, end, gone, isAll, holders }: Open): Finding {
    const run = this.#run;
    const [name, who] = [run.what(end), run.who(reader.process)];
    const [[writer, sends]] = gone;
    const isOwn = holders[0] === reader.process;
    const holding = isOwn ? `${who} itself` : list(holders.map((process) => run.who(process)));
    const hold = holders.length === 1 ? 'holds' : 'hold';
    // a copy is needed until the last of them has been started
    const [begin] = gone
      .flatMap(([process]) => {
        const start = this.#starts.get(process);
        return start && holders.includes(start.by) ? [{ process, start }] : [];
      })
      .sort((one, other) => other.start.seq - one.start.seq);
    const begun = begin && {
      ...run.place(
        { ...begin.start, process: begin.start.by },
        `${run.who(begin.process)} gets its own copy of ${name} here: close() this one behind`,
      ),
    };
    return {
      id: pipeEndOpen.id,
      severity: 'error',
      title: `The end of ${run.what(reader.object)} never comes: ${holding} still ${hold} ${name}`,
      message:
        `${who} waits at ${run.at(reader.site)} for a message at ${run.what(reader.object)}. ` +
        `${this.#ends(gone, isAll)}. ` +
        `But ${holding} still ${hold} ${name}, the other end, and never ${holders.length === 1 ? 'sends' : 'send'}: so the end of file does not come.`,
      cure: `${this.#cure(end, holders, begin !== undefined)} Then recv() ends with EOFError, and for await with the last message.`,
      places: [
        ...(begun ? [begun] : []),
        run.place(reader, `${who} waits for a message, or for the end`),
        run.place(sends.last, `${run.who(writer)} sends its last message; then it ${endOf(this.#codeOf(writer))}`),
      ],
      cycle: [],
    };
  }

  /** `P, which had sent 3 messages, has ended`, or of several how many: who was the last says nothing. */
  #ends(gone: Open['gone'], isAll: boolean): string {
    const run = this.#run;
    const [[writer, sends]] = gone;
    const ofWriter = `${run.who(writer)}, which had sent ${count(sends.count, 'message')}`;
    if (gone.length === 1) return `${ofWriter}, ${endOf(this.#codeOf(writer))}`;
    const processes = gone.map(([process]) => process).sort((a, b) => a - b);
    const bad = processes.filter((process) => this.#codeOf(process) !== 0);
    const failed = bad.map((process) => `, ${run.who(process)} ${endOf(this.#codeOf(process))}`);
    const which = list(processes.map((process) => run.who(process)));
    const howMany = isAll ? (gone.length === 2 ? 'Both' : `All ${gone.length}`) : gone.length;
    return `${howMany} writers have ended: ${which}${failed.slice(0, 2).join('')}`;
  }

  /** @param isStarter one of those who hold it has started who writes */
  #cure(end: number, holders: readonly number[], isStarter: boolean): string {
    const run = this.#run;
    const which = list(holders.map((process) => run.who(process)));
    const call = `Call close() on ${run.what(end)}`;
    const own = 'each has a copy of its own';
    if (isStarter) return `${call} in ${which} as soon as every process that writes has been started: ${own}.`;
    const isMaker = holders.includes(run.object(end)?.creator ?? 0);
    if (isMaker) return `${call} in ${which} as soon as the processes that write have been given it: ${own}.`;
    return `${call} first thing in ${which}, or do not give it to ${which}.`;
  }

  #codeOf(process: number): number {
    return this.#run.trace.processes[process]?.exitCode ?? 0;
  }
}
