// Map and reduce: a pool turns three files into pairs of a word and a 1, and then sums up the pairs of each word.
//
// In the swimlane: three tasks of `fileToWords`, one a file; then the many small ones of `countWords`, in chunks.

import { currentProcess, Pool } from 'lanescope';

type Pair = readonly [word: string, count: number];
type Group = readonly [word: string, counts: number[]];

const stopWords = new Set(
  'a an and are as at be but by can for from has in is it its of on one or that the to'.split(' '),
);

/** Turns the words of a file into pairs of the word and 1. */
async function fileToWords(file: string): Promise<Pair[]> {
  console.log(currentProcess().name, 'reading', file);
  const text = await readText(new URL(file, import.meta.url));
  const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
  return words.filter((word) => !stopWords.has(word)).map((word) => [word, 1]);
}

/** Turns all counts of a word into one. */
function countWords([word, counts]: Group): Pair {
  return [word, counts.reduce((sum, count) => sum + count, 0)];
}

class MapReduce<Input, Value, Result> {
  readonly #map: (input: Input) => Promise<(readonly [string, Value])[]>;
  readonly #reduce: (group: readonly [string, Value[]]) => Result;
  readonly #pool: Pool;

  constructor(
    map: (input: Input) => Promise<(readonly [string, Value])[]>,
    reduce: (group: readonly [string, Value[]]) => Result,
    pool: Pool,
  ) {
    this.#map = map;
    this.#reduce = reduce;
    this.#pool = pool;
  }

  async run(inputs: Input[]): Promise<Awaited<Result>[]> {
    const mapped = await this.#pool.map(this.#map, inputs, { chunksize: 1 });
    return this.#pool.map(this.#reduce, this.#partition(mapped.flat()));
  }

  /** All values of each key. */
  #partition(pairs: (readonly [string, Value])[]): Map<string, Value[]> {
    const groups = new Map<string, Value[]>();
    for (const [key, value] of pairs) groups.set(key, [...(groups.get(key) ?? []), value]);
    return groups;
  }
}

/** Node's own; the name is no literal, so that this needs no types of Node. */
async function readText(url: URL): Promise<string> {
  const fs = 'node:fs/promises';
  const { readFile } = await import(fs);
  return readFile(url, 'utf8');
}

async function main() {
  await using pool = new Pool({ processes: 3 });
  const mapper = new MapReduce(fileToWords, countWords, pool);
  const counts = await mapper.run(['word-count-1.txt', 'word-count-2.txt', 'word-count-3.txt']);
  counts.sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));

  console.log('\nTOP 20 WORDS BY FREQUENCY\n');
  const longest = Math.max(...counts.slice(0, 20).map(([word]) => word.length));
  for (const [word, count] of counts.slice(0, 20)) {
    console.log(`${word.padEnd(longest + 1)}: ${String(count).padStart(5)}`);
  }
}

if (import.meta.main) await main();
