// What the reference promises of locks and signals, row by row: each row names the laws that show it, in both worlds.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ProgramRun } from '../broker/run-program.ts';
import { laws, real, Simulation, type WorldRun } from '../worlds/worlds.ts';

const programs = ['locks.ts', 'semaphores.ts', 'events.ts', 'conditions.ts', 'barriers.ts', 'sync-rows.ts'];
const simulation = new Simulation();
const runs: WorldRun[][] = [];

beforeAll(async () => {
  await simulation.build();
  for (const program of programs) {
    runs.push([await real(laws(program)), ...(await simulation.run(laws(program), [1, 2, 3]))]);
  }
});
afterAll(() => simulation.dispose());

/** The law holds in every run of its program. */
function holds(sentence: string): boolean {
  const said = (run: WorldRun) => run.lines.includes(`holds: ${sentence}`);
  return runs.some((all) => all.every(said));
}

type Row = [row: string, laws: string[]];

function rows(title: string, all: Row[]): void {
  describe(title, () => {
    test.each(all)('%s', (_row, sentences) => {
      expect(sentences.filter((sentence) => !holds(sentence))).toEqual([]);
    });
  });
}

rows('(b) Locks and signals between processes', [
  [
    'Lock acquire(block=True, timeout=None) -> bool: negative timeout is 0, none is for ever',
    [
      'Lock: acquire is true at once where nobody holds it, and release frees it',
      'Lock: a timeout while another process holds it gives false and takes nothing',
    ],
  ],
  ['Lock acquire: not recursive, its own second acquire waits', ['Lock: its own second acquire waits']],
  ['Lock release(): any process may release', ['Lock: another process may release it, an RLock only its owner']],
  ['Lock release(): ReleaseError when it is free', ['Lock: released too often it says so, with the place']],
  [
    'RLock acquire, release: as many releases as acquires; blocking for others',
    [
      'RLock: as many releases as acquires, and then it is free',
      'RLock: another process gets it only after the last release',
    ],
  ],
  [
    'RLock release(): NotOwnerError for who does not hold it',
    [
      'RLock: released too often it says so, with the place',
      'Lock: another process may release it, an RLock only its owner',
    ],
  ],
  [
    'Semaphore(value=1) acquire, release, get_value; release without bound',
    [
      'Semaphore: has one permit unless told otherwise, and getValue counts what is left',
      'Semaphore: may be released above its first value',
      'Semaphore: never lets more processes in than it has permits',
    ],
  ],
  ['Semaphore: an error for a negative start value', ['Semaphore: wrong arguments are thrown by the constructor']],
  [
    'BoundedSemaphore(value=1): ReleaseError on a release above the start value',
    [
      'BoundedSemaphore: has one permit unless told otherwise, and getValue counts what is left',
      'BoundedSemaphore: may not, and says so with the place',
    ],
  ],
  [
    'Condition(lock=None): wait is true if notified, false on timeout; the default lock is an RLock',
    [
      'a wait that is not notified gives false, with the lock held again',
      'wait releases all levels of the lock, and takes as many again',
      'a condition on a Lock works the same',
    ],
  ],
  [
    'Condition wait_for returns the last value of the predicate',
    ['waitFor asks again after every notification, and gives the last answer'],
  ],
  [
    'Condition: NotOwnerError when the lock is not owned, for wait and for notify',
    ['wait, notify and notifyAll without the lock are refused, with the place', 'another process needs the lock too'],
  ],
  [
    'Condition: notify(n) wakes at most n sleepers; a notify with nobody waiting is lost; woken ones acquire again',
    [
      'notify wakes as many sleepers as it says, and no more',
      'a notification with nobody there is lost',
      'notifyAll wakes all, one after the other, when the lock is free',
    ],
  ],
  [
    'Event() set, clear, is_set, wait(timeout) -> bool: set wakes all; late waiters pass',
    [
      'an event is unset at first, and toggled by set and clear',
      'a wait for what is not set gives false when its time is over',
      'set wakes every process that waits',
      'who comes while it is set goes on at once',
    ],
  ],
  [
    'Barrier wait(timeout) -> 0..parties-1, each once; reusable at once',
    ['all go on together, each with a place of its own, again and again'],
  ],
  [
    'Barrier: per-call or default timeout; BrokenBarrierError on abort, reset while waiting, timeout (for all), failing action',
    [
      'its own timeout holds for every wait that has none',
      'abort breaks it for who waits and who comes',
      'reset tells who waits, and leaves it whole',
      'a timeout of one breaks it for all',
      'an action that fails is thrown where it ran, and breaks the barrier for the others',
    ],
  ],
  [
    'Barrier: the action runs in exactly one process before release; broken stays until reset',
    [
      'the action runs once, in the process of the last to come, before anybody is let go',
      'a wait that is not joined in time breaks the barrier, until reset',
    ],
  ],
  [
    'all support the with-statement (Event, Barrier not)',
    ['(b) locks, semaphores and conditions have with and hold; events and barriers have not'],
  ],
  [
    'locks may be passed only at creation: here they travel anywhere',
    [
      'locks travel in messages, also while they are held',
      'a lock travels through a queue and is the same lock there',
      'the action travels with the barrier',
    ],
  ],
  ['a killed holder leaves the lock locked for ever', ['(c) 14 a killed holder keeps the lock: nobody else gets it']],
]);

test('(b) Ctrl-C interrupts a blocked acquire', async () => {
  using run = new ProgramRun('blocked-acquire.ts');
  await run.saw(/waits/);
  run.child.kill('SIGINT');
  expect((await run.ended).status).toBe(130);
  await run.gone();
});

rows('(c) subtle points', [
  [
    '(c) 13 Lock has no owner, RLock has',
    ['Lock: another process may release it, an RLock only its owner', 'Lock: its own second acquire waits'],
  ],
  ['(c) 14 killed holder keeps the lock', ['(c) 14 a killed holder keeps the lock: nobody else gets it']],
  [
    '(c) 15 notify(n) wakes at most n sleepers, notify with none is lost',
    ['notify wakes as many sleepers as it says, and no more', 'a notification with nobody there is lost'],
  ],
  [
    '(c) 16 wait_for re-tests, timeout returns last value',
    [
      'waitFor asks again after every notification, and gives the last answer',
      'waitFor sees what it waits for, whoever notifies too early',
    ],
  ],
  [
    '(c) 17 Barrier break reaches everyone; reset frees waiters with an error',
    [
      'abort breaks it for who waits and who comes',
      'a timeout of one breaks it for all',
      'reset tells who waits, and leaves it whole',
    ],
  ],
  [
    '(c) 31 an object stays whole whoever lets go of it before a child has begun',
    ['(c) 31 what a child was given stays whole, whoever lets go of it before the child has begun'],
  ],
  [
    '(c) 34 accidents of Python are errors here: Barrier(0), Semaphore(-1), a name that is no string',
    [
      'Semaphore: wrong arguments are thrown by the constructor',
      'no party, no function for an action and other wrong arguments are refused where they are given',
    ],
  ],
]);
