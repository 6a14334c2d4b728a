// Values so large that to send them costs more than most work: they could lie in memory that processes share.

import type { Finding } from '../../trace/finding.ts';
import type { Analysis, Watcher } from '../analysis.ts';
import { count, type Run } from '../run.ts';
import type { Step } from '../step.ts';

/** What went through one place of the program into one object. */
interface Sent {
  largest: Step;
  count: number;
  bytes: number;
}

const mebi = 1024 * 1024;
const leastBytes = 8 * mebi;
/** From this size on a value counts, where many of them are sent. */
const leastOfMany = mebi;
const leastSum = 64 * mebi;

export const largePayload: Analysis = {
  id: 'large-payload',
  title: 'Values that are too large to be sent around',
  types: ['Queue', 'JoinableQueue', 'SimpleQueue', 'Connection', 'Pool'],
  watch: (run) => new LargePayload(run),
};

class LargePayload implements Watcher {
  readonly #run: Run;
  /** By object and place. */
  readonly #sent = new Map<string, Sent>();

  constructor(run: Run) {
    this.#run = run;
  }

  called(step: Step): void {
    if (step.bytes < leastOfMany || step.sends === 0) return;
    const key = `${step.object} ${step.site} ${step.op}`;
    const sent = this.#sent.get(key) ?? { largest: step, count: 0, bytes: 0 };
    sent.count++;
    sent.bytes += step.bytes;
    if (step.bytes > sent.largest.bytes) sent.largest = step;
    this.#sent.set(key, sent);
  }

  findings(): Finding[] {
    const isTold = ({ largest, bytes }: Sent) => largest.bytes >= leastBytes || bytes >= leastSum;
    return [...this.#sent.values()].filter(isTold).map((sent) => this.#tell(sent));
  }

  #tell({ largest, count: n, bytes }: Sent): Finding {
    const run = this.#run;
    const name = run.what(largest.object);
    // what a pool sends by itself has no place
    const site = largest.site || (run.object(largest.object)?.site ?? 0);
    const size = told(largest.bytes);
    const rest = n === 1 ? '' : ` ${count(n, 'value')} of at least 1 MiB went this way, ${told(bytes)} in all.`;
    return {
      id: largePayload.id,
      severity: 'hint',
      title: `${run.who(largest.process)} sends ${size} at once through ${name}`,
      message: `What is sent is encoded, copied and decoded: at ${run.at(site)} these were ${size}.${rest}`,
      cure: 'Keep the data in a SharedMemory or SharedArray and send only where it is; or send only what the receiver needs.',
      places: [{ ...run.place(largest, `${run.who(largest.process)} sends ${size}`), site }],
      cycle: [],
    };
  }
}

function told(bytes: number): string {
  const size = bytes / mebi;
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} MiB`;
}
