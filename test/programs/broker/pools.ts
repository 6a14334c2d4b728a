// One thing that can happen to a pool for each name given as argument.

import { activeChildren, currentProcess, Pool, Process, Queue, sleep } from 'lanescope';

async function getsForever(q: Queue<number>) {
  return q.get(); // for ever too
}

async function isHere(here: Queue<string>, q: Queue<number>) {
  await here.put(currentProcess().name);
  return q.get();
}

const double = (x: number) => x * 2;

/** So long that who asks for the result is there first. */
async function doubleSlowly(x: number) {
  await sleep(300);
  return x * 2;
}

function takesLong() {
  return sleep(3_600_000);
}

function never() {
  return new Promise<never>(() => {});
}

function failsLater() {
  setTimeout(() => {
    throw new Error('thrown by nobody in particular');
  }, 0);
  return sleep(3_600_000);
}

function throwsInTask() {
  throw new RangeError('from the task');
}

function leavesTimer() {
  setInterval(() => {}, 3_600_000);
  return currentProcess().name;
}

async function worksInChild() {
  const pool = new Pool({ processes: 2, name: 'inner' });
  console.log(await pool.map(double, [1, 2]));
}

async function errorOf(promise: Promise<unknown>) {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  console.log(error instanceof Error ? `${error.name}: ${error.message}` : 'no error');
}

const ways: Record<string, () => Promise<void>> = {
  async taskWaitsForever() {
    const q = new Queue<number>({ name: 'q' });
    const pool = new Pool({ processes: 2, name: 'pool' });
    await pool.apply(getsForever, [q]);
  },
  async callbackWaitsForever() {
    const q = new Queue<number>({ name: 'q' });
    const pool = new Pool({ processes: 1, name: 'pool' });
    await new Promise((resolve) => pool.applyAsync(getsForever, [q], { callback: resolve }));
  },
  async joinWaitsForever() {
    const q = new Queue<number>({ name: 'q' });
    const pool = new Pool({ processes: 1, name: 'pool' });
    pool.applyAsync(getsForever, [q]);
    pool.close();
    await pool.join(); // for ever
  },
  /** A pool that waits for work stops nobody. */
  async idle() {
    const pool = new Pool({ processes: 2, name: 'pool' });
    console.log(await pool.map(double, [1, 2]));
    await sleep(400);
    console.log(await pool.map(double, [3, 4]));
    pool.close();
    await pool.join();
  },
  async leftOpen() {
    const pool = new Pool({ processes: 2, name: 'pool' });
    console.log(await pool.map(double, [1, 2]));
    pool.applyAsync(takesLong);
  },
  async leftOpenByChild() {
    const child = new Process({ target: worksInChild });
    child.start();
    await child.join();
    console.log(child.exitCode);
    await sleep(3_600_000);
  },
  async killed() {
    const [here, q] = [new Queue<string>(), new Queue<number>()];
    const pool = new Pool({ processes: 1, name: 'pool' });
    const lost = pool.applyAsync(isHere, [here, q]);
    const name = await here.get();
    process.kill(activeChildren().find((child) => child.name === name)?.pid ?? 0, 'SIGKILL');
    await errorOf(lost.get());
    console.log(await pool.map(double, [1, 2]));
    pool.close();
    await pool.join();
  },
  async unsettled() {
    await using pool = new Pool({ processes: 1, name: 'pool' });
    await errorOf(pool.apply(never));
  },
  async failsOutside() {
    await using pool = new Pool({ processes: 1, name: 'pool' });
    await errorOf(pool.apply(failsLater));
  },
  async uncaught() {
    await using pool = new Pool({ processes: 1, name: 'pool' });
    await pool.apply(throwsInTask);
  },
  async callbackThrows() {
    await using pool = new Pool({ processes: 1, name: 'pool' });
    const callback = () => {
      throw new Error('from the callback');
    };
    await pool.applyAsync(double, [1], { callback }).wait();
    await sleep(3_600_000);
  },
  async timersInTasks() {
    const pool = new Pool({ processes: 1, maxTasksPerChild: 1, name: 'pool' });
    const names = await pool.map(leavesTimer as (x: number) => string, [1, 2], { chunksize: 1 });
    pool.close();
    await pool.join();
    console.log(new Set(names).size);
  },
  async taskTrace() {
    const pool = new Pool({ processes: 1, name: 'pool' });
    await sleep(300); // the worker is there and waits
    await pool.apply(doubleSlowly, [21]);
    pool.close();
    await pool.join();
  },
  async manyTasks() {
    await using pool = new Pool({ processes: 2, name: 'pool' });
    const results = await pool.map(
      double,
      Array.from({ length: 10_000 }, (_, i) => i),
    );
    console.log(
      results.length,
      results.reduce((sum, x) => sum + x),
    );
  },
};

if (import.meta.main) await ways[process.argv[2] ?? '']?.();
