// No process stays behind, whoever is killed.

import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sharedMemoryFolder } from '../../src/broker/platform.ts';
import { descriptorsOf, kill, ProgramRun, parentOf, reapersOf } from './run-program.ts';

async function started(args: string[] = []): Promise<{ run: ProgramRun; pids: Record<string, number> }> {
  const run = new ProgramRun('lives.ts', { args });
  const pids: Record<string, number> = {};
  for (const name of args.length > 0 ? ['main', 'grandchild'] : ['main', 'computing', 'waiting']) {
    const [, pid] = await run.saw(new RegExp(`${name} (\\d+)\n`));
    pids[name] = Number(pid);
  }
  return { run, pids };
}

async function reaperOf(run: ProgramRun, other = 0): Promise<number> {
  for (;;) {
    const found = reapersOf(run.child.pid ?? 0).find((pid) => pid !== other);
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('no process is left', () => {
  it('of a run whose broker is killed, those that compute included', async () => {
    const { run } = await started();
    using _ = run;
    run.child.kill('SIGKILL');
    await run.gone();
  });

  it('of a run whose reaper and then whose broker is killed', async () => {
    const { run } = await started();
    using _ = run;
    const first = await reaperOf(run);
    kill(first);
    await reaperOf(run, first);
    run.child.kill('SIGKILL');
    await run.gone();
  });

  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const) {
    it(`of a run that gets ${signal}, and its trace is whole`, async () => {
      const { run } = await started();
      using _ = run;
      run.child.kill(signal);
      const { status } = await run.ended;
      await run.gone();
      expect({ status, closed: run.read().closed }).toEqual({
        status: { SIGTERM: 143, SIGHUP: 129, SIGINT: 130 }[signal],
        closed: true,
      });
    });
  }

  it('of a run whose processes are killed one after the other', async () => {
    const { run, pids } = await started();
    using _ = run;
    for (const name of ['main', 'waiting', 'computing']) kill(pids[name] ?? 0);
    expect((await run.ended).status).toBe(137);
    await run.gone();
    expect(run.read().events.filter(({ kind }) => kind === 'exit')).toHaveLength(3);
  });
});

describe('no shared memory is left', () => {
  const folders = ({ child }: ProgramRun) =>
    readdirSync(sharedMemoryFolder()).filter((name) => name.startsWith(`lanescope-${child.pid}-`));

  it('of a run whose broker is killed', async () => {
    using run = new ProgramRun('keeps-memory.ts');
    await run.saw(/made/);
    expect(folders(run)).toHaveLength(1);
    run.child.kill('SIGKILL');
    await run.gone();
    while (folders(run).length > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  });

  it('of a run that is interrupted', async () => {
    using run = new ProgramRun('keeps-memory.ts');
    await run.saw(/made/);
    run.child.kill('SIGINT');
    await run.ended;
    expect(folders(run)).toEqual([]);
  });
});

describe('a run', () => {
  it('that gets SIGTERM leaves a program that listens for it the time to clean up', async () => {
    using run = new ProgramRun('terminal.ts', { args: ['cleansUpWhenTerminated'] });
    await run.saw(/listening/);
    run.child.kill('SIGTERM');
    expect(await run.ended).toMatchObject({ status: 143, stdout: 'listening\ncleaning\n' });
    expect(run.read().events.filter(({ kind }) => kind === 'exit')).toMatchObject([{ code: 0 }]);
  });

  it('goes on when its reaper is killed', async () => {
    const { run, pids } = await started();
    using _ = run;
    kill(await reaperOf(run));
    kill(pids.waiting ?? 0);
    kill(pids.computing ?? 0);
    expect(await run.ended).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringMatching(/all have ended\n$/),
    });
  });

  it('does not hand its links on to grandchildren', async () => {
    const { run, pids } = await started(['grandchild']);
    using _ = run;
    const { 3: requests, 4: replies } = descriptorsOf(parentOf(pids.grandchild ?? 0));
    expect([requests, replies]).toEqual([expect.stringMatching(/^socket:/), expect.stringMatching(/^socket:/)]);
    const passedOn = Object.values(descriptorsOf(pids.grandchild ?? 0));
    expect(passedOn).not.toContain(requests);
    expect(passedOn).not.toContain(replies);
    kill(pids.grandchild ?? 0);
    expect((await run.ended).status).toBe(0);
  });
});
