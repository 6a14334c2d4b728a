// What the reference promises of locks and signals, row by row.

import { expect, test } from 'vitest';
import { ProgramRun } from '../broker/run-program.ts';
import { rowsShownByLaws } from './laws-of-rows.ts';

const atOnce = 'Lock: acquire is true at once where nobody holds it, and release frees it';
const ownSecond = 'Lock: its own second acquire waits';
const byAnother = 'Lock: another process may release it, an RLock only its owner';
const notOwned = 'wait, notify and notifyAll without the lock are refused, with the place';
const toggled = 'an event is unset at first, and toggled by set and clear';
const aborted = 'abort breaks it for who waits and who comes';
const reset = 'reset tells who waits, and leaves it whole';
const breaksForAll = 'a timeout of one breaks it for all';
const killed = '(c) 14 a killed holder keeps the lock: nobody else gets it';

rowsShownByLaws(
  ['locks.ts', 'semaphores.ts', 'events.ts', 'conditions.ts', 'barriers.ts', 'sync-rows.ts'],
  [
    [
      'b.Lock.acquire',
      'waits, for a time or for ever, also for itself; a negative time is none',
      [atOnce, 'Lock: a timeout while another process holds it gives false and takes nothing', ownSecond],
    ],
    [
      'b.Lock.release',
      'is for any process, and a ReleaseError when the lock is free',
      [byAnother, 'Lock: released too often it says so, with the place'],
    ],
    [
      'b.RLock.acquire',
      'is true again and again for its owner, and waits for others',
      [
        'RLock: as many releases as acquires, and then it is free',
        'RLock: another process gets it only after the last release',
      ],
    ],
    [
      'b.RLock.release',
      'is a NotOwnerError for who does not hold it',
      ['RLock: released too often it says so, with the place', byAnother],
    ],
    [
      'b.Semaphore.acquire',
      'lets no more in than there are permits; a negative start value is an error',
      [
        'Semaphore: never lets more processes in than it has permits',
        'Semaphore: an acquire without permits waits, and gives false when its time is over',
        'Semaphore: wrong arguments are thrown by the constructor',
      ],
    ],
    [
      'b.Semaphore.release',
      'has no bound',
      ['Semaphore: may be released above its first value', 'Semaphore: every release wakes one waiter'],
    ],
    [
      'b.Semaphore.get_value',
      'counts what is left',
      ['Semaphore: has one permit unless told otherwise, and getValue counts what is left'],
    ],
    [
      'b.BoundedSemaphore.acquire, b.BoundedSemaphore.get_value',
      'are those of a Semaphore',
      [
        'BoundedSemaphore: never lets more processes in than it has permits',
        'BoundedSemaphore: has one permit unless told otherwise, and getValue counts what is left',
      ],
    ],
    [
      'b.BoundedSemaphore.release',
      'is a ReleaseError above the start value',
      ['BoundedSemaphore: may not, and says so with the place'],
    ],
    [
      'b.Condition.acquire, b.Condition.release',
      'are those of its lock, an RLock by default',
      [
        'wait releases all levels of the lock, and takes as many again',
        'a condition on a Lock works the same',
        'another process needs the lock too',
      ],
    ],
    [
      'b.Condition.wait',
      'is true if notified and false in time, with the lock held; without it a NotOwnerError',
      [
        'a wait that is not notified gives false, with the lock held again',
        'a sleeper with a timeout goes on without a notification, and takes none from the others',
        notOwned,
      ],
    ],
    [
      'b.Condition.wait_for',
      'gives the last value of the predicate',
      [
        'waitFor asks again after every notification, and gives the last answer',
        'an error of the predicate is thrown with the lock held',
      ],
    ],
    [
      'b.Condition.notify',
      'wakes some sleepers at most, and is lost where there are none',
      ['notify wakes as many sleepers as it says, and no more', 'a notification with nobody there is lost', notOwned],
    ],
    [
      'b.Condition.notify_all',
      'wakes all, who take the lock one after the other',
      ['notifyAll wakes all, one after the other, when the lock is free'],
    ],
    [
      'b.Event.set',
      'wakes all, and lets late ones pass',
      ['set wakes every process that waits', 'who comes while it is set goes on at once'],
    ],
    ['b.Event.clear, b.Event.is_set', 'toggle it and tell', [toggled]],
    [
      'b.Event.wait',
      'gives false when its time is over',
      [
        'a wait for what is not set gives false when its time is over',
        'a process that waits with a timeout goes on without it',
      ],
    ],
    [
      'b.Barrier.wait',
      'gives each a place of its own, again and again; a timeout breaks it for all; the action runs once',
      [
        'all go on together, each with a place of its own, again and again',
        'its own timeout holds for every wait that has none',
        breaksForAll,
        'the action runs once, in the process of the last to come, before anybody is let go',
        'an action that fails is thrown where it ran, and breaks the barrier for the others',
      ],
    ],
    ['b.Barrier.reset, b.Barrier.n_waiting', 'frees who waits with an error, and counts nobody then', [reset]],
    ['b.Barrier.abort', 'breaks it for all', [aborted]],
    ['b.Barrier.broken', 'stays until reset', ['a wait that is not joined in time breaks the barrier, until reset']],
    [
      'b.Barrier.parties',
      'is how many it needs, one at least',
      [
        'a barrier of one lets it pass at once, again and again',
        'no party, no function for an action and other wrong arguments are refused where they are given',
      ],
    ],
    [
      'b.Lock.with',
      'all have with and hold but events and barriers',
      ['(b) locks, semaphores and conditions have with and hold; events and barriers have not'],
    ],
    [
      'b.Lock.travel',
      'locks travel anywhere, and not only as arguments',
      [
        'locks travel in messages, also while they are held',
        'a lock travels through a queue and is the same lock there',
        'the action travels with the barrier',
      ],
    ],
    ['b.Lock.killed, c.14', 'a killed holder leaves the lock locked for ever', [killed]],
    ['c.13', 'a Lock has no owner, an RLock has', [byAnother, ownSecond]],
    [
      'c.15',
      'notify wakes at most as many as it says, notify with none is lost',
      ['notify wakes as many sleepers as it says, and no more', 'a notification with nobody there is lost'],
    ],
    [
      'c.16',
      'waitFor asks again, and gives the last answer in time',
      [
        'waitFor asks again after every notification, and gives the last answer',
        'waitFor sees what it waits for, whoever notifies too early',
      ],
    ],
    ['c.17', 'what breaks a barrier reaches everyone', [aborted, breaksForAll, reset]],
    [
      'c.31',
      'an object stays whole whoever lets go of it before a child has begun',
      ['(c) 31 what a child was given stays whole, whoever lets go of it before the child has begun'],
    ],
    [
      'c.34',
      'accidents of Python are errors here: Barrier(0), Semaphore(-1)',
      [
        'Semaphore: wrong arguments are thrown by the constructor',
        'no party, no function for an action and other wrong arguments are refused where they are given',
      ],
    ],
  ],
);

test('b.Lock.interrupt Ctrl-C ends a process that waits for a lock', async () => {
  using run = new ProgramRun('blocked-acquire.ts');
  await run.saw(/waits/);
  run.child.kill('SIGINT');
  expect((await run.ended).status).toBe(130);
  await run.gone();
});
