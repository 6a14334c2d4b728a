// Locks and signals that nobody gives any more: said in words, with places, and ended, in real processes.

import { describe, expect, it } from 'vitest';
import { placeOf, runProgram } from './run-program.ts';

const program = 'sync-deadlocks.ts';

describe.concurrent('a deadlock', () => {
  // LINE is the place of the call that has the comment, so that the program may grow
  const sentences: [string, [comment: string, words: string][]][] = [
    [
      'oppositeOrder',
      [
        ["the other one's", 'lefty waits at LINE for `right` (held by righty); only righty could release it'],
        ["the other one's", 'righty waits at LINE for `left` (held by lefty); only lefty could release it'],
      ],
    ],
    ['ownLockTwice', [['// its own', 'MainProcess waits at LINE for `lock`, which it holds itself.']]],
    [
      'killedHolder',
      [
        [
          'never free',
          'waiter waits at LINE for `lock` (held by holder, which was killed by signal 9); nobody is left who could release it',
        ],
      ],
    ],
    [
      'noPermits',
      [
        [
          'never free',
          'Process-1 waits at LINE for a permit of `pool` (none is left); only MainProcess could release one',
        ],
      ],
    ],
    ['neverSet', [['never set', 'Process-1 waits at LINE for `ready` to be set; nobody is left who could set it']]],
    [
      'missingParty',
      [
        [
          'never whole',
          'one and two wait at LINE for the others at `barrier` (2 of 3 have come); nobody else is left who could come',
        ],
      ],
    ],
    [
      'neverNotified',
      [['never notified', 'Process-1 waits at LINE for a notification of `ready`; nobody is left who could notify it']],
    ],
    [
      'neverLetInAgain',
      [
        [
          'never let in again',
          'Process-1 waits at LINE for `lock` (held by MainProcess); only MainProcess could release it',
        ],
        ['with the lock in hand', 'MainProcess waits at LINE for the end of Process-1'],
      ],
    ],
  ];
  for (const [name, said] of sentences) {
    it(`of ${name} is said with its lines and ends the run with 86`, async () => {
      const { status, stderr, findings, closed } = await runProgram(program, { args: [name] });
      for (const [comment, words] of said) expect(stderr).toContain(words.replace('LINE', placeOf(program, comment)));
      expect(stderr).toMatch(/deadlock: No process of this run can ever go on/);
      expect(findings.filter(({ severity }) => severity === 'error').at(-1)?.id).toBe('deadlock');
      expect({ status, closed }).toEqual({ status: 86, closed: true });
      // that its processes were killed for it is no finding of its own
      expect(findings.at(-1)?.id).toBe('deadlock');
    });
  }

  it('behind a killed holder is explained by a warning at the line where it had acquired', async () => {
    const { findings } = await runProgram(program, { args: ['killedHolder'] });
    const [warning, ...rest] = findings.filter(({ severity }) => severity === 'warning');
    const title = 'holder was killed by signal 9 while it held `lock`, which stays locked for good';
    expect([warning?.id, warning?.title, rest]).toEqual(['left-held', title, []]);
    expect(warning?.places.map(({ site, text }) => [site > 0, text])).toEqual([[true, title]]);
  });
});
