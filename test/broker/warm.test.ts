// Processes that wait for a start, and what the processes of a run make once: nobody can tell, and nothing of it stays behind.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kill, ProgramRun, type RunSettings, runProgram } from './run-program.ts';

// whatever the rest of the suite runs with
const on = { LANESCOPE_WARM: 'on' };
const off = { LANESCOPE_WARM: 'off' };
const withREMOVED = { REMOVED: 'yes' };

interface Look {
  role: string;
  seen: Record<string, unknown> & { env: [name: string, value: string][] };
}

async function looks(mode: string, settings: RunSettings = {}): Promise<Look[]> {
  using run = new ProgramRun('warm.ts', { ...settings, args: [mode] });
  const { status, stdout, stderr } = await run.ended;
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const looked = JSON.parse(stdout.replaceAll(run.folder, 'FOLDER')) as Look[];
  // the variables by which only this run was told what to do
  for (const { seen } of looked) seen.env = seen.env.filter(([name]) => !name.startsWith('LANESCOPE_'));
  return looked;
}

/** The waiting processes of a run, and the folder that its processes share. */
function waitingOf(run: ProgramRun): { pid: number; shared: string }[] {
  return run.processes().flatMap((pid) => {
    const boot = environmentOf(pid).find((one) => one.startsWith('LANESCOPE_BOOT='));
    if (boot === undefined) return [];
    const { role, prepared } = JSON.parse(boot.slice(boot.indexOf('=') + 1)) as { role: string; prepared: string };
    return role === 'waiting' ? [{ pid, shared: prepared }] : [];
  });
}

function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    // it has gone in between
    return [];
  }
}

/** A run whose main process does nothing until it is told to go on, with a process that waits. */
async function patient(other = 0): Promise<{ run: ProgramRun; pid: number; shared: string; go(): void }> {
  const run = new ProgramRun('warm.ts', { args: ['patient'], stdin: 'pipe', env: on });
  await run.saw(/main is here/);
  const { pid, shared } = await aWaiting(run, other);
  return { run, pid, shared, go: () => run.child.stdin?.end() };
}

async function aWaiting(run: ProgramRun, other: number): Promise<{ pid: number; shared: string }> {
  for (;;) {
    const found = waitingOf(run).find(({ pid }) => pid !== other);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function removed(folder: string): Promise<void> {
  while (existsSync(folder)) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('a child that had been waiting', () => {
  for (const pty of [false, true]) {
    it(`sees the same of its world as one that was started for it${pty ? ', in a terminal' : ''}`, async () => {
      const [warm, cold] = await Promise.all([
        looks('worlds', { pty, env: { ...withREMOVED, ...on } }),
        looks('worlds', { pty, env: { ...withREMOVED, ...off } }),
      ]);
      expect(warm.map(({ role }) => role)).toEqual(['waiting', 'waiting']);
      expect(cold.map(({ role }) => role)).toEqual(['child', 'child']);
      expect(warm.map(({ seen }) => seen)).toEqual(cold.map(({ seen }) => seen));
    });
  }

  it('is taken only where it would have been started with the same time zone and options of Node', async () => {
    const [warm, cold] = await Promise.all([looks('startOnly', { env: on }), looks('startOnly', { env: off })]);
    expect(warm).toEqual(cold);
    expect(warm).toMatchObject([{ role: 'child', seen: { hour: 9 } }, { role: 'child' }]);
    expect(warm[1]?.seen.heapMB).not.toBe(warm[0]?.seen.heapMB);
  });

  it('that was killed is replaced, and its death is nobody else’s', async () => {
    const { run, pid, go } = await patient();
    using _ = run;
    kill(pid);
    await aWaiting(run, pid);
    go();
    expect(await run.ended).toMatchObject({ status: 0, stderr: '', stdout: 'main is here\nready true\nexit code 0\n' });
    expect(run.read().events.filter(({ kind }) => kind === 'exit')).toHaveLength(2);
  });
});

describe('processes that wait', () => {
  it('are in no trace, and sixty starts at once get their own processes and exit codes', async () => {
    const { status, stdout, stderr, trace } = await runProgram('warm.ts', { args: ['many'], env: on });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const [codes = '', last = ''] = stdout.split('\n');
    expect(JSON.parse(codes)).toEqual(Array.from({ length: 60 }, (_, index) => index));
    expect(JSON.parse(last)).toEqual({ active: 0, pids: 60 });
    expect(trace?.processes.filter((one) => one !== undefined)).toHaveLength(61);
  });

  it('do not wait where a debugger or a profile would see them', async () => {
    for (const options of [
      ['--node-arg', '--cpu-prof'],
      ['--node-arg', '--inspect=0'],
    ]) {
      using run = new ProgramRun('warm.ts', { args: ['patient'], stdin: 'pipe', options, env: on });
      await run.saw(/main is here/);
      expect(waitingOf(run)).toEqual([]);
    }
  });

  it('are none for a script that names no processes, or that is told so', async () => {
    using plain = new ProgramRun('lonely.ts', { stdin: 'pipe', env: on });
    await plain.saw(/alone/);
    using told = new ProgramRun('warm.ts', { args: ['patient'], stdin: 'pipe', env: off });
    await told.saw(/main is here/);
    expect(waitingOf(plain)).toEqual([]);
    expect(waitingOf(told)).toEqual([]);
  });
});

describe('what the system says as a process starts', () => {
  it('comes from the child that it becomes, and never from one that waits in vain', async () => {
    const env = { LD_PRELOAD: '/nowhere.so' };
    const [warm, cold] = await Promise.all([
      runProgram('warm.ts', { args: ['looksOnce'], env: { ...env, ...on } }),
      runProgram('warm.ts', { args: ['looksOnce'], env: { ...env, ...off } }),
    ]);
    expect([warm.stdout, cold.stdout]).toEqual(['waiting\n', 'child\n']);
    // of the broker, which is no part of the trace, of main and of the child
    expect(warm.stderr.match(/nowhere\.so/g)).toHaveLength(3);
    expect(warm.stderr).toBe(cold.stderr);
    const from = ({ events }: typeof warm) =>
      events.flatMap((one) =>
        one.kind === 'print' && JSON.stringify(one).includes('nowhere.so') ? [one.process] : [],
      );
    expect(from(cold)).toHaveLength(2);
    expect(from(warm)).toEqual(from(cold));
  });
});

describe('a run', () => {
  it('goes well where there is no folder for what its processes could share', async () => {
    const { status, stdout, stderr } = await runProgram('warm.ts', {
      args: ['edits'],
      env: { ...on, TMPDIR: '/nowhere' },
    });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'first\nsecond\nfirst\n', stderr: '' });
  });
});

describe('nothing is left', () => {
  it('of what the processes of a run share, which nobody else can read', async () => {
    const { run, shared, go } = await patient();
    using _ = run;
    expect(statSync(shared).mode & 0o777).toBe(0o700);
    expect(readdirSync(shared)).not.toEqual([]);
    go();
    expect((await run.ended).status).toBe(0);
    expect(existsSync(shared)).toBe(false);
    expect(waitingOf(run)).toEqual([]);
    await run.gone();
  });

  for (const signal of ['SIGKILL', 'SIGTERM', 'SIGHUP', 'SIGINT'] as const) {
    it(`of them when the broker gets ${signal}`, async () => {
      const { run, shared } = await patient();
      using _ = run;
      run.child.kill(signal);
      await run.ended;
      await run.gone();
      await removed(shared);
      expect(existsSync(shared)).toBe(false);
    });
  }
});

describe('what a process has prepared', () => {
  it('is not used for a file that has changed since', async () => {
    expect(await runProgram('warm.ts', { args: ['edits'], env: on })).toMatchObject({
      status: 0,
      stderr: '',
      stdout: 'first\nsecond\nfirst\n',
    });
  });

  it('fails in another process at the same place in the user’s file', async () => {
    const settings = { args: ['fails'], cwd: join(import.meta.dirname, '..') };
    const [shared, alone] = await Promise.all([
      runProgram('warm.ts', { ...settings, env: on }),
      runProgram('warm.ts', { ...settings, env: off }),
    ]);
    const [first, second] = shared.stderr.split('Process one:\n').slice(1);
    expect(second).toBe(first);
    expect(shared.stderr).toBe(alone.stderr);
    const places = ({ events }: typeof shared) =>
      events.flatMap((one) => ('site' in one && one.site ? [one.site] : []));
    expect(new Set(places(shared).map((one) => JSON.stringify(one)))).toEqual(
      new Set(places(alone).map((one) => JSON.stringify(one))),
    );
    expect(places(shared).length).toBeGreaterThan(4);
  });
});
