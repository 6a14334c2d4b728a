// The law battery: programs that print their own verdicts, run unchanged in both worlds; every trace of theirs is legal.

import { existsSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kindNumber, type TraceRow } from '../../src/trace/event.ts';
import { illegalities } from '../helpers/legal.ts';
import { laws, real, Simulation, type WorldRun } from './worlds.ts';

const seeds = Array.from({ length: 25 }, (_, index) => index + 1);
const simulation = new Simulation();

beforeAll(() => simulation.build());
afterAll(() => simulation.dispose());

/** Several tests look at the same runs. */
const runs = new Map<string, Promise<WorldRun[]>>();
function once(key: string, run: () => Promise<WorldRun[]>): Promise<WorldRun[]> {
  const known = runs.get(key) ?? run();
  runs.set(key, known);
  return known;
}
const inAllOrders = (program: string) => once(`${program} simulated`, () => simulation.run(laws(program), seeds));
const inProcesses = async (program: string) => {
  const [run] = await once(program, async () => [await real(laws(program))]);
  return run as WorldRun & { status: number | null };
};

const verdicts = ({ lines }: WorldRun) => lines.filter((line) => /^(holds|BROKEN): /.test(line)).sort();

/** Waits in objects whose name says `wait 30 ms` that ended sooner, in ms. */
function tooShort(rows: readonly TraceRow[]): number[] {
  const strings = new Map(rows.filter(({ value }) => value !== null).map(({ text, value }) => [text, value ?? '']));
  const objects = rows.filter(({ kind }) => kind === kindNumber.object);
  const patient = new Set(
    objects.filter(({ text }) => strings.get(text)?.includes('wait 30 ms')).map((row) => row.object),
  );
  const calls = new Map(rows.filter(({ kind }) => kind === kindNumber.call).map((row) => [row.operation, row]));
  const blocked = new Set(rows.filter(({ kind }) => kind === kindNumber.block).map(({ operation }) => operation));
  const waits = rows.filter(({ kind, object, operation }) => {
    return kind === kindNumber.timeout && patient.has(object) && blocked.has(operation);
  });
  expect(waits.length).toBeGreaterThan(0);
  return waits.map(({ k, operation }) => (k - (calls.get(operation)?.k ?? 0)) / 1e6).filter((ms) => ms < 30);
}

describe.each([
  ['queues.ts', 41],
  ['processes.ts', 22],
  ['travel.ts', 11],
  ['waiting.ts', 11],
  ['rows.ts', 9],
  ['managers.ts', 38],
  ['locks.ts', 32],
  ['semaphores.ts', 20],
  ['events.ts', 10],
  ['conditions.ts', 16],
  ['barriers.ts', 14],
  ['pipes.ts', 33],
  ['pipe-ends.ts', 13],
  ['memory.ts', 13],
  ['values.ts', 19],
  ['pools.ts', 48],
  ['process-rows.ts', 8],
  ['queue-rows.ts', 8],
  ['pool-rows.ts', 2],
])('%s', (program, count) => {
  test(`its ${count} laws hold in real processes, with a legal trace`, async () => {
    const run = await inProcesses(program);
    expect(verdicts(run).filter((line) => !line.startsWith('holds: '))).toEqual([]);
    expect(run.lines.at(-1)).toBe('all laws were tried');
    expect([verdicts(run).length, run.status, run.findings]).toEqual([count, 0, []]);
    expect(illegalities(run.rows)).toEqual([]);
  });

  test(`its ${count} laws hold in the in-process world in ${seeds.length} orders, with legal traces`, async () => {
    for (const run of await inAllOrders(program)) {
      expect(verdicts(run).filter((line) => !line.startsWith('holds: '))).toEqual([]);
      expect(run.lines.at(-1)).toBe('all laws were tried');
      expect([verdicts(run).length, run.exitCodes.MainProcess, run.findings]).toEqual([count, 0, []]);
      expect(illegalities(run.rows)).toEqual([]);
    }
  });
});

const waits: [string, string][] = [
  ['queue', 'waiting.ts'],
  ['lock', 'locks.ts'],
];
test.each(
  waits,
)('waiters of a %s are woken in the order in which they came, in real processes', async (_what, laws) => {
  const { lines } = await inProcesses(laws);
  expect(lines.filter((line) => line.startsWith('woken: '))).toEqual(['woken: A,B,C']);
});

test.each(waits)('the in-process world wakes those of a %s in other orders too', async (_what, laws) => {
  const orders = (await inAllOrders(laws)).map(({ lines }) => lines.find((line) => line.startsWith('woken: ')));
  expect(new Set(orders).size).toBeGreaterThan(2);
});

test('a wait ends by its timeout when that is over and never before, in both worlds', async () => {
  for (const { rows } of [await inProcesses('queues.ts'), ...(await inAllOrders('queues.ts'))]) {
    expect(tooShort(rows)).toEqual([]);
  }
});

test('the same seed gives the same trace, another seed another', async () => {
  const [first, again, other] = await simulation.run(laws('waiting.ts'), [7, 7, 8]);
  expect(first?.rows).toEqual(again?.rows);
  expect(first?.rows).not.toEqual(other?.rows);
});

describe('a script without a main guard', () => {
  const lines = ['the child ended with 1'];
  test('001.8, c.28, b.spawn.guard is refused in the child, and the parent goes on', async () => {
    const run = await real(laws('no-guard.ts'));
    expect([run.lines, run.status, run.exitCodes['Process-1']]).toEqual([lines, 0, 1]);
    expect(run.stderr).toContain('Process Process-1:');
    expect(run.stderr).toContain('MainGuardError');
    expect(run.stderr).toContain('if (import.meta.main) await main();');
  });

  test('in the in-process world too', async () => {
    for (const run of await simulation.run(laws('no-guard.ts'), [1, 2, 3])) {
      expect([run.lines, run.exitCodes]).toEqual([lines, { MainProcess: 0, 'Process-1': 1 }]);
      expect(run.stderr).toContain('MainGuardError');
    }
  });
});

describe('daemons', () => {
  const sorted = ['Exiting : non-daemon', 'Starting: daemon', 'Starting: non-daemon', 'main ends'];
  test('c.9, b.Process.rules are ended when the last process that is none has ended', async () => {
    const run = await real(laws('daemons.ts'));
    const exitCodes = { MainProcess: 0, daemon: -15, 'non-daemon': 0 };
    expect({ ...run, lines: run.lines.toSorted() }).toMatchObject({ status: 0, exitCodes, stderr: '', lines: sorted });
    expect(illegalities(run.rows)).toEqual([]);
  });

  test('in the in-process world too', async () => {
    for (const run of await simulation.run(laws('daemons.ts'), [1, 2, 3])) {
      expect(run.lines.toSorted()).toEqual(sorted);
      expect(run.exitCodes).toEqual({ MainProcess: 0, daemon: -15, 'non-daemon': 0 });
      expect(illegalities(run.rows)).toEqual([]);
    }
  });
});

describe('shared memory that is never unlinked', () => {
  const title = '`kept` was never unlinked: its 64 bytes were kept until the run had ended';
  test('is told of when the run is over, with its place, and is gone then', async () => {
    // those of runs that go on beside this one are named after brokers that live
    const isLeft = (name: string) => !existsSync(`/proc/${/^lanescope-(\d+)-/.exec(name)?.[1]}`);
    const folders = () => readdirSync('/dev/shm').filter((name) => name.startsWith('lanescope-') && isLeft(name));
    const before = folders();
    const run = await real(laws('left-memory.ts'));
    expect(run.findings).toMatchObject([{ id: 'shared-memory', severity: 'warning', title, places: [{ process: 1 }] }]);
    expect([run.status, run.stderr.includes(title)]).toEqual([0, true]);
    expect(run.rows.find(({ site }) => site === run.findings[0]?.places[0]?.site)).toBeDefined();
    expect(folders().filter((name) => !before.includes(name))).toEqual([]);
  });

  test('in the in-process world too', async () => {
    for (const run of await simulation.run(laws('left-memory.ts'), [1, 2])) {
      expect(run.findings.map((finding) => finding.title)).toEqual([title]);
    }
  });
});
