// Which previews look like a pill: the analyses of queues ask that before they look at what the getters do.

import { expect, test } from 'vitest';
import { isPillWord } from '../../src/analysis/pill-words.ts';

test.each([
  'null',
  'undefined',
  '-1',
  '"STOP"',
  '"END_OF_WORK"',
  '"poison pill"',
  '"__done__"',
  '"no more data"',
  '""',
])('%s looks like a pill', (preview) => expect(isPillWord(preview)).toBe(true));

test.each(['{done: true}', '{type: "stop"}', 'Stop {}', 'PoisonPill {}'])('so does %s', (preview) =>
  expect(isPillWord(preview)).toBe(true));

test.each([
  '',
  '0',
  '7',
  '"send"',
  '"friend"',
  '"done 3"',
  '"Message 0"',
  '"all"',
  '{type: "work"}',
  'Task {a: 1}',
  '[]',
])('%s does not', (preview) => expect(isPillWord(preview)).toBe(false));

test('a long text is work, and is not looked through', () => {
  expect(isPillWord(`"${'stop '.repeat(1000)}"`)).toBe(false);
});
