// Every sample prints what it promises, again and again, with the cores idle or busy.

import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { promises } from '../conformance/promises.ts';
import { repeat, root, start } from './run.mjs';

/** All but the one below end by themselves, with 0. */
const kept = promises.map(({ sample, of, is }) => [sample, (lines) => isDeepStrictEqual(of(lines), is), 0]);
// neither line causes the other: on a machine that is busy enough the child begins after the parent's pause
const forgotten = ['(child process) Waiting for name...', "(parent process) Ok, I'll send the name"];
kept.push(['forgotten-put.ts', (lines) => isDeepStrictEqual(lines.toSorted(), forgotten), 86]);

/** @returns {Promise<{ rows: string[], failures: number }>} */
export async function stressSamples(times, { isBusy }) {
  const burners = isBusy ? burn() : [];
  const rows = [];
  let failures = 0;
  try {
    for (const [file, holds, expected] of kept) {
      let right = 0;
      // they mostly sleep: a few at once take no time from each other
      await repeat(times, 4, async () => {
        const run = start(join(root, 'media', 'samples', file));
        const { status, stdout, stderr } = await run.ended;
        if (
          status === expected &&
          holds(stdout.split('\n').filter((line) => line !== '')) &&
          (expected !== 0 || stderr === '')
        )
          right++;
        else console.error(`${file}: status ${status}\n${stdout}${stderr}`);
        run.remove();
      });
      failures += times - right;
      rows.push(`${file.padEnd(24)} ${isBusy ? 'cores busy' : 'idle      '}  ${right} of ${times} as promised`);
      console.log(rows.at(-1));
    }
  } finally {
    for (const burner of burners) burner.kill('SIGKILL');
  }
  return { rows, failures };
}

function burn() {
  return Array.from({ length: availableParallelism() }, () =>
    spawn(process.execPath, ['-e', 'for (;;) Math.random()'], { stdio: 'ignore' }),
  );
}
