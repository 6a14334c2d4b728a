// The clock of a run: whole nanoseconds, and the same in whoever asks.

import { expect, test } from 'vitest';
import { clockFrom } from '../../src/protocol/clock.ts';

test('two clocks of one origin agree to within what passes between asking them', () => {
  const origin = process.hrtime.bigint();
  for (let i = 0; i < 20; i++) {
    const [one, other] = [clockFrom(origin), clockFrom(origin)];
    const [before, between, after] = [one(), other(), one()];
    // a pause of the machine lies between `before` and `after`, or was left out when the clocks were made
    expect(between).toBeGreaterThan(before - 20_000);
    expect(between).toBeLessThan(after + 20_000);
    expect(Number.isInteger(between)).toBe(true);
  }
});
