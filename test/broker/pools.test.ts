// Pools in real processes: what happens when a worker, a task or the creator ends in an unforeseen way, and what is said of it.

import { describe, expect, it } from 'vitest';
import { ProgramRun, placeOf, runProgram } from './run-program.ts';

const pools = (name: string) => runProgram('pools.ts', { args: [name] });
const at = (text: string) => placeOf('pools.ts', text);

describe.concurrent('a pool', () => {
  it('whose task waits for ever is a deadlock: the caller, the task and their lines are named', async () => {
    const { status, stderr, findings } = await pools('taskWaitsForever');
    const caller = `MainProcess waits at ${at('pool.apply(getsForever, [q])')} for a result of \`pool\` (1 task is not done)`;
    expect(stderr).toContain(`${caller}; only PoolWorker-`);
    const task = `waits at ${at('q.get(); // for ever too')} for an item of \`q\`; only MainProcess could put one`;
    expect(stderr).toContain(task);
    // the other worker may begin late: then these two can never go on before nobody can
    expect({ status, last: findings.at(-1)?.id }).toEqual({ status: 86, last: 'deadlock' });
  });

  it('whose callback never comes is a deadlock too', async () => {
    const { status, stderr } = await pools('callbackWaitsForever');
    expect(stderr).toContain('for a result of `pool` (1 task is not done); only PoolWorker-1 could finish it');
    expect(status).toBe(86);
  });

  it('that is joined and can never end is a deadlock too', async () => {
    const { status, stderr } = await pools('joinWaitsForever');
    expect(stderr).toContain(
      `MainProcess waits at ${at('await pool.join(); // for ever')} for the end of the workers of \`pool\``,
    );
    expect(status).toBe(86);
  });

  it('that is idle while its creator sleeps is no deadlock', async () => {
    const { status, stdout, findings } = await pools('idle');
    expect({ status, stdout, findings }).toEqual({ status: 0, stdout: '[ 2, 4 ]\n[ 6, 8 ]\n', findings: [] });
  });

  it('that is left open ends with the run, its unfinished task too', async () => {
    using run = new ProgramRun('pools.ts', { args: ['leftOpen'] });
    expect(await run.ended).toMatchObject({ status: 0, stdout: '[ 2, 4 ]\n', stderr: '' });
    await run.gone();
    const ends = run.read().events.filter(({ kind }) => kind === 'exit');
    expect(Object.fromEntries(ends.map(({ process, code }) => [process, code]))).toEqual({
      MainProcess: 0,
      'PoolWorker-1': -15,
      'PoolWorker-2': -15,
    });
  });

  it('that is left open by a child ends with that child, not with the run', async () => {
    using run = new ProgramRun('pools.ts', { args: ['leftOpenByChild'] });
    await run.saw(/^0$/m);
    const ended = () =>
      run.read().events.filter(({ kind, process }) => kind === 'exit' && process?.startsWith('PoolWorker'));
    while (ended().length < 2) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(run.child.exitCode).toBe(null);
    run.child.kill('SIGTERM');
    await run.ended;
    expect(
      ended()
        .map(({ process, code }) => [process, code])
        .toSorted(),
    ).toEqual([
      ['PoolWorker-1:1', -15],
      ['PoolWorker-1:2', -15],
    ]);
  });

  it('whose worker is killed by the system replaces it; the task is lost and the caller told', async () => {
    const { status, stdout, stderr } = await pools('killed');
    const [error, result] = stdout.split('\n');
    expect(error).toBe(
      'WorkerLostError: Pool.applyAsync() on pool: PoolWorker-1 was killed by signal 9 while it worked on isHere(); ' +
        'a task must not end its process, and needs the memory that it uses. The worker is replaced, the task is not repeated',
    );
    expect({ status, result, stderr }).toEqual({ status: 0, result: '[ 2, 4 ]', stderr: '' });
  });

  it('whose task can never settle loses its worker with 13, and says which', async () => {
    const { stdout, stderr } = await pools('unsettled');
    expect(stdout).toContain('WorkerLostError: Pool.apply() on pool: PoolWorker-1 ended with exit code 13');
    expect(stderr).toContain('PoolWorker-1: its task can never finish');
  });

  it('whose worker fails outside of its task loses it, and the error is shown', async () => {
    const { stdout, stderr } = await pools('failsOutside');
    expect(stdout).toContain('PoolWorker-1 ended with exit code 1 while it worked on failsLater()');
    expect(stderr).toContain('Process PoolWorker-1:');
    expect(stderr).toContain('thrown by nobody in particular');
  });

  it('whose task fails and nobody catches it ends the creator with 1, the frames of both and none of ours', async () => {
    const { status, stderr } = await pools('uncaught');
    expect(status).toBe(1);
    expect(stderr).toContain('RangeError: from the task');
    expect(stderr).toContain('[cause]: [RemoteError: thrown in PoolWorker-1');
    expect(stderr).toContain(`at throwsInTask (file://${at("throw new RangeError('from the task')")}`);
    expect(stderr).not.toContain('bootstrap.mjs');
  });

  it('whose callback throws ends the creator with 1', async () => {
    const { status, stderr } = await pools('callbackThrows');
    expect({ status, isSaid: stderr.includes('Error: from the callback') }).toEqual({ status: 1, isSaid: true });
  });

  it('replaces a worker whose task has left a timer behind', async () => {
    expect(await pools('timersInTasks')).toMatchObject({ status: 0, stdout: '2\n' });
  });

  it('hands out many tasks in few messages', async () => {
    const { stdout, events } = await pools('manyTasks');
    expect(stdout).toBe(`10000 ${9999 * 10_000}\n`);
    const calls = events.filter(({ kind, object }) => kind === 'call' && object === 'pool').map(({ op }) => op);
    expect(calls.filter((op) => op === 'submit').length).toBe(8);
    expect(calls.filter((op) => op === 'result').length).toBe(8);
  });

  it('in a script without a main guard is refused in the worker, and the caller is told of the guard', async () => {
    const { status, stdout, stderr } = await runProgram('pool-no-guard.ts');
    expect(stdout).toBe(
      'MainGuardError new Pool: this process is itself a child that is still importing its modules, ' +
        'so it would start workers without end. Make pools only in the script that was run:\n',
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

describe('the trace of a pool', () => {
  it('shows a task from the call to its span in the worker and back', async () => {
    const { events } = await pools('taskTrace');
    const site = (text: string) => Number(at(text).split(':').at(-1));
    const line = site('pool.apply(doubleSlowly, [21])');
    const ofPool = events.filter(({ object }) => object === 'pool');
    const message = ofPool.find(({ op, kind }) => op === 'submit' && kind === 'call')?.message;
    expect(
      ofPool.filter((event) => event.message === message).map(({ kind, op, process }) => [kind, op, process]),
    ).toEqual(
      expect.arrayContaining([
        ['call', 'submit', 'MainProcess'],
        ['return', 'submit', 'MainProcess'],
        ['return', 'task', 'PoolWorker-1'],
      ]),
    );
    const answer = ofPool.find(({ op, kind }) => op === 'finish' && kind === 'call')?.message;
    expect(ofPool.filter((event) => event.message === answer).map(({ process }) => process)).toEqual(
      expect.arrayContaining(['PoolWorker-1', 'MainProcess']),
    );
    const span = events.filter(({ op }) => op === 'span');
    expect(span.map(({ kind, process }) => [kind, process])).toEqual([
      ['call', 'PoolWorker-1'],
      ['return', 'PoolWorker-1'],
    ]);
    expect([span[0]?.text, span[0]?.site?.line]).toEqual(['doubleSlowly [21]', line]);
    const waits = ofPool.filter(({ kind, op }) => kind === 'block' && op === 'apply');
    expect(waits.map(({ process, reason }) => [process, reason])).toEqual([['MainProcess', 'result']]);
    const apply = ofPool.find(({ kind, op }) => kind === 'call' && op === 'apply');
    expect(apply?.site?.line).toBe(line);
  });
});
