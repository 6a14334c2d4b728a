// Which findings a comment silences, and which it does not.

import { describe, expect, test } from 'vitest';
import { silencedBy, silencersOf } from '../../src/analysis/silenced.ts';

const lines = [
  'await counter.set(1); // lanescope-ignore lost-update: a rough count is enough', // 1
  'await counter.set(2);', // 2
  '// lanescope-ignore lost-update: nobody reads it', // 3
  '  //lanescope-ignore lock-order, deadlock : both locks are of one owner', // 4
  'await counter.set(3);', // 5
  'await counter.set(4);', // 6
  'await counter.set(5); // lanescope-ignore lost-update', // 7
  'await counter.set(6); // lanescope-ignore lost-update:   ', // 8
  "say('// lanescope-ignore lost-update: a text')", // 9
  'await counter.set(7); // lanescope-ignored lost-update: another word', // 10
  'await counter.set(8); // lanescope-ignore lost-update: a rough count\r', // 11
];

describe('a comment silences', () => {
  test('the finding that it names, at its own line', () => {
    expect(silencedBy(lines, 1, 'lost-update')).toBe('a rough count is enough');
    expect(silencedBy(lines, 1, 'lock-order')).toBeNull();
    expect(silencedBy(lines, 11, 'lost-update')).toBe('a rough count');
  });

  test('at the line below where it stands alone, several above one another and several in one', () => {
    expect(silencedBy(lines, 5, 'lost-update')).toBe('nobody reads it');
    expect(silencedBy(lines, 5, 'lock-order')).toBe('both locks are of one owner');
    expect(silencedBy(lines, 5, 'deadlock')).toBe('both locks are of one owner');
    expect(silencedBy(lines, 5, 'lost')).toBeNull();
  });

  test('nothing at the line below where it stands behind code, nor two lines below', () => {
    expect(silencedBy(lines, 2, 'lost-update')).toBeNull();
    expect(silencedBy(lines, 6, 'lost-update')).toBeNull();
  });

  test('nothing without a reason, in a text, as another word, or in a line that is not there', () => {
    for (const line of [7, 8, 9, 10, 0, 99]) expect(silencedBy(lines, line, 'lost-update'), String(line)).toBeNull();
  });
});

test('all of them are found with their places, those without a reason too', () => {
  expect(silencersOf(lines)).toEqual([
    { line: 1, column: 23, ids: ['lost-update'], why: 'a rough count is enough' },
    { line: 3, column: 1, ids: ['lost-update'], why: 'nobody reads it' },
    { line: 4, column: 3, ids: ['lock-order', 'deadlock'], why: 'both locks are of one owner' },
    { line: 7, column: 23, ids: ['lost-update'], why: '' },
    { line: 8, column: 23, ids: ['lost-update'], why: '' },
    { line: 11, column: 23, ids: ['lost-update'], why: 'a rough count' },
  ]);
});
