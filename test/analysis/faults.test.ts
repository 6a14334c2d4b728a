// Every fault is named, at its lines and nothing else is; every twin, which differs by little and is right, is silent.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Simulation } from '../worlds/worlds.ts';
import { type FaultProgram, faultPrograms, findIn, hasTwin } from './faults.ts';

const programs = faultPrograms();
const faults = programs.filter(({ isTwin }) => !isTwin);
const twins = programs.filter(({ isTwin }) => isTwin);
const simulation = new Simulation();
const named = (list: readonly FaultProgram[]) => list.map((program) => [program.name, program] as const);

beforeAll(() => simulation.build());
afterAll(() => simulation.dispose());

describe('faults', () => {
  test.concurrent.each(named(faults))('%s is named at its lines, and nothing else is', async (_name, program) => {
    expect(program.first, 'a fault says what it is').not.toEqual([]);
    const runs = await findIn(program, simulation);
    // in a chosen order it may not show; in none there is anything else
    const showing = program.orders === 0 ? runs : runs.filter(({ first }) => first.length > 0);
    expect(showing.length).toBeGreaterThan(0);
    for (const { first, all, told } of showing) {
      expect(first, told).toEqual([...program.first].sort());
      expect(all, told).toEqual(expect.arrayContaining(program.others));
    }
  });

  test('each has a twin that is right', () => {
    expect(faults.filter((program) => !hasTwin(program)).map(({ name }) => name)).toEqual([]);
  });
});

describe('twins', () => {
  test.concurrent.each(named(twins))('%s gives no finding', async (_name, program) => {
    const runs = await findIn(program, simulation);
    expect(runs.length).toBeGreaterThan(0);
    for (const { first, told } of runs) expect(first, told).toEqual([]);
  });
});
