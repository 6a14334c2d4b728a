// A queue without a bound into which more is put than is taken, for a long time: nothing but the end of the input ends its growth.

import { toMillis, toNanos } from '../../base/units.ts';
import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import type { Run } from '../run.ts';
import type { Step } from '../step.ts';
import { Lows } from './lows.ts';

interface Depth {
  readonly firstPut: Step;
  firstGet: Step | null;
  puts: number;
  gets: number;
  readonly lows: Lows;
  /** The moment of its greatest depth. */
  peak: { depth: number; t: number; puts: number; gets: number };
}

const leastDepth = 1000;
const leastMs = 500;
const leastGets = 50;
/** It has to be deeper from each of so many parts of the time to the next. */
const parts = 8;

export const queueGrows: Analysis = {
  id: 'queue-grows',
  title: 'A queue that only grows',
  types: ['Queue', 'JoinableQueue', 'SimpleQueue'],
  watch: (run) => new QueueGrows(run),
};

class QueueGrows implements Watcher {
  readonly #run: Run;
  readonly #depths = new Map<number, Depth>();

  constructor(run: Run) {
    this.#run = run;
  }

  ended(step: Step): void {
    if (step.outcome !== 'return') return;
    const depth = this.#depths.get(step.object);
    if (step.sends !== 0) this.#put(depth ?? this.#begin(step), step);
    else if (depth && step.receives !== 0) {
      depth.gets++;
      depth.firstGet ??= step;
      depth.lows.add(step.endT, step.size);
    }
  }

  findings(): Finding[] {
    return [...this.#depths.values()].filter((depth) => this.#onlyGrows(depth)).map((depth) => this.#tell(depth));
  }

  #begin(step: Step): Depth {
    const peak = { depth: 0, t: step.endT, puts: 0, gets: 0 };
    const depth = { firstPut: step, firstGet: null, puts: 0, gets: 0, lows: new Lows(step.endT, toNanos(5)), peak };
    this.#depths.set(step.object, depth);
    return depth;
  }

  #put(depth: Depth, step: Step): void {
    depth.puts++;
    depth.lows.add(step.endT, step.size);
    const { peak, puts, gets } = depth;
    if (step.size <= peak.depth) return;
    peak.depth = step.size;
    peak.t = step.endT;
    peak.puts = puts;
    peak.gets = gets;
  }

  #onlyGrows({ firstPut, firstGet, lows, peak }: Depth): boolean {
    const isBounded = (this.#run.object(firstPut.object)?.capacity ?? 0) > 0;
    if (isBounded || peak.depth < leastDepth || peak.gets < leastGets || !firstGet) return false;
    // what was put before anybody took counts for nothing: work may lie ready
    const from = Math.max(firstPut.endT, firstGet.endT);
    if (toMillis(peak.t - from) < leastMs) return false;
    const depths = lows.parts(from, peak.t, parts);
    return depths.length === parts && depths.every((low, i) => i === 0 || low > (depths[i - 1] ?? 0));
  }

  #tell({ firstPut, firstGet, peak }: Depth): Finding {
    const run = this.#run;
    const name = run.what(firstPut.object);
    const seconds = (toMillis(peak.t - firstPut.t) || 1) / 1000;
    const rate = (n: number) => Math.round(n / seconds).toLocaleString('en');
    const get = firstGet ?? firstPut;
    return {
      id: queueGrows.id,
      severity: 'hint',
      title: `${name} only grows: up to ${peak.depth.toLocaleString('en')} items waited in it`,
      message: `For ${seconds.toFixed(1)} s ${rate(peak.puts)} items a second were put (${run.at(firstPut.site)}) and ${rate(peak.gets)} taken (${run.at(get.site)}). All that is not taken is kept in memory.`,
      cure: `Give ${name} a maxsize, so that a put waits for room, or let more processes take from it.`,
      places: [
        run.place(firstPut, `${run.who(firstPut.process)} puts faster than is taken`),
        run.place(get, `${run.who(get.process)} takes from ${name}`),
        { process: 0, site: run.object(firstPut.object)?.site ?? 0, seq: 0, text: `${name} is made without a maxsize` },
      ],
      cycle: [],
    };
  }
}
