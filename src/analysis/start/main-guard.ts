// A script starts processes at its top level: each child imports it, and would start children of its own.

import type { Finding, Place } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { list, type Run } from '../run.ts';

export const mainGuard: Analysis = {
  id: 'main-guard',
  title: 'Processes that are started without a main guard',
  types: [],
  watch: (run) => new MainGuard(run),
};

class MainGuard implements Watcher {
  readonly #run: Run;
  readonly #starts = new Map<number, Place>();
  /** Their names, and the first of them by its number. */
  readonly #failed = new Set<string>();
  #first = 0;
  /** Where the first of them stood. */
  #place: Place | null = null;

  constructor(run: Run) {
    this.#run = run;
  }

  started(process: number, by: number, index: number): void {
    const { site, seq } = this.#run.trace;
    this.#starts.set(process, { process: by, site: site.at(index), seq: seq.at(index), text: '' });
  }

  failed(process: number, text: string, index: number): void {
    if (!/^MainGuardError: /m.test(text)) return;
    // of a worker's error it is main that fails
    const worker = /thrown in (\S+):$/m.exec(text)?.[1];
    const who = worker ?? this.#run.who(process);
    this.#failed.add(who);
    if (this.#place) return;
    this.#first = process;
    const seq = this.#run.trace.seq.at(index);
    const site = this.#siteIn(text) || (this.#starts.get(process)?.site ?? 0);
    this.#place = {
      process,
      site,
      seq,
      text: `${who} imports this file, and comes to this line too`,
    };
  }

  findings(): Finding[] {
    const [place, run] = [this.#place, this.#run];
    if (!place) return [];
    const start = this.#starts.get(this.#first);
    const at = run.at(place.site);
    return [
      {
        id: mainGuard.id,
        severity: 'error',
        title: `No main guard: every child would start children of its own${at === '' ? '' : ` at ${at}`}`,
        message:
          'A child imports the script to find its target, and comes to the line that starts processes as well. ' +
          `${list([...this.#failed])} got a MainGuardError there, and did no work.`,
        cure: 'Start processes only in the script that was run: if (import.meta.main) await main();',
        places: [
          place,
          ...(start ? [{ ...start, text: `${run.who(start.process)} starts ${run.who(this.#first)}` }] : []),
        ],
        cycle: [],
      },
    ];
  }

  /** The first line of the user's own in a stack; known where something was recorded of it. */
  #siteIn(text: string): number {
    const { sites } = this.#run.trace;
    for (const [, file = '', line] of text.matchAll(/^ +at .*?([^/\\()\s]+):(\d+):\d+\)?/gm)) {
      const site = sites.findIndex((one) => one?.file.split('/').at(-1) === file && one.line === Number(line));
      if (site > 0) return site;
    }
    return 0;
  }
}
