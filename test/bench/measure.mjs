// Runs a benchmark program once, under Lanescope or under Python, and gives back what it printed.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const cli = join(here, '../../dist/cli.mjs');
const limitMs = 300_000;

function output(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', timeout: limitMs });
  if (error || status !== 0)
    throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? `status ${status}`}\n${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

/** @param options `trace`: recorded (the default) or not */
export function ours(program, args, { trace = true } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'lanescope-bench-'));
  const recording = trace ? ['--trace', join(folder, 'run.lanes')] : ['--no-trace'];
  try {
    return output(process.execPath, [
      cli,
      'run',
      ...recording,
      join(here, 'programs', `${program}.ts`),
      ...args.map(String),
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function python(program, args) {
  return output('python3', [join(here, 'programs', `${program}.py`), ...args.map(String)]);
}

/** @returns median, least and greatest */
export function summary(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, least: sorted[0], greatest: sorted.at(-1) };
}
