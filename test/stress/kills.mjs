// Runs of which one process, chosen at random, is killed at a random moment: nothing of them stays behind.

import { join } from 'node:path';
import { pause, repeat, root, start, whatIsLeft } from './run.mjs';

const script = join(root, 'test', 'programs', 'broker', 'busy.ts');
/** A run that has not ended by then hangs. */
const hangsMs = 60_000;

/** @returns {Promise<{ rows: string[], failures: number }>} */
export async function stressKills(times) {
  const statuses = new Map();
  let failures = 0;
  let killed = 0;
  let done = 0;
  const wholeMs = await undisturbed();
  await repeat(times, 3, async (index) => {
    let run = await killedRun(wholeMs);
    // it had ended before its moment came
    while (run === null) run = await killedRun(wholeMs);
    killed++;
    const ended = await Promise.race([run.ended, pause(hangsMs)]);
    const problem = ended ? await whatIsLeft(run) : 'it hangs';
    statuses.set(ended?.status, (statuses.get(ended?.status) ?? 0) + 1);
    if (problem !== '') {
      failures++;
      console.error(`run ${index}: ${problem} (status ${ended?.status})\n${ended?.stderr ?? ''}`);
      for (const pid of run.processes()) kill(pid);
    }
    run.remove();
    done++;
    if (done % 20 === 0) console.log(`${done} of ${times} runs, ${killed} processes killed, ${failures} failures`);
  });
  const list = [...statuses].map(([status, number]) => `${status}: ${number}`).join(', ');
  const rows = [
    `${killed} processes killed in ${times} runs; ${failures} runs left something behind`,
    `statuses of the runs: ${list}`,
  ];
  for (const row of rows) console.log(row);
  return { rows, failures };
}

/** Starts a run and kills one of its processes at a random moment; `null` when there was none left. */
async function killedRun(wholeMs) {
  const run = start(script);
  await pause(Math.random() * wholeMs);
  const all = run.processes();
  const victim = all[Math.floor(Math.random() * all.length)];
  if (victim !== undefined && kill(victim)) return run;
  await run.ended;
  run.remove();
  return null;
}

/** How long a run takes by itself, on this machine and as busy as it is now. */
async function undisturbed() {
  const begun = performance.now();
  const run = start(script);
  await run.ended;
  run.remove();
  return performance.now() - begun;
}

function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
    return false;
  }
}
