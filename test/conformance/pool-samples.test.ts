// The samples of seed 004 about pools print what the reference says, in the order that it promises.

import { availableParallelism } from 'node:os';
import { describe, expect, test } from 'vitest';
import { illegalities } from '../helpers/legal.ts';
import { real, sample } from '../worlds/worlds.ts';

const doubled = '[0, 2, 4, 6, 8, 10, 12, 14, 16, 18]';
const printed = ['Input   : [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]', `Built-in: ${doubled}`, `Pool    : ${doubled}`];
const isStart = (line: string) => /^Starting PoolWorker-\d+$/.test(line);

async function run(file: string) {
  const { status, stderr, lines, findings, rows, exitCodes } = await real(sample(file));
  expect({ status, stderr, findings, illegal: illegalities(rows) }).toEqual({
    status: 0,
    stderr: '',
    findings: [],
    illegal: [],
  });
  return { lines, exitCodes };
}

describe.concurrent('seed 004, pools', () => {
  test('004.16 Pool.map doubles ten numbers in order; each worker says once that it starts', async () => {
    const { lines, exitCodes } = await run('pool.ts');
    expect(lines.filter((line) => !isStart(line))).toEqual(printed);
    const starts = lines.filter(isStart);
    const names = Array.from({ length: availableParallelism() * 2 }, (_, i) => `Starting PoolWorker-${i + 1}`);
    expect(starts.toSorted()).toEqual(names.toSorted());
    expect(new Set(Object.values(exitCodes))).toEqual(new Set([0]));
  });

  test('004.17 with maxTasksPerChild 2 ten tasks need five lives at least', async () => {
    const { lines, exitCodes } = await run('pool-max-tasks.ts');
    expect(lines.filter((line) => !isStart(line))).toEqual(printed);
    const starts = lines.filter(isStart);
    expect(new Set(starts).size).toBe(starts.length);
    expect(starts.length).toBeGreaterThanOrEqual(5);
    expect(new Set(Object.values(exitCodes))).toEqual(new Set([0]));
  });

  test('004.18 map and reduce count the words of three files', async () => {
    const { lines } = await run('word-count.ts');
    const readings = lines.filter((line) => /^PoolWorker-\d reading /.test(line));
    expect(readings.map((line) => line.split(' reading ')[1]).toSorted()).toEqual(
      [1, 2, 3].map((number) => `word-count-${number}.txt`),
    );
    const [title, ...counts] = lines.filter((line) => !readings.includes(line));
    expect([title, counts.length]).toEqual(['TOP 20 WORDS BY FREQUENCY', 20]);
    expect(counts.slice(0, 6)).toEqual([
      'process :    16',
      'waits   :    13',
      'pool    :     8',
      'takes   :     8',
      'worker  :     8',
      'lock    :     7',
    ]);
  });

  test('004.22 a list made by a pool equals the one made here', async () => {
    const { lines } = await run('list-comprehension.ts');
    const squares = '[0, 1, 4, 9, 16, 25, 36, 49, 64, 81]';
    expect(lines).toEqual([`Serial  : ${squares}`, `Parallel: ${squares}`, 'Equal   : true']);
  });
});
