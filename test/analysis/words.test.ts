// What is said of some faults, and what is advised, where that depends on the program.

import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Simulation } from '../worlds/worlds.ts';
import { faultPrograms, findIn } from './faults.ts';

const simulation = new Simulation();

async function found(name: string) {
  const program = faultPrograms().find((one) => one.name === name) ?? expect.fail(`there is no ${name}`);
  const [run] = await findIn(program, simulation);
  const id = name.slice(0, -basename(name).length - 1);
  const finding = run?.findings.find((one) => one.id === id) ?? expect.fail(run?.told ?? 'nothing was run');
  const deadlock = run?.findings.find((one) => one.id === 'deadlock');
  return { ...finding, deadlock };
}

describe('a queue that is full', () => {
  test('of items: the cure is maxsize', async () => {
    const { message, cure, deadlock } = await found('join-before-get/fault.ts');
    expect(message).toContain('`results`, which is full with 4 items.');
    expect(cure).toBe('Get everything from `results` first, and join then; or give `results` no maxsize.');
    expect(deadlock?.cure).toContain('a greater maxsize.');
  });

  test('of bytes: the cure is maxBytes', async () => {
    const { message, cure, deadlock } = await found('join-before-get/fault-3.ts');
    expect(message).toMatch(/`results`, which is full with \d items \(its limit is maxBytes\)/);
    expect(cure).toBe('Get everything from `results` first, and join then; or give `results` no maxBytes.');
    expect(deadlock?.cure).toContain('a greater maxBytes.');
    expect(deadlock?.title).toMatch(/\(\d items, which take \d+ bytes of at most 2000\)/);
  });
});

describe('a pill overtakes work', () => {
  const joins = 'Join all producers first, and then put one pill for each consumer';

  test('one consumer could count the pills of all producers', async () => {
    const { cure } = await found('pill-overtakes-work/fault.ts');
    expect(cure).toBe(
      `${joins}; or let each producer put a pill, and the consumer leave when it has counted one of each.`,
    );
  });

  test('of several consumers none could', async () => {
    const { cure } = await found('pill-overtakes-work/fault-2.ts');
    expect(cure).toBe(`${joins}.`);
  });

  test('consumers that put work again end only by the pills, so nobody can join them first', async () => {
    const { cure } = await found('pill-overtakes-work/fault-5.ts');
    expect(cure).toBe(
      'Put work again before taskDone() of what it comes from, and let the pills wait for join() of `tasks`: ' +
        'it is over when nothing more can come.',
    );
  });
});

describe('a lost update', () => {
  test('names the locks where each side held one, and not the same', async () => {
    const { message } = await found('lost-update/fault-7.ts');
    expect(message).toMatch(
      / Both hold a lock meanwhile, but not the same one: (till|bank) `\1Lock`, (till|bank) `\2Lock`\.$/,
    );
  });

  test('says nothing of locks where a side held none', async () => {
    const { message } = await found('lost-update/fault.ts');
    expect(message).not.toContain('lock');
  });
});

describe('the end of a pipe that never comes', () => {
  test('the reader started the one who writes: it closes its copy behind that', async () => {
    const { message, cure } = await found('pipe-end-open/fault.ts');
    expect(message).toContain('. Process-1, which had sent 3 messages, has ended. But MainProcess itself still holds');
    expect(cure).toContain(
      'Call close() on `writer` in MainProcess as soon as every process that writes has been started',
    );
  });

  test('the reader made the pipe, and others started who writes: it closes its copy when it has given it away', async () => {
    const { message, cure } = await found('pipe-end-open/fault-3.ts');
    expect(message).toContain(
      '. Both writers have ended: Process-1:1 and Process-1:2. But MainProcess itself still holds',
    );
    expect(cure).toContain('in MainProcess as soon as the processes that write have been given it: each has a copy');
  });

  test('of several writers all are named; a reader that started none of them closes first thing what it was given', async () => {
    const { message, cure } = await found('pipe-end-open/fault-2.ts');
    expect(message).toMatch(
      /\. All 3 writers have ended: Process-\d, Process-\d and Process-\d\. But collector itself still/,
    );
    expect(cure).toMatch(/^Call close\(\) on `.*` first thing in collector, or do not give it to collector\. Then/);
  });
});
