// Every call that differs between operating systems. Linux is proven; macOS and Windows are written for.

import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { accessSync, fstatSync, constants as modes, openSync, readFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { isatty } from 'node:tty';
import { fileURLToPath } from 'node:url';

/** Exit code of a process as the API has it: negative for the signal that killed it. */
export function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
  if (signal !== null) return -(constants.signals[signal] ?? 1);
  return code ?? 1;
}

/** Exit status of a run whose main process ended with `exitCode`, as a shell reports it. */
export function statusOf(exitCode: number): number {
  return exitCode < 0 ? 128 - exitCode : exitCode;
}

/** Sends a signal; a process that is gone already is what was wanted. On Windows every signal ends the process. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * A descriptor for our output whose writes never wait: a pipe or terminal that nobody reads would hold a thread, and with it
 * the end of the run. It is a second opening of the same pipe or terminal, so that nobody else's writes change.
 */
export function openForWriting(fd: 1 | 2): number {
  try {
    if (process.platform !== 'linux' || !(isatty(fd) || fstatSync(fd).isFIFO())) return fd;
    return openSync(`/proc/self/fd/${fd}`, modes.O_WRONLY | modes.O_NONBLOCK | modes.O_NOCTTY);
  } catch {
    // closed, another user's terminal, a pipe without reader: writing to the descriptor itself tells what is wrong
    return fd;
  }
}

/** Whether a Ctrl-C of our terminal reaches every process of the run by itself: we are its foreground group. */
export function isTerminalForeground(): boolean {
  if (process.platform !== 'linux') return isatty(0) || isatty(1) || isatty(2);
  // after the name, which may hold blanks and parentheses: state ppid pgrp session tty_nr tpgid
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const [, , group, , , foreground] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return group === foreground;
}

const reaperScript = `
trap '' HUP INT TERM QUIT
pids=" $1 "
shift
while IFS= read -r line; do
  pid="\${line#?}"
  case "$line" in
    +*) pids="$pids$pid " ;;
    -*) pids="\${pids%% $pid *} \${pids#* $pid }" ;;
    @*) set -- "$@" "$pid" ;;
  esac
done
for pid in $pids; do kill -9 "$pid" 2>/dev/null; done
killed=
for folder; do [ -e "$folder" ] && killed=yes; done
for pause in 1 2 0; do
  rm -rf -- "$@" 2>/dev/null && [ -z "$killed" ] && break
  sleep $pause
done
`;

const reaperProgram = `
process.on('SIGINT', () => {});
let rest = '';
const [known, ...folders] = process.argv.slice(1);
const pids = new Set(known.split(' ').filter(Boolean).map(Number));
process.stdin.on('data', (chunk) => {
  const lines = (rest + chunk).split('\\n');
  rest = lines.pop();
  for (const line of lines) {
    const text = line.slice(1);
    if (line[0] === '@') folders.push(text);
    else line[0] === '+' ? pids.add(+text) : pids.delete(+text);
  }
});
process.stdin.on('end', () => {
  for (const pid of pids) try { process.kill(pid, 'SIGKILL'); } catch {}
  const remove = () => folders.forEach((path) => fs.rmSync(path, { recursive: true, force: true, maxRetries: 10 }));
  const killed = folders.some((path) => fs.existsSync(path));
  remove();
  if (killed) for (const pause of [1000, 3000]) setTimeout(remove, pause);
});
`;

/**
 * Starts the process that outlives the broker for a moment: it reads `+PID`, `-PID` and `@FOLDER` lines, and at their end,
 * however the broker came to its own, kills what is left and removes the folders. It knows `pids` and `folders` from its
 * first moment: the broker may be killed in its next one. In a session of its own, so that neither Ctrl-C nor a closed
 * terminal ends it.
 *
 * Folders that are still there then are those of a broker that was killed. A process that it was just starting is known to nobody,
 * and makes them anew before it finds out: so they are removed again a little later.
 */
export function spawnReaper(
  pids: Iterable<number>,
  folders: readonly string[],
  platform: NodeJS.Platform = process.platform,
): ChildProcess {
  const known = [[...pids].join(' '), ...folders];
  const options: SpawnOptions = { detached: true, stdio: ['pipe', 'ignore', 'ignore'], windowsHide: true };
  return platform === 'win32'
    ? spawn(process.execPath, ['-e', reaperProgram, ...known], options)
    : spawn('/bin/sh', ['-c', reaperScript, `lanescope-reaper-of-${process.pid}`, ...known], {
        ...options,
        env: { PATH: '/usr/bin:/bin' },
      });
}

/** A module's file for people: relative to the working folder where it lies inside, with `/` on every system. */
export function fileForPeople(url: string, cwd: string): string {
  if (!url.startsWith('file:')) return url;
  const file = fileURLToPath(url);
  const prefix = cwd.endsWith('/') || cwd.endsWith('\\') ? cwd : `${cwd}${file.includes('\\') ? '\\' : '/'}`;
  return (file.startsWith(prefix) ? file.slice(prefix.length) : file).replaceAll('\\', '/');
}

/** The signals that end a run from outside, with the status that tells of each. */
export const endingSignals: readonly { signal: NodeJS.Signals; status: number }[] = [
  { signal: 'SIGINT', status: 130 },
  { signal: 'SIGTERM', status: 143 },
  { signal: 'SIGHUP', status: 129 },
];

/** Where files are memory and nothing else, else where temporary ones are. */
export function sharedMemoryFolder(): string {
  const memory = '/dev/shm';
  try {
    if (process.platform !== 'linux') return tmpdir();
    accessSync(memory, modes.W_OK);
    return memory;
  } catch {
    // a container without it, or not for this user
    return tmpdir();
  }
}
