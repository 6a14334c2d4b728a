// What the reference promises of values and arrays, row by row.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Simulation } from '../worlds/worlds.ts';
import { lawsByRow } from './laws-of-rows.ts';

const simulation = new Simulation();
let lawsOf: (row: string) => string[];

beforeAll(async () => {
  lawsOf = await lawsByRow(simulation, ['values.ts']);
});
afterAll(() => simulation.dispose());

describe('(b) Value, Array, RawValue, RawArray', () => {
  test.each([
    ['Value(type, *args, lock=True)', 3],
    ['Array(type, size_or_seq, *, lock=True)', 5],
    ['typecodes', 2],
  ])('%s', (member, count) => {
    expect(lawsOf(`(b) ${member}`)).toHaveLength(count);
  });
});

test('(c) 18 counting with get and set may lose counts, with update it does not', () => {
  expect(lawsOf('(c) 18')).toHaveLength(2);
});
