// What the reference promises of pipes, row by row: (b) by its class and member, (c) by its number.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Simulation } from '../worlds/worlds.ts';
import { lawsByRow } from './laws-of-rows.ts';

const simulation = new Simulation();
let lawsOf: (row: string) => string[];

beforeAll(async () => {
  lawsOf = await lawsByRow(simulation, ['pipes.ts', 'pipe-ends.ts']);
});
afterAll(() => simulation.dispose());

describe('(b) Pipe and Connection', () => {
  test.each([
    ['Pipe(duplex=True)', 3],
    ['send(obj)', 2],
    ['recv()', 2],
    ['poll([timeout])', 3],
    ['send_bytes(buf[, offset[, size]])', 2],
    ['recv_bytes([maxlength])', 1],
    ['close()', 1],
  ])('%s', (member, count) => {
    expect(lawsOf(`(b) ${member}`)).toHaveLength(count);
  });
});

test('(b) connection.wait: wait(objects, timeout=None)', () => {
  expect(lawsOf('(b) wait(objects, timeout=None)')).toHaveLength(5);
});

test('(b) Process: sentinel', () => {
  expect(lawsOf('(b) sentinel')).toHaveLength(1);
});

test.each([
  ['(c) 12', 'a process is ready when it has ended', 1],
  ['(c) 20', 'the file ends only when all copies of the writing end are closed', 2],
  ['(c) 21', 'what was sent survives its sender', 2],
  ['(c) 33', 'what is changed after the send is sent as it was', 1],
])('%s %s', (row, _meaning, count) => {
  expect(lawsOf(row)).toHaveLength(count);
});
