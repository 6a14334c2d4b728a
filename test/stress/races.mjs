// Thousands of times each: an abort, a timeout, a shutdown, an exit, a SIGKILL that meets a grant.

import { join } from 'node:path';
import { root, start } from './run.mjs';

const script = join(root, 'test', 'programs', 'broker', 'races.ts');
/** Those that start processes for each time do fewer. */
const ways = { aborts: 1, timeouts: 1, shutdowns: 1, exits: 0.2, kills: 0.1 };

/** @returns {Promise<{ rows: string[], failures: number }>} */
export async function stressRaces(times) {
  const rows = [];
  let failures = 0;
  for (const [way, share] of Object.entries(ways)) {
    const count = Math.max(1, Math.round(times * share));
    const run = start(script, [way, String(count)]);
    const { status, stdout, stderr } = await run.ended;
    if (status !== 0 || stderr !== '') failures++;
    rows.push(`${way} ${count}: status ${status}, ${stdout.trim()}${stderr}`);
    console.log(rows.at(-1));
    run.remove();
  }
  return { rows, failures };
}
