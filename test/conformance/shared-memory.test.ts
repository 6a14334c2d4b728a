// What the reference promises of shared memory, row by row.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Simulation } from '../worlds/worlds.ts';
import { lawsByRow } from './laws-of-rows.ts';

const simulation = new Simulation();
let lawsOf: (row: string) => string[];

beforeAll(async () => {
  lawsOf = await lawsByRow(simulation, ['memory.ts']);
});
afterAll(() => simulation.dispose());

describe('(b) shared_memory', () => {
  test.each([
    ['SharedMemory(name=None, create=False, size=0)', 5],
    ['.buf .name .size close() unlink()', 1],
  ])('%s', (member, count) => {
    expect(lawsOf(`(b) ${member}`)).toHaveLength(count);
  });
});
