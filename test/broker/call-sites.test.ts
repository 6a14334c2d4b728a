// What is recorded of a run is at the same places whether calls came by their numbers or by captured stacks.

import { describe, expect, test } from 'vitest';
import { laws, sample } from '../worlds/worlds.ts';
import { runProgram } from './run-program.ts';

async function placesOf(program: string, callSites: 'ids' | 'stack') {
  const { status, events, stderr } = await runProgram(program, { env: { LANESCOPE_CALL_SITES: callSites } });
  const placed = events.flatMap(({ kind, op, object, site }) =>
    site ? [`${kind} ${op} ${object} ${site.file}:${site.line}:${site.column}`] : [],
  );
  return { status, stderr, places: [...new Set(placed)].sort() };
}

describe.each([
  ['queues.ts', laws('queues.ts'), 100],
  ['travel.ts', laws('travel.ts'), 20],
  ['random-numbers.ts', sample('random-numbers.ts'), 4],
])('%s', (_name, program, least) => {
  test('records the same places by number as by stack', async () => {
    const [numbered, captured] = [await placesOf(program, 'ids'), await placesOf(program, 'stack')];
    expect(numbered).toEqual(captured);
    expect(numbered.places.length).toBeGreaterThan(least);
  });
});
