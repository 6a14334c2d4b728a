// Many short runs in a row: none leaves a process, a socket, a temp file or a shared-memory file behind.

import { join } from 'node:path';
import { repeat, root, start, whatIsLeft } from './run.mjs';

const script = join(root, 'test', 'programs', 'broker', 'busy.ts');

/** @returns {Promise<{ rows: string[], failures: number }>} */
export async function stressShort(times) {
  let failures = 0;
  let done = 0;
  await repeat(times, 2, async (index) => {
    const run = start(script);
    const { status, stderr } = await run.ended;
    const problem = await whatIsLeft(run);
    if (status !== 0 || problem !== '') {
      failures++;
      console.error(`run ${index}: status ${status}, ${problem}\n${stderr}`);
    }
    run.remove();
    if (++done % 100 === 0) console.log(`${done} of ${times} short runs, ${failures} failures`);
  });
  const rows = [`${times} short runs; ${failures} left something behind`];
  console.log(rows[0]);
  return { rows, failures };
}
