// Every sample prints what it promises, again and again, with the cores idle or busy.

import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { repeat, root, start } from './run.mjs';

const lines = (...all) => `${all.join('\n')}\n`;
const exactly = (expected) => (stdout) => stdout === expected;
const inAnyOrder =
  (...all) =>
  (stdout) =>
    stdout.trimEnd().split('\n').toSorted().join('\n') === all.toSorted().join('\n');
const five = (line) => Array.from({ length: 5 }, (_, i) => line(i));

/** What each prints: where the order of two lines is not promised, they may come in either. */
const promises = [
  [
    'creator.ts',
    exactly(
      lines(
        'Creating data and putting it on the queue',
        ...[5, 10, 13, -1].flatMap((n) => [`data found to be processed: ${n}`, `${n * 2}`]),
      ),
    ),
  ],
  [
    'greet.ts',
    exactly(
      lines(
        '(child process) Waiting for name...',
        "(parent process) Ok, I'll send the name",
        '(child process) Well, hi Jimmy',
      ),
    ),
  ],
  ['greet-five.ts', fiveNames],
  ['random-numbers.ts', sameNumbers],
  ['messages.ts', exactly(lines(...five((i) => `Consumed: Message ${i}`)))],
  ['pool.ts', (stdout) => pooled(stdout, (lives) => lives === availableParallelism() * 2)],
  ['pool-max-tasks.ts', (stdout) => pooled(stdout, (lives) => lives >= 5)],
  ['word-count.ts', (stdout) => stdout.includes('\nprocess :    16\nwaits   :    13\n')],
  [
    'list-comprehension.ts',
    exactly(
      lines(
        ...['Serial  ', 'Parallel'].map((name) => `${name}: [0, 1, 4, 9, 16, 25, 36, 49, 64, 81]`),
        'Equal   : true',
      ),
    ),
  ],
  ['empty-trap.ts', exactly(lines('consumed 0', 'left behind 5'))],
  [
    'forgotten-put.ts',
    // neither line causes the other: on a machine that is busy enough the child begins after the parent's pause
    inAnyOrder('(child process) Waiting for name...', "(parent process) Ok, I'll send the name"),
    86,
  ],
];

/** The names come in order, each after its sending; how the rest is interleaved only the pauses say. */
function fiveNames(stdout) {
  const all = stdout.trimEnd().split('\n');
  const names = all.filter((line) => line.startsWith('(child process) Well'));
  const waits = all.filter((line) => line.startsWith('(child process) Waiting'));
  const sent = all.flatMap((line, at) => (line.startsWith('(parent process)') ? [at] : []));
  return (
    all.length === 15 &&
    sent.length === 5 &&
    names.join() === five((i) => `(child process) Well, hi George${i}`).join() &&
    waits.join() === five((i) => `(child process) Waiting for name ${i}`).join() &&
    names.every((name, i) => all.indexOf(name) > sent[i])
  );
}

/** Input and result in order, and a line for each life of a worker between them; an idle one's may come after the result. */
function pooled(stdout, areLives) {
  const all = stdout.trimEnd().split('\n');
  const others = all.filter((line) => !/^Starting PoolWorker-\d+$/.test(line));
  const doubled = '[0, 2, 4, 6, 8, 10, 12, 14, 16, 18]';
  const wanted = ['Input   : [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]', `Built-in: ${doubled}`, `Pool    : ${doubled}`];
  return others.join() === wanted.join() && areLives(all.length - others.length);
}

function sameNumbers(stdout) {
  const all = stdout.trimEnd().split('\n');
  const numbers = (pattern) => all.flatMap((line) => pattern.exec(line)?.[1] ?? []).map(Number);
  const put = numbers(/^Producer: Put (\d+) into the queue\.$/);
  const got = numbers(/^Consumer: Got (\d+) from the queue\.$/);
  return (
    all.length === 12 &&
    put.length === 5 &&
    put.join() === got.join() &&
    put.every((n) => n >= 1 && n <= 100) &&
    all.slice(-2).join() === 'Consumer: Received termination signal.,Done!'
  );
}

/** @returns {Promise<{ rows: string[], failures: number }>} */
export async function stressSamples(times, { isBusy }) {
  const burners = isBusy ? burn() : [];
  const rows = [];
  let failures = 0;
  try {
    for (const [file, holds, expected = 0] of promises) {
      let right = 0;
      // they mostly sleep: a few at once take no time from each other
      await repeat(times, 4, async () => {
        const run = start(join(root, 'media', 'samples', file));
        const { status, stdout, stderr } = await run.ended;
        if (status === expected && holds(stdout) && (expected !== 0 || stderr === '')) right++;
        else console.error(`${file}: status ${status}\n${stdout}${stderr}`);
        run.remove();
      });
      failures += times - right;
      rows.push(`${file.padEnd(20)} ${isBusy ? 'cores busy' : 'idle      '}  ${right} of ${times} as promised`);
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
