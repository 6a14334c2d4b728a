// What can never go on is said in words and ended, in real processes.

import { describe, expect, it } from 'vitest';
import { ProgramRun, placeOf, runProgram } from './run-program.ts';

const whole = (args: string[], options: string[] = []) => runProgram('deadlocks.ts', { args, options });

describe.concurrent('a deadlock', () => {
  // the line is that of the call, found by its text, so that the program may grow
  const sentences: [string, [text: string, words: string][]][] = [
    [
      'forgottenPut',
      [['await q.get()', 'Process-1 waits at LINE for an item of `q`; nobody is left who could put one']],
    ],
    [
      'joinCycle',
      [
        ['await child.join()', 'MainProcess waits at LINE for the end of Process-1'],
        ['parentProcess()?.join()', 'Process-1 waits at LINE for the end of MainProcess'],
      ],
    ],
    ['boundedPut', [['q.put(2)', 'MainProcess waits at LINE for room in `q`']]],
    [
      'ownCopy',
      [
        [
          'for await (const n of reader)',
          'MainProcess waits at LINE for a message at `reader`; nobody is left who could',
        ],
      ],
    ],
    [
      'bothReceive',
      [
        ['await here.recv()', 'for a message at `here`; only Process-1 could send one, and it waits itself'],
        ['await there.recv()', 'Process-1 waits at LINE for a message at `there`; only MainProcess could send one'],
      ],
    ],
    [
      'waitsForMany',
      [['await wait([', 'MainProcess waits at LINE for one of `first`, `Process-1`; only Process-1 could send or end']],
    ],
    [
      'lentLocks',
      [
        ['await others.acquire()', 'Process-1 waits at LINE for `b` (held by Process-2)'],
        ['await others.acquire()', 'Process-2 waits at LINE for `a` (held by Process-1)'],
      ],
    ],
    ['pollsForever', [['await quiet.poll(', 'for a message at `quiet`; nobody is left who could send one']]],
    ['unfinishedTasks', [['tasks.join()', 'MainProcess waits at LINE for the end of all tasks of `tasks`']]],
  ];
  for (const [name, said] of sentences) {
    it(`of ${name} is said with its lines and ends the run with 86`, async () => {
      const { status, stderr, findings, closed, events } = await whole([name]);
      for (const [text, words] of said) expect(stderr).toContain(words.replace('LINE', placeOf('deadlocks.ts', text)));
      expect(stderr).toMatch(/deadlock: No process of this run can ever go on/);
      expect(findings.map(({ id }) => id)).toEqual(['deadlock']);
      expect({ status, closed, last: events.at(-1)?.kind }).toEqual({ status: 86, closed: true, last: 'exit' });
    });
  }

  it('of a value whose lock another waiting process holds names that process', async () => {
    const { status, stderr, findings } = await whole(['lockedValue']);
    const words =
      'for `counter` (its lock is held by Process-1); only Process-1 could release its lock, and it waits itself';
    expect(stderr).toContain(`MainProcess waits at ${placeOf('deadlocks.ts', 'await counter.get()')} ${words}`);
    // that the end of the run leaves the lock held is told behind it
    expect([status, findings[0]?.id]).toEqual([86, 'deadlock']);
  });

  it('over a lock that somebody kept who has ended names the line where that one acquired it', async () => {
    const { status, findings, trace } = await whole(['keptForGood']);
    const [deadlock] = findings;
    const kept = deadlock?.places.find(({ text }) => text.includes('ended without releasing it'));
    expect(kept?.text).toBe('Process-1 acquired `lock` here and ended without releasing it.');
    const { file = '', line } = trace?.siteOf(kept?.site ?? 0) ?? {};
    expect(`${file}:${line}`).toBe(placeOf('deadlocks.ts', 'await lock.acquire({ timeout'));
    expect(trace?.seq.view().includes(kept?.seq ?? 0)).toBe(true);
    expect(status).toBe(86);
  });

  it('of two processes while a third lives is a finding, and the run goes on', async () => {
    using run = new ProgramRun('deadlocks.ts', { args: ['partial'], stdin: 'pipe' });
    await run.saw(/Process-1 and Process-2 can never go on, whatever the other processes do/, 2);
    run.child.stdin?.write('go on');
    const { status, stdout } = await run.ended;
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'the third goes on\n' });
    // the two do not have to begin to wait at the same time
    expect(new Set(run.read().findings.map(({ id }) => id))).toEqual(new Set(['partial-deadlock']));
  });

  it('that is first partial ends the run once nobody else is left', async () => {
    using run = new ProgramRun('deadlocks.ts', { args: ['partialThenWhole'], stdin: 'pipe' });
    await run.saw(/Process-1 can never go on/, 2);
    run.child.stdin?.write('go on');
    expect((await run.ended).status).toBe(86);
    expect(run.read().findings.map(({ id }) => id)).toEqual(['partial-deadlock', 'deadlock']);
  });

  it('that a timer could have undone is said once the timer has fired in vain, and ends the run', async () => {
    const { status, stderr, findings } = await whole(['unrefedTimer']);
    expect({ status, ids: findings.map(({ id }) => id) }).toEqual({ status: 86, ids: ['deadlock'] });
    expect(stderr).not.toContain('The run goes on');
    expect(stderr).toContain('All processes are ended now');
  });

  it('stays with --on-deadlock stay, and is said once', async () => {
    using run = new ProgramRun('deadlocks.ts', { args: ['forgottenPut'], options: ['--on-deadlock', 'stay'] });
    await run.saw(/can ever go on/, 2);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(run.child.exitCode).toBe(null);
    run.child.kill('SIGTERM');
    const { status, stderr } = await run.ended;
    expect({ status, times: stderr.split('can ever go on').length - 1 }).toEqual({ status: 143, times: 1 });
    expect(run.read().closed).toBe(true);
  });
});
