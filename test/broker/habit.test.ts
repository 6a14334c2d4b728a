// How a process has been getting lately: counted in time of its own, so that slow answers do not make it look slow.

import { expect, test } from 'vitest';
import { Habit, mostTakes } from '../../src/broker/habit.ts';

const microsecond = 1000;

/** Takes one item after the other: computes for so long, asks, and waits so long for the answer. */
function taking(count: number, { computes, waits }: { computes: number; waits: number }): Habit {
  const habit = new Habit(1);
  let now = 0;
  for (let i = 0; i < count; i++) {
    now += computes;
    habit.asked(now);
    now += waits;
    habit.took(now);
  }
  return habit;
}

test('takes within one millisecond of what it computes count as lately', () => {
  expect(taking(500, { computes: 10 * microsecond, waits: 0 }).tookLately).toBe(101);
  expect(taking(3, { computes: 10 * microsecond, waits: 0 }).tookLately).toBe(3);
});

test('while it waits for an answer its time stands still', () => {
  expect(taking(500, { computes: 10 * microsecond, waits: 5000 * microsecond }).tookLately).toBe(101);
});

test('no more than a ring of them is counted', () => {
  expect(taking(3 * mostTakes, { computes: 1, waits: 0 }).tookLately).toBe(mostTakes);
});

test('who computes for more than a tenth of a millisecond with an item is slow, and is not where its link answers', () => {
  const habit = taking(5, { computes: 150 * microsecond, waits: 0 });
  expect(habit.isSlow).toBe(true);
  habit.answered(900 * microsecond, 901 * microsecond);
  expect(habit.isSlow).toBe(false);
});
