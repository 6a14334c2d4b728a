// Rows of the reference that are shown by laws: each names the laws that show it, which hold in every run in both worlds.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { laws, real, Simulation, type WorldRun } from '../worlds/worlds.ts';

export type LawRow = readonly [ids: string, what: string, laws: readonly string[]];

/** Runs the programs in real processes and in one order of the in-process world (test/worlds tries many), and makes one test of each row. */
export function rowsShownByLaws(programs: readonly string[], rows: readonly LawRow[]): void {
  const simulation = new Simulation();
  const runs: WorldRun[][] = [];

  beforeAll(async () => {
    await simulation.build();
    // two at a time: many laws wait
    const left = [...programs];
    const runSome = async () => {
      for (let program = left.shift(); program; program = left.shift()) {
        runs.push([await real(laws(program)), ...(await simulation.run(laws(program), [1]))]);
      }
    };
    await Promise.all([runSome(), runSome()]);
  }, 300_000);
  afterAll(() => simulation.dispose());

  const holds = (sentence: string) =>
    runs.some((all) => all.every(({ lines }) => lines.includes(`holds: ${sentence}`)));

  test.each(rows)('%s %s', (_ids, _what, sentences) => {
    expect(sentences.length).toBeGreaterThan(0);
    expect(sentences.filter((sentence) => !holds(sentence))).toEqual([]);
  });
}
