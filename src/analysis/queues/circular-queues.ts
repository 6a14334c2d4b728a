// Bounded queues in a circle, all full: each process puts into the queue of the next one, and none gets.

import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { list, type Run } from '../run.ts';
import type { Step } from '../step.ts';
import { fullText, fullWaits, limitOf, readersOf } from './full-waits.ts';

export const circularQueues: Analysis = {
  id: 'circular-queues',
  title: 'Bounded queues in a circle, all of them full',
  // all that it needs is in what the kernel says of the stuck
  types: [],
  watch: (run) => new CircularQueues(run),
};

class CircularQueues implements Watcher {
  readonly #run: Run;

  constructor(run: Run) {
    this.#run = run;
  }

  findings(): Finding[] {
    const found = new Map<string, Finding>();
    for (const process of [...this.#run.stuck.keys()].sort((a, b) => a - b)) {
      const circle = this.#circleFrom(process);
      if (!circle) continue;
      // workers that stand side by side are one circle
      const key = [...new Set(circle.map(({ object }) => object))].sort((a, b) => a - b).join(' ');
      if (!found.has(key)) found.set(key, this.#tell(circle));
    }
    return [...found.values()];
  }

  /** Along those who wait for room, to who should make it, and back to where it began. */
  #circleFrom(start: number): Step[] | null {
    const ways: Step[][] = fullWaits(this.#run, start).map((put) => [put]);
    const seen = new Set<number>();
    for (let way = ways.shift(); way; way = ways.shift()) {
      const last = way.at(-1);
      if (!last) continue;
      for (const reader of readersOf(this.#run, last)) {
        if (reader === start) {
          if (way.length > 1) return way;
          continue;
        }
        if (seen.has(reader)) continue;
        seen.add(reader);
        for (const put of fullWaits(this.#run, reader)) ways.push([...way, put]);
      }
    }
    return null;
  }

  #tell(circle: readonly Step[]): Finding {
    const run = this.#run;
    const puts = [...run.stuck.keys()].flatMap((process) => fullWaits(run, process));
    const objects = [...new Set(circle.map(({ object }) => object))];
    const groups = objects.map((object) => puts.filter((put) => put.object === object));
    const limits = [...new Set(objects.map((object) => limitOf(run, object)))];
    const names = list(objects.map((object) => run.what(object)));
    const sentences = groups.map((group) => {
      const who = list(group.map(({ process }) => run.who(process)));
      const at = [...new Set(group.map(({ site }) => run.at(site)))].join(' and ');
      return `${who} ${group.length === 1 ? 'waits' : 'wait'} at ${at} for room in ${fullText(run, group[0]?.object ?? 0)}.`;
    });
    return {
      id: circularQueues.id,
      severity: 'error',
      title: `${names} are full, and each process that could get from one waits to put into another`,
      message: `${sentences.join('\n')}\nEach of them would make room for another one by a get, and comes to none.`,
      cure: `Let one of them get while it puts: take a result whenever the queue of tasks is full, or let another process take the results. Or give one of the queues no ${limits.length === 1 ? limits[0] : 'limit'}.`,
      places: circle.map((put) => run.place(put, `${run.who(put.process)} waits for room in ${run.what(put.object)}`)),
      cycle: circle.map((put, index) => {
        return { from: put.process, to: circle[(index + 1) % circle.length]?.process ?? 0, object: put.object };
      }),
    };
  }
}
