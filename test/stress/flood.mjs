// Ten million messages through one queue, and through one with two producers and two consumers: none lost, none doubled, in order;
// the broker's memory stays flat while consumers keep up.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, start } from './run.mjs';

const script = join(root, 'test', 'programs', 'broker', 'flood.ts');
const sampleMs = 1000;

/** @returns {Promise<{ rows: string[], failures: number }>} */
export async function stressFlood(times) {
  const rows = [];
  let failures = 0;
  for (const [producers, share] of [
    [1, 1],
    [2, 0.1],
  ]) {
    const count = Math.round(times * share);
    // a trace of ten million messages would take gigabytes
    const run = start(script, [String(count), String(producers)], ['--no-trace']);
    const memory = [];
    const timer = setInterval(() => memory.push(residentMb(run.pid)), sampleMs);
    const { status, stdout, stderr } = await run.ended;
    clearInterval(timer);
    if (status !== 0 || !stdout.includes('whole and in order')) failures++;
    const half = memory.slice(Math.floor(memory.length / 2));
    rows.push(
      `${count} messages, ${producers} producers and consumers: ${stdout.trim()}${stderr}; ` +
        `broker ${Math.max(...memory)} MB at most, ${Math.min(...half)} to ${Math.max(...half)} MB in the second half`,
    );
    console.log(rows.at(-1));
    run.remove();
  }
  return { rows, failures };
}

function residentMb(pid) {
  try {
    const kb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
    return Math.round(Number(kb ?? 0) / 1024);
  } catch {
    return 0; // it has ended in between
  }
}
