// Large payloads arrive whole, with shared memory and without, whoever dies on the way, and nothing of them stays behind.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cleanEnv, cli, kill, ProgramRun, programs, runProgram } from './run-program.ts';

const off = { LANESCOPE_SHARED_PAYLOADS: 'off' };

/** A folder in place of shared memory, where nobody else makes files. */
class SharedFolder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'lanescope-shared-'));
  readonly env = { LANESCOPE_SHARED_FOLDER: this.path, LANESCOPE_SHARED_PAYLOADS: 'on' };
  #isMounted = false;

  /** @returns false where this user may not mount. */
  mount(megabytes: number): boolean {
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'none', this.path]);
    this.#isMounted = status === 0;
    return this.#isMounted;
  }

  get entries(): string[] {
    return globSync('**/*', { cwd: this.path });
  }

  get folders(): string[] {
    return globSync('lanescope-*', { cwd: this.path });
  }

  async isEmpty(): Promise<void> {
    while (this.folders.length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  [Symbol.dispose](): void {
    if (this.#isMounted) execFileSync('umount', [this.path]);
    rmSync(this.path, { recursive: true, force: true });
  }
}

const stories = {
  sizes: '0 wrong\n',
  manyToMany: '120 120 0\n',
  killedConsumer: '-9 0,1,2,3,4\n',
  killedProducer: `${'has put\n'.repeat(4)}all came\n`,
  shutdowns: 'shut down\n',
  flood: '0 wrong\n',
  leavesBehind: 'left\n',
  changedAfterPut: `${Array.from({ length: 20 }, (_, i) => i).join()}\n`,
  handles: 'through the inner queue 0 wrong\n',
};

describe.each([
  ['in shared memory', {}],
  ['in frames', off],
])('large payloads %s', (_, env) => {
  it.each(Object.entries(stories))('%s', async (name, stdout) => {
    using shared = new SharedFolder();
    const run = await runProgram('payloads.ts', { args: [name], env: { ...shared.env, ...env } });
    expect(run).toMatchObject({ status: 0, stdout, stderr: '' });
    expect(shared.entries).toEqual([]);
  });
});

describe('where shared memory has no room', () => {
  it.each(['flood', 'sizes', 'manyToMany'] as const)('nobody can tell: %s', async (name) => {
    using shared = new SharedFolder();
    if (!shared.mount(12)) writeFileSync(join(shared.path, 'no-tmpfs'), '');
    using run = new ProgramRun('payloads.ts', { args: [name], env: shared.env });
    // somebody else takes what is left, while it is being used
    while (shared.folders.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    fill(join(shared.path, 'others'), existsSync(join(shared.path, 'no-tmpfs')) ? 0 : 12);
    expect(await run.ended).toMatchObject({ status: 0, stdout: stories[name], stderr: '' });
    expect(shared.folders).toEqual([]);
  });

  it('nobody can tell, though files end in the middle of a payload', () => {
    using shared = new SharedFolder();
    // in units of 512 or 1024 bytes, as the shell has it
    const command = `ulimit -f 1500; exec "$@"`;
    const args = [process.execPath, cli, 'run', '--no-trace', join(programs, 'payloads.ts'), 'flood'];
    const env = { ...cleanEnv(), ...shared.env };
    const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', command, 'sh', ...args], { encoding: 'utf8', env });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: stories.flood, stderr: '' });
    expect(shared.entries).toEqual([]);
  });

  it('nobody can tell, though there is no such folder', async () => {
    const env = { LANESCOPE_SHARED_FOLDER: '/nowhere/at/all' };
    const run = await runProgram('payloads.ts', { args: ['flood'], env });
    expect(run).toMatchObject({ status: 0, stdout: stories.flood, stderr: '' });
  });
});

function fill(file: string, megabytes: number): void {
  try {
    writeFileSync(file, Buffer.alloc(megabytes * 1024 * 1024));
  } catch (error) {
    // that is what it is for
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}

describe('the folder in shared memory', () => {
  it('and its files are for this user alone, and are gone after the run', async () => {
    using shared = new SharedFolder();
    using run = new ProgramRun('payloads.ts', { args: ['waits'], env: shared.env });
    const [, , child] = await run.saw(/pids (\d+) (\d+)/);
    const modes = shared.entries.map((entry) => statSync(join(shared.path, entry)).mode & 0o777).sort();
    expect(modes.length).toBeGreaterThan(2);
    expect([...new Set(modes)]).toEqual([0o600, 0o700]);
    kill(Number(child));
    expect((await run.ended).status).toBe(0);
    expect(shared.entries).toEqual([]);
  });

  it('is gone after the broker was killed', async () => {
    using shared = new SharedFolder();
    using run = new ProgramRun('payloads.ts', { args: ['waits'], env: shared.env });
    await run.saw(/pids/);
    expect(shared.folders).toHaveLength(1);
    run.child.kill('SIGKILL');
    await run.gone();
    await shared.isEmpty();
  });

  it('may be taken away under the feet of a run', async () => {
    using shared = new SharedFolder();
    using run = new ProgramRun('payloads.ts', { args: ['manyToMany'], env: shared.env });
    while (shared.folders.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    rmSync(join(shared.path, shared.folders[0] ?? ''), { recursive: true, force: true });
    expect(await run.ended).toMatchObject({ status: 0, stdout: stories.manyToMany, stderr: '' });
  });
});

describe('a process that lies about shared memory ends alone', () => {
  it.each([
    { op: 'borrow', size: 100_000, count: 1 },
    { op: 'borrow', size: 131_072, count: 1e9 },
    { op: 'giveBack', slots: [[1, 99]], failed: false },
    { op: 'giveBack', slots: [[77, 0]], failed: false },
    { op: 'giveBack', slots: [null], failed: false },
    { op: 'giveBack', failed: true },
    { op: 'call', payload: { file: 1, slot: 0, length: 'x' } },
  ])('with %j', async (frame) => {
    const { status, stdout, stderr } = await runProgram('lies.ts', { args: [JSON.stringify(frame)] });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '-9 100000,100000,100000\n' });
    expect(stderr).toMatch(/^lanescope: Process-1 broke the protocol: .*\n$/);
  });
});

describe('the wire', () => {
  it.each([
    ['in shared memory', {}, 1],
    ['in frames', off, 3],
  ])('holds puts that are awaited while too much is unwritten, %s, and the trace says so', async (_, env, most) => {
    using run = new ProgramRun('payloads.ts', { args: ['wire'], env });
    const [, pid] = await run.saw(/pid (\d+)\n/);
    run.child.kill('SIGSTOP');
    process.kill(Number(pid), 'SIGUSR2');
    const file = join(run.folder, 'done');
    while (!existsSync(file) || readFileSync(file, 'utf8') === '') await new Promise((r) => setTimeout(r, 20));
    run.child.kill('SIGCONT');
    expect(Number(readFileSync(file, 'utf8'))).toBeLessThan(most);
    expect(await run.ended).toMatchObject({ status: 0, stdout: `pid ${pid}\n5 put\n`, stderr: '' });
    const waits = run.read().events.filter(({ kind, reason }) => kind === 'block' && reason === 'wire');
    expect(waits.length).toBeGreaterThan(0);
  });

  it('lets timers run while awaited puts go out at once', async () => {
    const run = await runProgram('payloads.ts', { args: ['ticks'] });
    expect(run).toMatchObject({ status: 0, stdout: 'ticked true\nin order true\n', stderr: '' });
  });
});
