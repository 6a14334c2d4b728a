// Rows of the reference are shown by laws whose sentence begins with the row: here they are collected, over both worlds.

import { laws, real, type Simulation, type WorldRun } from '../worlds/worlds.ts';

/** @returns a function that gives the laws of a row that hold in every run; one that is missing or broken somewhere is not there. */
export async function lawsByRow(
  simulation: Simulation,
  programs: readonly string[],
): Promise<(row: string) => string[]> {
  await simulation.build();
  const runs: WorldRun[][] = [];
  for (const program of programs) {
    runs.push([await real(laws(program)), ...(await simulation.run(laws(program), [1, 2, 3]))]);
  }
  return (row) =>
    runs.flatMap((all) => {
      const said = all.map(({ lines }) => lines.filter((line) => line.startsWith(`holds: ${row}: `)));
      return (said[0] ?? []).filter((line) => said.every((lines) => lines.includes(line)));
    });
}
