// Many short runs in a row: none leaves a process, a socket, a temp file or a shared-memory file behind.

import { join } from 'node:path';
import { repeat, root, start } from './run.mjs';

const script = join(root, 'test', 'programs', 'broker', 'busy.ts');

/** @returns {Promise<{ rows: string[], failures: number }>} */
export async function stressShort(times) {
  let failures = 0;
  let done = 0;
  await repeat(times, 2, async (index) => {
    const run = start(script);
    const { status, stderr } = await run.ended;
    const left = [...run.processes(), ...run.left()];
    if (status !== 0 || left.length > 0) {
      failures++;
      console.error(`run ${index}: status ${status}, left: ${left.join(', ')}\n${stderr}`);
    }
    run.remove();
    if (++done % 100 === 0) console.log(`${done} of ${times} short runs, ${failures} failures`);
  });
  const rows = [`${times} short runs; ${failures} left something behind`];
  console.log(rows[0]);
  return { rows, failures };
}
