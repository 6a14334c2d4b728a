// What the reference promises of queues, row by row.

import { expect, test } from 'vitest';
import { placeOf, runProgram } from '../broker/run-program.ts';
import { laws, real } from '../worlds/worlds.ts';
import { rowsShownByLaws } from './laws-of-rows.ts';

const copied = 'an item is copied at the call that puts it';
const refused = 'what cannot be sent is refused at the put, by its path';
const closed = 'after close this process neither puts nor gets';
const inTurn = 'calls are taken in the order in which they were made';
const others = '000.4 closing a queue that this process never put into returns at once and leaves the others alone';
const counts = 'join counts what is marked as done, not what is got';
const once = 'taskDone without a task is refused';
const snapshot = '(c) 6 qsize, empty and full tell how it was, and somebody may come between';
const ownPut = 'after its own put has settled a queue is not empty';
const small = 'a SimpleQueue waits for ever or not at all: it has no size, no timeouts and no tasks';
const closedSimple = 'a closed SimpleQueue too';
const byProducer = 'what two producers put comes whole, each in its order';
const cancelled = '(c) 4 cancelJoinThread loses nothing, for nothing lies in the process that put it';
const keptOut = '(c) 2 what cannot be sent is refused at the put, and takes no room';
const joinedFirst = '(c) 3 a process that has put much may be joined before anybody gets';

rowsShownByLaws(
  ['queues.ts', 'waiting.ts', 'travel.ts', 'rows.ts', 'queue-rows.ts'],
  [
    [
      'b.Queue.new',
      'has a bound, or none at zero and below',
      [
        'maxsize 0 is no limit',
        'maxsize -1 is no limit',
        'maxsize undefined is no limit',
        'wrong options of a queue are thrown',
      ],
    ],
    [
      'b.Queue.put',
      'waits for room, for a time or for ever, and takes the item as it is',
      [
        'put on a full queue with timeout 0 fails at once',
        'put on a full queue with timeout -5 fails at once',
        'put with a timeout fails when it is over',
        'put with an infinite timeout waits for room',
        'a put waits for room, and goes on when another process gets',
        copied,
        refused,
        closed,
      ],
    ],
    ['b.Queue.put_nowait', 'fails where it would wait', ['putNowait on a full queue fails', closed]],
    [
      'b.Queue.get',
      'waits for an item, for a time or for ever',
      [
        'get on an empty queue with timeout 0 fails at once',
        'get on an empty queue with timeout -5 fails at once',
        'get with a timeout fails when it is over',
        'get with a timeout takes what is there',
        closed,
      ],
    ],
    ['b.Queue.get_nowait', 'fails where it would wait', ['getNowait on an empty queue fails', closed]],
    [
      'b.Queue.qsize, c.6',
      'is exact when it is answered',
      [inTurn, snapshot, '002.7 an unbounded queue is never full'],
    ],
    ['b.Queue.empty, b.Queue.full', 'are exact when they are answered', [inTurn, snapshot, ownPut]],
    ['b.Queue.close, c.5', 'is for this process alone, and twice is fine', [closed, others]],
    [
      'b.Queue.join_thread',
      'comes after close, and everything is safe then',
      ['joinThread before close is refused', others],
    ],
    ['b.Queue.cancel_join_thread, c.4', 'has nothing to give up', [cancelled]],
    ['b.JoinableQueue.task_done, c.8', 'is once for each task', [once, counts]],
    [
      'b.JoinableQueue.join, c.7',
      'counts taskDone, not get',
      [
        counts,
        'join of a queue without tasks is true at once',
        'tasks of a JoinableQueue are done in another process',
        'an item that was taken stays unfinished when its getter ends without taskDone',
      ],
    ],
    ['b.SimpleQueue.put', 'refuses what cannot be sent, and has no timeout', [keptOut, small, closedSimple]],
    ['b.SimpleQueue.get, b.SimpleQueue.empty', 'take and tell, without timeout', [ownPut, small]],
    ['b.SimpleQueue.close', 'refuses everything then', [closedSimple]],
    [
      'b.Queue.promises',
      'each item comes once, in the order of its producer, through a queue that goes anywhere',
      [
        byProducer,
        'every waiter gets one item, and no item comes twice',
        'two consumers share the items, and both end at the shutdown',
        'a handle is passed on by those who got it',
        'a handle inside a message is the same queue, and one handle wherever it comes',
      ],
    ],
    ['c.1', 'what a producer puts keeps its order', [byProducer, 'puts that are not awaited keep their order']],
    ['c.2', 'what cannot be sent is an error of the put', [keptOut, refused]],
    ['c.3', 'nothing waits in the process that put it', [joinedFirst, 'what was put is delivered before an exit']],
    ['c.33', 'what is changed after the put is put as it was', [copied]],
    ['000.5', 'there are queues and pipes', ['000.5 there are queues and pipes, and both carry the same values']],
    ['002.6', 'numbers and memory are shared', ['002.6 values, arrays and memory are shared, not sent']],
    ['004.2', 'instances keep their class and methods', ['an instance keeps its class and methods']],
  ],
);

test('c.3 with a bounded queue, join before get is a deadlock, and both waits are said', async () => {
  const { status, stderr } = await runProgram('deadlocks.ts', { args: ['joinBeforeGet'] });
  expect(stderr).toContain(`Process-1 waits at ${placeOf('deadlocks.ts', 'await q.put(i)')} for room in \`q\``);
  expect(stderr).toContain(`MainProcess waits at ${placeOf('deadlocks.ts', 'await putter.join()')} for the end of`);
  expect(status).toBe(86);
});

test('b.Queue.join_thread when it settles everything is safe, although its process dies in that moment', async () => {
  const { lines, status } = await real(laws('dies-after-join.ts'));
  expect([lines, status]).toEqual([['-9: 20 items'], 0]);
});
