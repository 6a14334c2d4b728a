// What the reference promises of pools, row by row.

import { rowsShownByLaws } from './laws-of-rows.ts';

rowsShownByLaws(
  ['pools.ts', 'pool-rows.ts'],
  [
    [
      'b.Pool.new',
      'processes, initializer, initargs, maxTasksPerChild, and workers that are daemons',
      [
        '(b) Pool() has cpuCount() daemons named PoolWorker, which are active children',
        '(b) the initializer runs in each worker, before its tasks, with initargs',
        'workers are numbered by the one counter of the process that makes the pool',
        'wrong arguments are told with the method and the cure',
      ],
    ],
    ['b.Pool.apply', 'runs in one worker', ['(b) apply gives the result of one call']],
    [
      'b.Pool.apply_async',
      'and its callbacks, which run in the creator',
      [
        '(b) applyAsync gives an AsyncResult at once',
        '(b) callbacks run before get and wait go on',
        '(b) errorCallback is told of the error, callback is not',
      ],
    ],
    [
      'b.Pool.map, b.Pool.map_async',
      'keeps the order of the input, reads it first, and cuts it into chunks',
      [
        '(b) map keeps the order of the input, whatever order the tasks end in',
        '(b) map of nothing is an empty list',
        'map reads its whole input before it gives out a task',
        'map makes four chunks for each worker where nobody says how many',
        'a callback comes although nobody waits for the result',
        '(b) chunksize changes nothing but the size of the parts',
      ],
    ],
    [
      'b.Pool.starmap, b.Pool.starmap_async',
      'spreads each item',
      ['(b) starmap takes each item as a list of arguments'],
    ],
    [
      'b.Pool.imap',
      'is in order, lazy, has a timeout for each item, and fails at the item or at its input',
      [
        '(b) imap gives results in the order of the input',
        '(b) an input of imap without an end is read as far as it is needed',
        '(b) next of imap rejects after its timeout, and the result comes all the same',
        '(b) next of imap waits for its own item, although a later one is done',
        '(b) several next at once get one result each, in order',
        '(b) imap throws at the item that failed and goes on behind it',
        '(b) an input of imap that throws does so at its place',
      ],
    ],
    [
      'b.Pool.imap_unordered',
      'is in the order of completion',
      ['(b) imapUnordered gives each result once, as they come'],
    ],
    [
      'b.Pool.close, b.Pool.terminate, b.Pool.join',
      'finish the work, drop it, wait for the workers',
      [
        '(b) close lets the work finish, join waits for it, and later work is refused',
        '(b) join before close is an InvalidStateError',
        '(b) terminate drops the work: whoever waits for it is told',
      ],
    ],
    [
      'b.AsyncResult.get',
      'waits, with a timeout',
      ['(b) get rejects with WaitTimeoutError after its time, and gives the result later'],
    ],
    [
      'b.AsyncResult.wait, b.AsyncResult.ready, b.AsyncResult.successful',
      'say whether it is there',
      [
        '(b) get rejects with WaitTimeoutError after its time, and gives the result later',
        '(b) successful before the result is there is an InvalidStateError',
      ],
    ],
    [
      'b.Pool.faults',
      'what cannot be sent is an error and the pool lives on; a killed worker is replaced',
      [
        '(b) an argument that cannot be sent is refused with its place, and the pool lives on',
        '(b) a result that cannot be sent is an error, and the pool lives on',
        '(b) a killed worker is replaced and its task rejects with WorkerLostError',
        'a pool cannot be sent',
      ],
    ],
    [
      'c.22',
      'map is not fail-fast',
      [
        '(c) 22 map is not fail-fast: every chunk runs, then the first error is thrown',
        '(c) 22 the error that map throws is that of the first item, whichever came first',
      ],
    ],
    ['c.23', 'leaving the block terminates', ['(c) 23 leaving await using terminates the pool']],
    [
      'c.24',
      'the remote stack is there',
      ['(c) 24 an error comes with its class, name and fields; its cause holds the stack in the worker'],
    ],
    [
      'c.25',
      'maxTasksPerChild counts chunks',
      ['(c) 25 maxTasksPerChild replaces a worker after so many tasks, and a task is a chunk'],
    ],
    ['c.26', 'a worker has no children', ['(c) 26 a pool worker may have no children and no pool']],
  ],
);
