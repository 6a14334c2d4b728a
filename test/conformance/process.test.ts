// What the reference promises of processes and of the functions about them, row by row.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { laws, real, Simulation, type WorldRun } from '../worlds/worlds.ts';
import { rowsShownByLaws } from './laws-of-rows.ts';

const numbered = 'one counter numbers all children, named or not, and a subclass by its own name';
const knowsItself = 'a child knows itself and its parent';
const knowsMain = 'the main process is MainProcess and has no parent';
const grandchildren = 'grandchildren are numbered below their parent and inherit nothing but what is said';
const subclass = 'a subclass runs with its fields, and inherits the target of its constructor';
const signals = 'kill and terminate end a process with their signal';
const afterStart = 'join, terminate and kill come after start';
const once = 'a process is started once, and daemon set before';
const closed = 'close is refused while it runs, and afterwards only the name is left';
const daemon = 'a daemon is created by a word, is told to its children, and may not have any';
const looks = 'a child may look at its parent and join it, and nothing else';
const noTarget = 'what cannot be a target is refused at start, by its name';
const joined = 'join gives true again and again, and false at once without time';
const orphans = '(c) 10 the children of a terminated process live on';
const exits = ['returns', 'calls exit(0)', 'calls exit(7)', 'throws'];
const codes = [0, 0, 7, 1].map((code, i) => `a process that ${exits[i]} has exit code ${code}`);
const ownVariables = '003.3 a child has variables of its own';

rowsShownByLaws(
  ['processes.ts', 'process-rows.ts', 'rows.ts'],
  [
    ['b.Process.new', 'takes target, args, name and daemon by name', ['wrong options are thrown', numbered, daemon]],
    [
      'b.Process.run',
      'is overridden by a subclass, and runs here when it is called',
      [subclass, 'run, called directly, runs in the process that calls it'],
    ],
    ['b.Process.start', 'is once, by the creator, with what can be sent', [once, looks, daemon, noTarget]],
    ['b.Process.join', 'waits for a time or for ever, again and again', [joined, afterStart, 'a join can be aborted']],
    ['b.Process.is_alive', 'is true from start to end', [knowsItself, closed]],
    [
      'b.Process.name',
      'is given, set, or numbered',
      [numbered, grandchildren, 'a name can be set and need not be the only one'],
    ],
    ['b.Process.daemon', 'is inherited and set before start', [daemon, once]],
    ['b.Process.pid', 'is null before the launch', [knowsItself, closed]],
    ['b.Process.exitcode', 'is what its end was', [...codes, signals, knowsItself, joined]],
    [
      'b.Process.terminate',
      'ends it without finally, and is no error afterwards',
      [
        'terminate leaves no time for finally, and says nothing when the process has ended',
        signals,
        afterStart,
        orphans,
      ],
    ],
    [
      'b.Process.kill',
      'is the same with SIGKILL',
      ['kill leaves no time for finally, and says nothing when the process has ended', signals, afterStart],
    ],
    ['b.Process.close', 'is for one that has ended', [closed, 'a process that was never started can be closed']],
    ['b.Process.rules', 'only the creator starts, ends and joins', [looks, noTarget]],
    ['b.module.active_children', 'are those that live', [knowsItself]],
    ['b.module.cpu_count', 'is a number above zero', [knowsMain]],
    ['b.module.current_process', 'is the one that asks', [knowsMain, subclass]],
    ['b.module.parent_process', 'is null in the main one', [knowsMain, knowsItself]],
    ['b.module.exceptions', 'are one family', ['every error is a LanescopeError with its name and a code']],
    ['b.spawn.fresh', 'only what was given is there', [ownVariables, noTarget]],
    ['c.10', 'the children of a terminated process live on', [orphans]],
    ['c.11', 'a signal is a negative exit code', [signals]],
    ['c.26', 'a daemon has no children', [daemon]],
    ['c.27', 'grandchildren are numbered below their parent', [grandchildren]],
    [
      'c.34',
      'accidents of Python are errors here: terminate before start, a name that is no string',
      ['(c) 34 what is wrong before start is said as such: terminate, and a name that is no string'],
    ],
  ],
);

describe('at the end', () => {
  const simulation = new Simulation();
  const simulate = (program: string) => simulation.build().then(() => simulation.run(program, [1, 2, 3]));
  afterAll(() => simulation.dispose());
  let inProcesses: Awaited<ReturnType<typeof real>>;
  let inOrders: WorldRun[];

  beforeAll(async () => {
    [inProcesses, inOrders] = await Promise.all([real(laws('endings.ts')), simulate(laws('endings.ts'))]);
  });

  test('c.29 an uncaught error names its process on stderr with the stack, and the parent goes on', () => {
    expect(inProcesses.stderr).toMatch(/^Process Process-1:\n/);
    expect(inProcesses.stderr).toMatch(/RangeError: as planned\n {4}at fails \(\S*endings\.ts/);
    for (const { lines, exitCodes } of [inProcesses, ...inOrders]) {
      expect([lines[0], exitCodes['Process-1']]).toEqual(['the child ended with 1', 1]);
    }
  });

  test('c.32 what the creator of a queue has put is delivered although it ends at once', () => {
    for (const { lines, exitCodes } of [inProcesses, ...inOrders]) {
      expect(lines[1]).toBe('got 1000000 characters after main had ended');
      expect([exitCodes.MainProcess, exitCodes['Process-2']]).toEqual([0, 0]);
    }
  });

  test('004.24 two processes compute at the same time: each goes on only when it sees the other one', async () => {
    const { status, lines } = await real(laws('side-by-side.ts'));
    expect([lines.toSorted(), status]).toEqual([['one saw two', 'two saw one'], 0]);
  });
});
