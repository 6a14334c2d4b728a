// Every sample ends well in real processes and prints what is promised; where there is a Python, its program prints the same.

import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cleanEnv, kill } from '../broker/run-program.ts';
import { illegalities } from '../helpers/legal.ts';
import { real, sample } from '../worlds/worlds.ts';
import { promises } from './promises.ts';

const python = spawnSync('python3', ['-c', 'import multiprocessing'], { stdio: 'ignore' }).status === 0;
const folder = join(import.meta.dirname, 'python');

/** A program that runs in a group of its own, so that `end` leaves none of its processes, whatever became of them. */
function inPython(program: string): { lines: Promise<string[]>; end: () => void } {
  const [file = '', ...args] = program.split(' ');
  const env = { ...cleanEnv(), PYTHONDONTWRITEBYTECODE: '1' };
  const child = spawn('python3', [join(folder, file), ...args], { env, detached: true });
  const chunks: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  const lines = new Promise<string[]>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => {
      if (status !== 0) reject(new Error(`${program}: status ${status}\n${Buffer.concat(errors)}`));
      // blank lines are left out, as they are of our runs
      else resolve(`${Buffer.concat(chunks)}`.split('\n').filter((line) => line !== ''));
    });
  });
  const end = () => {
    if (child.pid !== undefined) kill(-child.pid);
  };
  return { lines, end };
}

describe.concurrent(`real processes${python ? ' and Python' : ', no Python on this machine'}`, () => {
  test.for(promises)('$rows $sample prints as promised: $says', async (promise, { expect, onTestFinished }) => {
    const run = await real(sample(promise.sample));
    expect(promise.of(run.lines)).toEqual(promise.is);
    expect([run.status, run.stderr, run.findings, illegalities(run.rows)]).toEqual([0, '', [], []]);
    // workers of a pool that is left by its block are terminated
    const fine = readFileSync(sample(promise.sample), 'utf8').includes('await using pool') ? [0, -15] : [0];
    for (const [name, code] of Object.entries(run.exitCodes)) {
      expect(name.startsWith('PoolWorker-') ? fine : [0]).toContain(code);
    }
    if (!python) return;
    const { lines, end } = inPython(promise.python);
    onTestFinished(end);
    expect(promise.of(await lines)).toEqual(promise.is);
  });
});

test('each sample that ends by itself has its promise, and each Python program its sample', () => {
  const samples = readdirSync(sample('.')).filter((name) => name.endsWith('.ts') && name !== 'forgotten-put.ts');
  expect(promises.map((promise) => promise.sample).toSorted()).toEqual(samples.toSorted());
  const used = new Set(promises.map((promise) => promise.python.split(' ')[0]));
  const programs = readdirSync(folder).filter((name) => name.endsWith('.py') && name !== 'whole_lines.py');
  expect([...used].toSorted()).toEqual(programs.toSorted());
});
