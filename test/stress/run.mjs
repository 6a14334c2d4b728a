// One run of `lanescope run` in a folder of its own, which is also its temp folder; its processes are known by a mark.

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');
const cli = join(process.env.LANESCOPE_TEST_DIST ?? join(root, 'dist'), 'cli.mjs');
const marker = 'LANESCOPE_STRESS_RUN';
/** After the end of a run: what the reaper still has to do. */
const restMs = 10_000;
let count = 0;

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * @param args of the script
 * @param options of `lanescope run`
 * @returns {{ ended: Promise<{ status: number, stdout: string, stderr: string }>, pid: number, processes(): number[], left(): string[], remove(): void }}
 */
export function start(script, args = [], options = []) {
  const folder = mkdtempSync(join(tmpdir(), 'lanescope-stress-'));
  const temp = join(folder, 'temp');
  mkdirSync(temp);
  const mark = `${process.pid}-${++count}`;
  const child = spawn(process.execPath, [cli, 'run', ...options, script, ...args], {
    cwd: folder,
    env: { ...process.env, TMPDIR: temp, [marker]: mark },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = ['', ''];
  for (const [index, pipe] of [child.stdout, child.stderr].entries()) {
    pipe.setEncoding('utf8').on('data', (chunk) => {
      text[index] += chunk;
    });
  }
  const ended = new Promise((resolve) => {
    child.on('close', (status, signal) => {
      resolve({ status: status ?? signal, stdout: text[0], stderr: text[1] });
    });
  });
  return {
    ended,
    pid: child.pid,
    processes: () => processes(`${marker}=${mark}`, child.pid),
    left: () => leftFiles(folder, temp, child.pid),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Files besides the trace that a run has left: in its temp folder, beside the script, or in shared memory. */
function leftFiles(folder, temp, broker) {
  // runs of others may go on beside it
  const shared = readdirSync('/dev/shm').filter((name) => name.startsWith(`lanescope-${broker}-`));
  const own = readdirSync(folder).filter((name) => name !== 'temp' && name !== '.lanescope');
  return [...readdirSync(temp), ...own, ...shared];
}

function read(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    // gone in between, or another user's
    return '';
  }
}

/** Living processes of a run, its reaper included; zombies are gone. */
function processes(variable, broker) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      const isOurs =
        read(pid, 'environ').split('\0').includes(variable) ||
        read(pid, 'cmdline').includes(`lanescope-reaper-of-${broker}\0`);
      const stat = read(pid, 'stat');
      return isOurs && stat !== '' && !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
    })
    .map(Number);
}

/** What of a run stays behind once the reaper has had its time; nothing: ''. */
export async function whatIsLeft(run) {
  for (let waited = 0; run.processes().length > 0; waited += 20) {
    if (waited > restMs) return `processes ${run.processes().join(', ')} are left`;
    await pause(20);
  }
  const files = run.left();
  return files.length > 0 ? `files are left: ${files.join(', ')}` : '';
}

/** Runs `body` for 0 … `times` - 1, a few at a time. */
export async function repeat(times, atOnce, body) {
  let next = 0;
  const lane = async () => {
    for (let i = next++; i < times; i = next++) await body(i);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}
