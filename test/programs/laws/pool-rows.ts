// Rows of the reference for pools that no other law shows.

import { currentProcess, Pool, Queue } from 'lanescope';
import { law, rejects, same } from './law.ts';

const seen: number[] = [];

function nameOf(_item: number) {
  return currentProcess().name;
}

async function notes(item: number, q: Queue<number>) {
  await q.put(item);
}

function* threeThenFails(): Generator<number> {
  for (const item of [1, 2, 3]) {
    seen.push(item);
    yield item;
  }
  throw new RangeError('no fourth');
}

async function main() {
  await law('map reads its whole input before it gives out a task', async () => {
    await using pool = new Pool({ processes: 1 });
    const q = new Queue<number>();
    const pairs = threeThenFails().map((item): [number, Queue<number>] => [item, q]);
    await rejects(pool.starmap(notes, pairs, { chunksize: 1 }), 'RangeError', 'no fourth');
    // the pool takes its tasks in order: had it been given any, they would be over now
    same([seen, await pool.apply(nameOf, [0]), await q.qsize()], [[1, 2, 3], 'PoolWorker-1', 0]);
  });
  await law('map makes four chunks for each worker where nobody says how many', async () => {
    await using pool = new Pool({ processes: 2, maxTasksPerChild: 1 });
    // 20 items for two workers: seven chunks of up to three, and a fresh worker for each
    const names = await pool.map(
      nameOf,
      Array.from({ length: 20 }, (_, i) => i),
    );
    const runs = names.filter((name, i) => name !== names[i - 1]);
    same([runs.length, new Set(runs).size, names.lastIndexOf(names[0]!)], [7, 7, 2]);
  });
}

if (import.meta.main) {
  await main();
  console.log('all laws were tried');
}
