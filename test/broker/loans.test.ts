// Locks and semaphores lent to the process that uses them alone: nobody can see it but in time.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { TraceRow } from '../../src/trace/event.ts';
import { TraceReader } from '../../src/trace/reader.ts';
import { illegalities } from '../helpers/legal.ts';
import { ProgramRun, placeOf } from './run-program.ts';

function rowsOf(path: string): TraceRow[] {
  const rows: TraceRow[] = [];
  const reader = new TraceReader({ onRow: (row) => rows.push({ ...row }) });
  reader.push(readFileSync(path));
  reader.finish();
  return rows;
}

async function outcome(way: string, leases: 'on' | 'off') {
  using run = new ProgramRun('loans.ts', { args: [way, '.'], env: { LANESCOPE_LEASES: leases } });
  const { status, stdout, stderr } = await run.ended;
  return { status, stdout, stderr, illegal: illegalities(rowsOf(run.trace)) };
}

const held = 'at once false\nwithin a moment false\nstopped\nthen true\n';

const facts: Record<string, { way: string; stdout: string }> = {
  'a holder that computes keeps others out, and they are answered': { way: 'held', stdout: held },
  'a holder of an RLock that computes keeps others out, and they are answered': { way: 'heldLevel', stdout: held },
  'a holder of the last permit that computes keeps others out, and they are answered': {
    way: 'heldPermit',
    stdout: held,
  },
  'a process that computes after its release keeps nobody waiting': { way: 'computing', stdout: 'let in true\n' },
  'a process that is killed after its release leaves the lock free': { way: 'killedFree', stdout: 'then true\n' },
  'no increment is lost under a lock': { way: 'counter', stdout: '800\n' },
  'no increment is lost under a bounded semaphore': { way: 'counterOfBounded', stdout: '800\n' },
  'no increment is lost under an RLock': { way: 'counterOfLevels', stdout: '800\n' },
  'levels of an RLock nest, and bodies of with take turns': {
    way: 'nested',
    stdout: 'inner, held, in 1, out 1, in 2, out 2, in 3, out 3\nNotOwnerError\n',
  },
  'tasks of one process take turns, and a release too many is refused': {
    way: 'tasks',
    stdout: '1 at a time, again false\nReleaseError\n',
  },
  'a condition on a lock that was lent works': { way: 'condition', stdout: 'woken with 7\n' },
  'permits are counted, and one too many is refused': { way: 'permits', stdout: '0 false\n2 ReleaseError\n' },
};

for (const leases of ['on', 'off'] as const) {
  describe(`with leases ${leases}`, () => {
    for (const [fact, { way, stdout }] of Object.entries(facts)) {
      // without loans these are the same three times
      if (leases === 'off' && /Of|Level|Permit/.test(way)) continue;
      it.concurrent(fact, async () => {
        expect(await outcome(way, leases)).toEqual({ status: 0, stdout, stderr: '', illegal: [] });
      });
    }

    it.concurrent('a lock whose holder was killed stays locked, and it is said where that had acquired it', async () => {
      using run = new ProgramRun('loans.ts', { args: ['killedHolding', '.'], env: { LANESCOPE_LEASES: leases } });
      const { status, stdout } = await run.ended;
      expect({ status, stdout }).toEqual({ status: 0, stdout: 'then false\n' });
      const { trace, findings } = run.read();
      const [finding] = findings;
      expect(finding).toMatchObject({ id: 'left-held', title: expect.stringContaining('while it held `lent`') });
      const line = trace.siteOf(finding?.places[0]?.site ?? 0)?.line;
      expect(placeOf('loans.ts', 'the hold of the killed')).toMatch(new RegExp(`:${line}$`));
    });
  });
}
