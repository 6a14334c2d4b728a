// What the seeds promise, row by row of the reference, shown by the samples in real processes and in the in-process world.

import { availableParallelism } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kindNumber } from '../../src/trace/event.ts';
import { illegalities } from '../helpers/legal.ts';
import { laws, real, Simulation, sample, type WorldRun } from './worlds.ts';

const samples = ['greet.ts', 'creator.ts', 'greet-five.ts', 'random-numbers.ts', 'messages.ts', 'empty-trap.ts'];
const objects = ['class-instance.ts', 'poison-pills.ts', 'poison-pills-joined.ts'];
const signals = ['event.ts', 'lock.ts', 'condition.ts', 'semaphore.ts'];
const managers = ['manager-dict.ts', 'namespace.ts', 'namespace-trap.ts'];
const programs = [
  ...samples.concat(objects, signals, managers).map(sample),
  sample('forgotten-put.ts'),
  laws('rows.ts'),
];
const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const simulation = new Simulation();
const inProcesses = new Map<string, WorldRun & { status: number | null }>();
const inOrders = new Map<string, WorldRun[]>();

beforeAll(async () => {
  await simulation.build();
  // two at a time: a sample sleeps for most of its time, but a machine that is crowded starts its processes late
  const [first, ...others] = programs.map((program) => async () => {
    inProcesses.set(nameOf(program), await real(program));
  });
  await Promise.all([first?.(), others.reduce((before, next) => before.then(next), Promise.resolve())]);
  for (const program of programs) inOrders.set(nameOf(program), await simulation.run(program, seeds));
}, 300_000);
afterAll(() => simulation.dispose());

const nameOf = (program: string) => program.split('/').at(-1) ?? program;

/** Runs of a program: the one in real processes first. */
function runsOf(program: string): WorldRun[] {
  const [run, simulated] = [inProcesses.get(program), inOrders.get(program)];
  if (!run || !simulated) throw new Error(`${program} did not run`);
  return [run, ...simulated];
}

function outputs(program: string): string[][] {
  return runsOf(program).map(({ lines }) => lines);
}

test.each(
  samples.concat(objects, signals, managers),
)('%s ends with 0, without a finding, and its trace is legal', (program) => {
  expect(inProcesses.get(program)?.status).toBe(0);
  for (const run of runsOf(program)) {
    expect([run.findings, illegalities(run.rows)]).toEqual([[], []]);
    for (const code of Object.values(run.exitCodes)) expect(code).toBe(0);
  }
});

describe('seed 000', () => {
  test('000.1, 000.7 creator puts, consumer gets, doubles and prints: nine lines, in this order', () => {
    for (const lines of outputs('creator.ts')) {
      expect(lines).toEqual([
        'Creating data and putting it on the queue',
        'data found to be processed: 5',
        '10',
        'data found to be processed: 10',
        '20',
        'data found to be processed: 13',
        '26',
        'data found to be processed: -1',
        '-2',
      ]);
    }
  });

  test('000.2, 000.3 the sentinel is known again by its value, and processed too', () => {
    for (const lines of outputs('creator.ts'))
      expect(lines.slice(-2)).toEqual(['data found to be processed: -1', '-2']);
  });
});

describe('seed 001', () => {
  const [waiting, sending, hi] = [
    '(child process) Waiting for name...',
    "(parent process) Ok, I'll send the name",
    '(child process) Well, hi Jimmy',
  ];
  test('001.1, 001.4 the child waits, the parent sends, the child greets: it is the same queue', () => {
    for (const lines of outputs('greet.ts')) expect(lines).toEqual([waiting, sending, hi]);
  });

  test('001.2 a child that is not joined ends before the run does, and nothing is lost', () => {
    expect(inProcesses.get('greet.ts')?.status).toBe(0);
    for (const { exitCodes } of runsOf('greet.ts')) expect(exitCodes).toEqual({ MainProcess: 0, 'Process-1': 0 });
  });

  test('001.6 get blocks until somebody puts: five seconds, woken by the parent', () => {
    for (const [index, { rows }] of runsOf('greet.ts').entries()) {
      const strings = new Map(rows.flatMap(({ text, value }) => (value === null ? [] : [[value, text]])));
      const block = rows.find(({ reason }) => reason !== 0 && reason === strings.get('empty'));
      const unblock = rows.find(({ seq, operation }) => operation === block?.operation && seq > block.seq);
      expect(unblock?.by).toBe(1);
      // how long a real process takes to start is the machine's business
      const seconds = ((unblock?.k ?? 0) - (block?.k ?? 0)) / 1e9;
      if (index > 0) expect(seconds).toBeCloseTo(5, 2);
    }
  });

  test('001.7 five names, one get for each, first in first out', () => {
    const names = [0, 1, 2, 3, 4];
    for (const lines of outputs('greet-five.ts')) {
      const greeted = lines.filter((line) => line.includes('Well, hi'));
      expect(greeted).toEqual(names.map((i) => `(child process) Well, hi George${i}`));
      const asked = lines.filter((line) => line.includes('Waiting for name'));
      expect(asked).toEqual(names.map((i) => `(child process) Waiting for name ${i}`));
      expect(lines.filter((line) => line === sending)).toHaveLength(5);
      for (const i of names) expect(lines.indexOf(greeted[i]!)).toBeGreaterThan(lines.indexOf(asked[i]!));
    }
  });

  test('without its put the child can never go on, and that is said', () => {
    expect(inProcesses.get('forgotten-put.ts')?.status).toBe(86);
    for (const { lines, findings } of runsOf('forgotten-put.ts')) {
      expect(lines.toSorted()).toEqual([waiting, sending]);
      expect(findings.map(({ title }) => title.replace(/\S*forgotten-put/, 'forgotten-put'))).toEqual([
        'Deadlock: Process-1 waits at forgotten-put.ts:10 for an item of `q`; nobody is left who could put one.',
      ]);
    }
  });
});

describe('seed 002', () => {
  const numbersOf = (lines: string[], what: RegExp) => lines.flatMap((line) => what.exec(line)?.[1] ?? []);
  test('002.1 five numbers are put and got, the same in the same order; then the two last lines', () => {
    for (const lines of outputs('random-numbers.ts')) {
      const put = numbersOf(lines, /^Producer: Put (\d+) into the queue\.$/);
      expect(numbersOf(lines, /^Consumer: Got (\d+) from the queue\.$/)).toEqual(put);
      expect([put.length, lines.length]).toEqual([5, 12]);
      for (const number of put) expect(Number(number)).toSatisfy((n: number) => n >= 1 && n <= 100);
    }
  });

  test('002.2, 002.3, 002.9 the sentinel comes after all numbers, and Done! after the consumer has ended', () => {
    for (const lines of outputs('random-numbers.ts')) {
      expect(lines.slice(-2)).toEqual(['Consumer: Received termination signal.', 'Done!']);
    }
  });
});

describe('seed 003', () => {
  test('003.1, 003.5 a consumer that starts after its producer was joined finds all messages, none lost or doubled', () => {
    for (const lines of outputs('messages.ts')) {
      expect(lines).toEqual([0, 1, 2, 3, 4].map((i) => `Consumed: Message ${i}`));
    }
  });

  test('003.2, c.6 started together it sees an empty queue and leaves everything behind', () => {
    const [inProcess, ...simulated] = outputs('empty-trap.ts');
    for (const lines of simulated) expect(lines).toEqual(['consumed 0', 'left behind 5']);
    // a machine so busy that a process starts half a second late lets it find some
    const consumed = Number(/^consumed (\d)$/.exec(inProcess?.at(-2) ?? '')?.[1]);
    expect(inProcess?.at(-1)).toBe(`left behind ${5 - consumed}`);
  });
});

describe('seed 004', () => {
  /** A machine so crowded that the last process began to wait a second late: then the event was set in time for it. */
  function startsLate(rows: WorldRun['rows']): boolean {
    const blocks = rows.filter(({ kind }) => kind === kindNumber.block);
    const asleep = blocks.find(({ process }) => process === 1)?.k ?? 0;
    const last = blocks.findLast(({ process }) => process === 3)?.k ?? Number.POSITIVE_INFINITY;
    return last - asleep > 0.9e9;
  }

  test('004.1, 004.2, 004.3 an instance goes through a queue, and its method is called there; then all end', () => {
    for (const { lines, exitCodes } of runsOf('class-instance.ts')) {
      expect(lines).toEqual(['Doing something fancy in Process-1 for Fancy Dan!']);
      expect(exitCodes).toEqual({ MainProcess: 0, 'Process-1': 0 });
    }
  });

  const numbers = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const pills = ['poison-pills.ts', 'poison-pills-joined.ts'];
  const is = (pattern: RegExp) => (line: string) => pattern.test(line);

  test.each(
    pills,
  )('004.4, 004.6, 004.7, 004.25 consumers of %s do ten tasks, and each leaves with one pill', (file) => {
    for (const [index, { lines, exitCodes }] of runsOf(file).entries()) {
      const consumers = Object.keys(exitCodes).filter((name) => name !== 'MainProcess');
      const count = Number(/^Creating (\d+) consumers$/.exec(lines[0] ?? '')?.[1]);
      expect(consumers.toSorted()).toEqual(Array.from({ length: count }, (_, i) => `Consumer-${i + 1}`).toSorted());
      if (index === 0) expect(count).toBe(availableParallelism() * 2);
      const exiting = lines.filter(is(/: Exiting$/));
      expect(exiting.toSorted()).toEqual(consumers.map((name) => `${name}: Exiting`).toSorted());
      const done = lines.filter(is(/^Consumer-\d+: \d/)).map((line) => line.split(': ')[1]);
      expect(done.toSorted()).toEqual(numbers.map((i) => `${i} * ${i}`));
      const results = lines.filter(is(/^Result: /));
      expect(results.toSorted()).toEqual(numbers.map((i) => `Result: ${i} * ${i} = ${i * i}`));
      expect(lines.length).toBe(1 + count + 20);
      for (const i of numbers) {
        const [task, result] = [`: ${i} * ${i}`, `Result: ${i} * ${i} = ${i * i}`];
        expect(lines.indexOf(result)).toBeGreaterThan(lines.findIndex((line) => line.endsWith(task)));
      }
    }
  });

  test.each(pills)('004.8 each consumer of %s gets its tasks in the order in which they entered the queue', (file) => {
    for (const { rows } of runsOf(file)) {
      const strings = new Map(rows.flatMap(({ text, value }) => (value === null ? [] : [[text, value]])));
      const tasks = rows.find(({ kind, text }) => kind === kindNumber.object && strings.get(text) === 'tasks')?.object;
      const ended = rows.filter(({ kind, object }) => kind === kindNumber.return && object === tasks);
      const of = (what: string) => ended.filter(({ op }) => strings.get(op) === what);
      const put = of('put').map(({ message }) => message);
      expect(put.length).toBeGreaterThan(10);
      const got = Map.groupBy(of('get'), ({ process }) => process);
      const places = [...got.values()].map((gets) => gets.map(({ message }) => put.indexOf(message)));
      for (const own of places) expect(own).toEqual(own.toSorted((x, y) => x - y));
      expect(places.flat().toSorted((x, y) => x - y)).toEqual([...put.keys()]);
    }
  });

  test('004.5 with a JoinableQueue no result is printed before all consumers have said that they leave', () => {
    for (const lines of outputs('poison-pills-joined.ts')) {
      const first = lines.findIndex(is(/^Result: /));
      expect(first).toBeGreaterThan(lines.findLastIndex(is(/^Consumer-/)));
    }
  });

  test('004.9, 004.10, 004.11 one waits for an event as long as it takes, one gives up after its time and goes on', () => {
    for (const { lines, rows } of runsOf('event.ts')) {
      expect(lines.toSorted().at(-1)).toMatch(/^wait_for_event_timeout: starting/);
      expect(lines).toHaveLength(6);
      if (startsLate(rows)) continue;
      expect(lines.slice(0, 3).toSorted()).toEqual([
        'main: waiting before calling Event.set()',
        'wait_for_event: starting',
        'wait_for_event_timeout: starting',
      ]);
      expect(lines[3]).toBe('wait_for_event_timeout: e.is_set()-> False');
      expect(lines.slice(4).toSorted()).toEqual(['main: event is set', 'wait_for_event: e.is_set()-> True']);
    }
  });

  test('004.12 its processes have the names that they were given', () => {
    for (const { exitCodes } of runsOf('event.ts')) {
      expect(exitCodes).toEqual({ MainProcess: 0, block: 0, 'non-block': 0 });
    }
  });

  test('004.13 both hold the lock, one by with and one by hand, and never at once', () => {
    for (const { lines, rows } of runsOf('lock.ts')) {
      expect(lines.toSorted()).toEqual(['Lock acquired directly', 'Lock acquired via with']);
      const strings = new Map(rows.flatMap(({ text, value }) => (value === null ? [] : [[text, value]])));
      const ended = rows.filter(({ kind }) => kind === kindNumber.return);
      const held = ended.map(({ op }) => strings.get(op)).filter((op) => op === 'acquire' || op === 'release');
      expect(held).toEqual(['acquire', 'release', 'acquire', 'release']);
    }
  });

  test('004.14 both go on to their second stage when s1 has said so, in any order', () => {
    for (const lines of outputs('condition.ts')) {
      expect(lines.slice(0, 4)).toEqual([
        'Starting stage_2[1]',
        'Starting stage_2[2]',
        'Starting s1',
        's1 done and ready for stage 2',
      ]);
      expect(lines.slice(4).toSorted()).toEqual(['stage_2[1] running', 'stage_2[2] running']);
    }
  });

  test('004.15 never more than three run, each of the ten once, and none is left in the end', () => {
    const namesIn = (line: string) => /\[(.*)\]$/.exec(line)?.[1]?.match(/\d+/g) ?? [];
    for (const lines of outputs('semaphore.ts')) {
      for (const line of lines) expect(namesIn(line).length).toBeLessThanOrEqual(3);
      const activated = lines.flatMap((line) => /^Activating (\d) now running/.exec(line)?.[1] ?? []);
      expect(activated.toSorted()).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
      expect(lines.at(-1)).toBe('Now running []');
    }
  });

  test('004.19 ten processes each set their own pair of one dictionary, and all are there', () => {
    for (const lines of outputs('manager-dict.ts')) {
      expect(lines).toHaveLength(1);
      const pairs = /^Results: \{(.*)\}$/.exec(lines[0] ?? '')?.[1]?.split(', ');
      expect(pairs?.toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => `${i}: ${i * 2}`));
    }
  });

  test('004.20 a name that was not set is an error before the event, and has its value after it', () => {
    for (const lines of outputs('namespace.ts')) {
      expect(lines).toEqual([
        "Before event, error: 'Namespace' object has no attribute 'value'",
        'After event: This is the value',
      ]);
    }
  });

  test('004.21 changing the list that a namespace gave changes nothing in the namespace', () => {
    for (const lines of outputs('namespace-trap.ts')) expect(lines).toEqual(['Before event: []', 'After event : []']);
  });
});

test.each([
  ['000.4', 'closing a queue that this process never put into returns at once and leaves the others alone'],
  ['000.6, 001.5', 'many processes put into one queue and many get from it'],
  ['000.8', 'processes are joined; a plain queue has no join'],
  ['000.9, 001.3', 'a process has a target, arguments and a name'],
  ['002.4', 'null goes through a queue unchanged'],
  ['002.5', 'at maxsize a queue is full, and put waits until there is room'],
  ['002.7', 'an unbounded queue is never full'],
  ['003.3', 'a child has variables of its own'],
  ['003.4', 'what is got is a copy'],
])('%s %s', (row, law) => {
  for (const lines of outputs('rows.ts')) expect(lines).toContain(`holds: ${row.replace(',', ' and')} ${law}`);
});
