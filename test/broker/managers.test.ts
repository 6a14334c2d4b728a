// Managers in real processes: how they end, who is told, and what is said of those who wait for one that waits itself.

import { describe, expect, it } from 'vitest';
import { ProgramRun, placeOf, runProgram } from './run-program.ts';

const run = (name: string) => runProgram('managers.ts', { args: [name] });
const at = (text: string) => placeOf('managers.ts', text);

describe.concurrent('a manager', () => {
  it('that waits for work does not hide that all others can never go on', async () => {
    const { status, stderr, findings } = await run('idleManager');
    expect({ status, ids: findings.map(({ id }) => id) }).toEqual({ status: 86, ids: ['deadlock'] });
    expect(stderr).toContain(`MainProcess waits at ${at("(await d.get('q'))?.get()")} for an item of \`q\``);
    expect(stderr).toContain('Process-2 waits at');
    // it is no part of what is wrong
    expect(stderr).not.toContain('SyncManager-1 waits');
    expect(stderr).toMatch(/deadlock: No process of this run can ever go on/);
  });

  it('whose method waits for what never comes is said with the call that waits for it', async () => {
    const { status, stderr, findings } = await run('waitingManager');
    expect({ status, ids: findings.map(({ id }) => id) }).toEqual({ status: 86, ids: ['deadlock'] });
    expect(stderr).toContain(`Process-2 waits at ${at('await service.getFrom(q)')} for the answer of \`service\``);
    expect(stderr).toContain('only SyncManager-1 could answer, and it waits itself');
    expect(stderr).toContain(`SyncManager-1 waits at ${at('return q.get()')} for an item of \`q\``);
  });

  it('whose method never ends and waits for nothing that could come is found', async () => {
    const { status, stderr } = await run('neverAnswers');
    expect(status).toBe(86);
    expect(stderr).toContain(`MainProcess waits at ${at('await service.never();')} for the answer of \`service\``);
  });

  it('whose method has a timer to wait for is no deadlock', async () => {
    const { status, stdout, stderr, findings } = await run('answersLate');
    expect({ status, stdout, stderr, findings }).toEqual({
      status: 0,
      stdout: 'soon enough\n',
      stderr: '',
      findings: [],
    });
  });

  it('can still be called while others are stuck for good', async () => {
    using partial = new ProgramRun('managers.ts', { args: ['partial'], stdin: 'pipe' });
    await partial.saw(/Process-2 can never go on, whatever the other processes do/, 2);
    partial.child.stdin?.write('go on');
    expect(await partial.ended).toMatchObject({ status: 0, stdout: 'the main process goes on\n' });
  });

  it('that nobody shuts down ends with the run', async () => {
    using left = new ProgramRun('managers.ts', { args: ['leftRunning'] });
    expect(await left.ended).toMatchObject({ status: 0, stdout: 'done\n', stderr: '' });
    await left.gone();
    expect(left.read().findings).toEqual([]);
  });

  it('ends with the process that started it, and others are told', async () => {
    using left = new ProgramRun('managers.ts', { args: ['creatorEnds'], stdin: 'pipe' });
    await left.saw(
      /^1\nDictProxy.get\(\) on d: the manager takes no more calls: Process-1, which had started it, has ended\n/,
    );
    const ends = () =>
      left.read().events.filter(({ kind, process }) => kind === 'exit' && process === 'SyncManager-1:1');
    while (ends().length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(ends().map(({ code }) => code)).toEqual([0]);
    left.child.stdin?.write('go on');
    expect((await left.ended).status).toBe(0);
    await left.gone();
  });

  it('that is killed rejects the call that it was about to answer, which ends its caller where nobody handles it', async () => {
    const { status, stderr } = await run('crashes');
    expect(status).toBe(1);
    expect(stderr).toContain('ConnectionError');
    expect(stderr).toContain(
      'Remote.crash() on service: the manager takes no more calls: SyncManager-1 was ended by signal 9',
    );
  });

  it('that is killed rejects every call that waits for it, and another one can be started', async () => {
    const { status, stdout } = await run('crashesHandled');
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'ConnectionError,ConnectionError,ConnectionError\n2\n' });
  });

  it('cannot be started by a daemon', async () => {
    const { status, stdout } = await run('daemon');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^MainProcess: ProcessError: Manager.start\(\) on SyncManager-1:1: Process-1 is a daemon/);
  });
});

describe('a call of a manager in the trace', () => {
  it('is one operation: sent to the manager, waiting for the reply, woken by it', async () => {
    const { events } = await run('leftRunning');
    const set = events.filter(({ op, process }) => op === 'set' && process === 'MainProcess');
    expect(set.map(({ kind }) => kind)).toEqual(['call', 'block', 'unblock', 'return']);
    const [call, block, unblock, returned] = set;
    expect(call).toMatchObject({ object: 'DictProxy-1', text: '"a", 1' });
    expect([block?.reason, unblock?.by]).toEqual(['reply', 'SyncManager-1']);
    const taken = events.find(
      ({ op, kind, message }) => op === 'accept' && kind === 'return' && message === call?.message,
    );
    expect(taken?.process).toBe('SyncManager-1');
    const reply = events.find(({ op, kind }) => op === 'reply' && kind === 'call');
    expect(reply).toMatchObject({ process: 'SyncManager-1', object: 'DictProxy-1', message: unblock?.message });
    expect(returned?.message).toBe(reply?.message);
  });
});
