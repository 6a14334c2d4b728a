// What the reference promises of managers and proxies, row by row: (b) by its member, (c) by its number.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Simulation } from '../worlds/worlds.ts';
import { lawsByRow } from './laws-of-rows.ts';

const simulation = new Simulation();
let lawsOf: (row: string) => string[];

beforeAll(async () => {
  lawsOf = await lawsByRow(simulation, ['managers.ts']);
});
afterAll(() => simulation.dispose());

describe('(b) Manager and proxies', () => {
  test.each([
    ['Manager()', 2],
    ['BaseManager', 2],
    ['SyncManager types', 5],
    ['proxies', 4],
    ['mutable values', 1],
    ['Namespace', 1],
    ['manager Queue', 1],
    ['compound operations', 1],
  ])('%s', (member, count) => {
    expect(lawsOf(`(b) ${member}`)).toHaveLength(count);
  });
});

test.each([
  ['(c) 19', 'a plain object inside of a proxy is a copy', 1],
  ['(c) 30', 'a queue of a manager has no feeder whose end could be waited for', 1],
])('%s %s', (row, _meaning, count) => {
  expect(lawsOf(row)).toHaveLength(count);
});
