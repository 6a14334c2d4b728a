// Mistakes that the runtime refuses (rows 5, 6, 11, 17 and 19 of the list of mistakes): each is said with its method, its object, the
// fact and the cure, at the line of the user's file where it was made.

import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { placeOf, runProgram } from '../broker/run-program.ts';

const program = 'errors.ts';
const nested = 'a closure, method or nested function and cannot be sent to another process';
const topLevel = 'move it to the top level of a module and give it what it uses as arguments.';
const daemons = 'daemons may not have children';

/** Name, text of the line, the error as it is printed. */
const rows: Record<string, [name: string, line: string, error: string][]> = {
  'row 5, what a child cannot be given': [
    [
      'lambdaTarget',
      '// a lambda',
      `SerializationError: Process.start() on Process-1: target is the function "target", ${nested}: ${topLevel}`,
    ],
    [
      'nestedTarget',
      '// a nested function',
      `SerializationError: Process.start() on Process-1: target is the function "nested", ${nested}: ${topLevel}`,
    ],
    [
      'functionInArgs',
      '// inside an argument',
      `SerializationError: Process.start() on Process-1: args[0].user.onClick is the function "onClick", ${nested}: ${topLevel}`,
    ],
    [
      'promiseInArgs',
      '// not awaited',
      'SerializationError: Process.start() on Process-1: args[0] is a promise and cannot be sent to another process: await it first and send the result.',
    ],
  ],
  'row 6, what cannot be put or sent': [
    [
      'unsendableItem',
      '// a function in an item',
      `SerializationError: Queue.put() on jobs: item.done is the function "done", ${nested}: ${topLevel}`,
    ],
    [
      'unsendableMessage',
      '// no value to send',
      'SerializationError: Connection.send() on here[0]: value[1] is a WeakMap and cannot be sent to another process: send a Map.',
    ],
    [
      'unsendableTask',
      '// the second item',
      `SerializationError: Pool.map() on pool: items[1] is the function (anonymous), ${nested}: ${topLevel}`,
    ],
  ],
  'row 11, children of daemons': [
    [
      'daemonStarts',
      '// in a daemon',
      `ProcessError: Process.start() on Process-1:1: Process-1 is a daemon, and ${daemons}; start it from a process that is none (daemon: false), not from a worker of a pool either`,
    ],
    [
      'daemonMakesPool',
      '// a pool in a daemon',
      `ProcessError: new Pool: Process-1 is a daemon, and ${daemons}; make the pool in a process that is none`,
    ],
    [
      'workerStarts',
      '// in a worker',
      `ProcessError: Process.start() on Process-1:1: PoolWorker-1 is a daemon, and ${daemons}; start it from a process that is none (daemon: false), not from a worker of a pool either`,
    ],
  ],
  'row 17, a worker of a pool that dies': (
    [
      ['lostWorker', '// waits for the lost one', 'map'],
      ['lostWorkerLater', '// asks for the lost one', 'mapAsync'],
      ['lostWorkerOfMany', '// comes to the lost one', 'imap'],
    ] as const
  ).map(([name, line, method]) => [
    name,
    line,
    `WorkerLostError: Pool.${method}() on pool: PoolWorker-N was killed by signal 9 while it worked on endsItsWorker(); a task must not end its process, and needs the memory that it uses. The worker is replaced, the task is not repeated`,
  ]),
  'row 19, arguments that are no list': [
    [
      'argsWithoutBrackets',
      '// no array',
      'TypeError: new Process: args must be an array, got object; write args: [x]',
    ],
    ['argsOfOneValue', '// a string', 'TypeError: new Process: args must be an array, got string; write args: [x]'],
    [
      'calledTarget',
      '// called, not passed',
      'TypeError: new Process: target must be a function, got object; pass greet, not greet()',
    ],
    [
      'positional',
      '// no options',
      'TypeError: new Process: options must be an object such as { target, args: [q] }, got function',
    ],
  ],
};

for (const [row, errors] of Object.entries(rows)) {
  describe.concurrent(row, () => {
    test.each(errors)('%s is said at its line', async (name, text, error) => {
      const { stderr } = await runProgram(program, { args: [name] });
      const lines = stderr.split('\n');
      const place = placeOf(program, text).split(':').at(-1);
      const { href } = pathToFileURL(placeOf(program, text).replace(/:\d+$/, ''));
      // the place stands in front of the line of code, and in the first frame of the stack
      expect(stderr).toContain(`${href}:${place}\n`);
      expect(stderr).toMatch(new RegExp(`^ +at .*${href.replaceAll('.', '\\.')}:${place}:\\d+\\)?`, 'm'));
      expect(lines.map((line) => line.replace(/PoolWorker-\d+ was/, 'PoolWorker-N was').replace(/ \{$/, ''))).toContain(
        error,
      );
    });
  });
}

describe('what is a mistake in Python and none here', () => {
  test.each([
    [
      'row 16: a queue travels through a queue and to the tasks of a pool',
      'sentQueue',
      'hello Ann, hello Bob, hello main\n',
    ],
    ['row 23: what is changed behind a put is not changed for who gets it', 'changedAfterPut', '1\n'],
  ])('%s', async (_title, name, printed) => {
    const { status, stdout, stderr, findings } = await runProgram(program, { args: [name] });
    expect({ status, stdout, stderr, findings }).toEqual({ status: 0, stdout: printed, stderr: '', findings: [] });
  });
});
