// Results are taken for those of the jobs in the order in which these were given out, but they came in the order in which they
// were done. What a program makes of a result is not in the trace, except where it prints the two side by side.

import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { type Run, times } from '../run.ts';
import type { Step } from '../step.ts';

/** What the program may take the next result for, and what it is. */
interface Taken {
  readonly get: Step;
  readonly result: string;
  readonly pairs: readonly { readonly taken: string; readonly real: string; readonly job: Step | null }[];
}

interface Mix {
  readonly taken: Taken;
  readonly pair: Taken['pairs'][number];
  readonly printed: string;
  readonly seq: number;
  readonly process: number;
  count: number;
}

/** More jobs than these are not looked at: by then it has shown. */
const mostJobs = 1000;

export const completionOrder: Analysis = {
  id: 'completion-order',
  title: 'Results that are taken for those of other jobs',
  types: ['Queue', 'JoinableQueue', 'SimpleQueue', 'Process'],
  watch: (run) => new CompletionOrder(run),
};

class CompletionOrder implements Watcher {
  readonly #run: Run;
  /** Of each process, what it has given out, in this order. */
  readonly #jobs = new Map<number, Step[]>();
  /** On their way: the job, or the job that the result is of. */
  readonly #sent = new Map<number, { step: Step; job: Step | null }>();
  /** By process: the job that it works on. */
  readonly #working = new Map<number, Step>();
  readonly #got = new Map<number, number>();
  readonly #joined = new Map<number, number>();
  readonly #taken = new Map<number, Taken>();
  /** By the place of the get. */
  readonly #mixes = new Map<number, Mix>();

  constructor(run: Run) {
    this.#run = run;
  }

  called(step: Step): void {
    if (step.type === 'Process' || step.sends === 0) return;
    const job = this.#working.get(step.process) ?? null;
    if (this.#sent.size < mostJobs) this.#sent.set(step.sends, { step, job });
    if (job) return;
    const jobs = this.#jobs.get(step.process) ?? [];
    if (jobs.length < mostJobs) jobs.push(step);
    this.#jobs.set(step.process, jobs);
  }

  ended(step: Step): void {
    const { process, receives } = step;
    if (step.type === 'Process') {
      if (step.op === 'join' && step.outcome === 'return') this.#joined.set(process, this.#run.processOf(step.object));
      return;
    }
    const sent = receives === 0 ? undefined : this.#sent.get(receives);
    if (!sent) return;
    this.#sent.delete(receives);
    if (sent.step.process === process) return;
    const isResult = sent.job?.process === process;
    if (!isResult && !this.#jobs.has(process)) this.#working.set(process, sent.step);
    this.#look(step, sent.step, isResult ? sent.job : null);
  }

  printed(process: number, index: number): void {
    const taken = this.#taken.get(process);
    if (!taken) return;
    this.#taken.delete(process);
    const { trace } = this.#run;
    const printed = trace.stringOf(trace.text.at(index)).trimEnd();
    const pair = taken.pairs.find(({ taken: other, real }) => {
      return has(printed, other) && has(printed, taken.result) && !has(printed, real);
    });
    if (!pair) return;
    const known = this.#mixes.get(taken.get.site);
    if (known) known.count++;
    else this.#mixes.set(taken.get.site, { taken, pair, printed, process, seq: trace.seq.at(index), count: 1 });
  }

  findings(): Finding[] {
    // a pair that is mixed up leaves another one that is
    return [...this.#mixes.values()].filter(({ count }) => count > 1).map((mix) => this.#tell(mix));
  }

  #look(get: Step, put: Step, job: Step | null): void {
    const { process } = get;
    const run = this.#run;
    const pairs: Taken['pairs'][number][] = [];
    const result = bare(run.preview(put));
    const number = this.#got.get(process) ?? 0;
    if (job) {
      this.#got.set(process, number + 1);
      const other = this.#jobs.get(process)?.[number];
      const [taken, real] = [bare(other ? run.preview(other) : ''), bare(run.preview(job))];
      // the number of a result is no name of a job
      const isNumber = taken === String(number) || taken === String(number + 1);
      if (other && taken !== real && !isNumber) pairs.push({ taken, real, job: other });
    }
    const joined = this.#joined.get(process) ?? 0;
    this.#joined.delete(process);
    if (joined !== 0 && joined !== put.process) {
      pairs.push({ taken: run.who(joined), real: run.who(put.process), job: null });
    }
    if (result !== '' && pairs.length > 0) this.#taken.set(process, { get, result, pairs });
    else this.#taken.delete(process);
  }

  #tell({ taken, pair, printed, process, seq, count }: Mix): Finding {
    const run = this.#run;
    const who = run.who(process);
    const { get, result } = taken;
    const { job } = pair;
    return {
      id: completionOrder.id,
      severity: 'warning',
      title: `${who} prints \`${result}\` beside \`${pair.taken}\`, but it belongs to \`${pair.real}\``,
      message: `${who} got \`${result}\` from ${run.what(get.object)} at ${run.at(get.site)} and printed "${printed}". It is the result of \`${pair.real}\`. Results come in the order in which they are done, which is not that of the jobs.${times(count)}`,
      cure: `Let each result say which job it belongs to, such as put({ job, value }); or use Pool.map(), which keeps the order.`,
      places: [
        run.place(get, `${who} takes \`${result}\` for the result of \`${pair.taken}\``),
        ...(job ? [run.place(job, `${who} gives out \`${pair.taken}\``)] : []),
        { process, site: get.site, seq, text: `${who} prints "${printed}"` },
      ],
      cycle: [],
    };
  }
}

/** A text without its quotes. */
function bare(preview: string): string {
  return /^"[^"]*"$/.test(preview) ? preview.slice(1, -1) : preview;
}

/** As a word of its own. */
function has(text: string, word: string): boolean {
  if (word === '') return false;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isPart(text[at - 1]) && !isPart(text[at + word.length])) return true;
  }
  return false;
}

function isPart(sign: string | undefined): boolean {
  return sign !== undefined && /[\p{L}\p{N}_.-]/u.test(sign);
}
