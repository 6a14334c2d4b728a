// What the reference promises of values and arrays, row by row.

import { rowsShownByLaws } from './laws-of-rows.ts';

const value = '(b) Value(type, *args, lock=True):';
const array = '(b) Array(type, size_or_seq, *, lock=True):';

rowsShownByLaws(
  ['values.ts'],
  [
    [
      'b.Value.new',
      'one number, with an RLock or without a lock',
      [
        `${value} holds what it begins with, 0 by default, and what is set`,
        `${value} its lock is an RLock, always the same`,
        `${value} one without a lock has none to get`,
      ],
    ],
    [
      'b.Array.new',
      'a fixed number of numbers, read and set by index and by slice',
      [
        `${array} a size gives zeros, values give themselves`,
        `${array} indices count from the end where they are negative`,
        `${array} beyond the end is refused`,
        `${array} slices are copies, and are set as a whole or not at all`,
        `${array} wrong sizes and values are refused`,
      ],
    ],
    [
      'b.Value.typecodes',
      'stores wrap, a wrong type is refused',
      ['(b) typecodes: stores wrap', '(b) typecodes: a wrong type is refused, and nothing is stored'],
    ],
    [
      'c.18',
      'counting with get and set may lose counts, with update it does not',
      [
        '(c) 18: updates of several processes are all counted',
        '(c) 18: a get and a set that follows are two: others may come between',
      ],
    ],
  ],
);
