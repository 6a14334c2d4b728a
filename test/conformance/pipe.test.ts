// What the reference promises of pipes, row by row.

import { rowsShownByLaws } from './laws-of-rows.ts';

const closed = '(b) close(): a closed end refuses everything, and closing it again does nothing';
const oneWay = '(b) Pipe(duplex=True): without duplex the first end receives only, the second sends only';

rowsShownByLaws(
  ['pipes.ts', 'pipe-ends.ts'],
  [
    [
      'b.Pipe.new',
      'two ends that both send and receive, or a reading and a writing one',
      [
        oneWay,
        '(b) Pipe(duplex=True): both ends send and receive',
        '(b) Pipe(duplex=True): a child answers at its end until the other one is closed',
      ],
    ],
    [
      'b.Connection.send',
      'refuses what cannot be sent, in the caller, and says when no reader is left',
      [
        '(b) send(obj): what cannot be sent is refused at the call, by its path',
        '(b) send(obj): fails with BrokenPipeError when no reader is left',
      ],
    ],
    [
      'b.Connection.recv',
      'waits for a message or the end of the file',
      [
        '(b) recv(): waits until a message comes',
        '(b) recv(): the file ends when every copy of the writing end is closed, by whichever way',
      ],
    ],
    [
      'b.Connection.poll',
      'asks with and without waiting, and takes nothing',
      [
        '(b) poll([timeout]): does not wait without a timeout or with a negative one',
        '(b) poll([timeout]): waits for a message and takes nothing',
        '(b) poll([timeout]): is true at end of file, also for one that waits',
      ],
    ],
    [
      'b.Connection.send_bytes',
      'sends a part, and refuses what is not inside',
      [
        '(b) send_bytes(buf[, offset[, size]]): sends the part, as send would',
        '(b) send_bytes(buf[, offset[, size]]): refuses what is not inside the data',
      ],
    ],
    [
      'b.Connection.recv_bytes',
      'a message that is too long closes the connection for reading',
      ['(b) recv_bytes([maxlength]): a longer message fails, and the connection is closed for reading'],
    ],
    ['b.Connection.close, b.Connection.closed', 'a closed end refuses everything', [closed]],
    ['b.Connection.readable, b.Connection.writable', 'tell what an end is for', [oneWay]],
    [
      'b.Connection.messages',
      'boundaries are kept, empty messages count, and connections go over connections',
      [
        'messages keep their order and their boundaries; empty ones count',
        'connections are sent over connections, and work wherever they arrive',
        'several processes receive from one end: each message comes to one of them',
      ],
    ],
    [
      'b.connection.wait',
      'gives the ready ones, in time, also at end of file',
      [
        '(b) wait(objects, timeout=None): gives the ready ones, in the given order',
        '(b) wait(objects, timeout=None): nothing on timeout, and a negative one does not wait',
        '(b) wait(objects, timeout=None): waits until one is ready, and takes nothing',
        '(b) wait(objects, timeout=None): a connection at end of file is ready',
        '(b) wait(objects, timeout=None): everything from several senders, until the last has ended',
      ],
    ],
    [
      'b.Process.sentinel, c.12',
      'a process is ready when it has ended, and not before',
      [
        '(b) sentinel: a process is ready when it has ended',
        '(c) 12: a process that runs is not ready',
        'wait refuses what cannot be waited for',
      ],
    ],
    [
      'c.20',
      'the file ends only when all copies of the writing end are closed',
      [
        '(c) 20: recv fails with EOFError once the other end is closed, now and for those who wait',
        '(c) 20: a copy of the writing end that its own reader keeps open is one too',
      ],
    ],
    [
      'c.21',
      'what was sent survives its sender',
      [
        '(c) 21: what was sent before the close is still received',
        '(c) 21: what a process had sent is received after it was killed, and then the file ends',
      ],
    ],
    [
      'c.33',
      'what is changed after the send is sent as it was',
      ['(c) 33: a value is copied at the call that sends it'],
    ],
  ],
);
