// What the reference promises of shared memory, row by row.

import { rowsShownByLaws } from './laws-of-rows.ts';

const made = '(b) SharedMemory(name=None, create=False, size=0):';

rowsShownByLaws(
  ['memory.ts'],
  [
    [
      'b.SharedMemory.new',
      'is created once by a name, attached to while it is there, and outlives its creator',
      [
        `${made} a name that is taken cannot be created`,
        `${made} one that is not there cannot be attached to`,
        `${made} the size must be greater than 0`,
        `${made} it outlives the process that created it`,
      ],
    ],
    [
      'b.SharedMemory.buf',
      'holds bytes for everybody',
      [
        'what was written is read, by everybody who has it',
        'what is not inside the memory is refused',
        'it is sent to a process, and what that writes is there when it says so',
      ],
    ],
    [
      'b.SharedMemory.name, b.SharedMemory.size',
      'are there from the beginning, and others attach by the name',
      [
        `${made} new memory has its size, a name and zeros`,
        'any text is a name, and different ones are different',
        'a process attaches to it by its name',
      ],
    ],
    [
      'b.SharedMemory.close, b.SharedMemory.unlink',
      'close is for this process, unlink for all',
      ['(b) .buf .name .size close() unlink(): close is for this process, unlink once for all'],
    ],
  ],
);
