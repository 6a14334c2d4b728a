// Every operation of Semaphore and BoundedSemaphore with every way it can end.

import { BoundedSemaphore, Process, Queue, Semaphore, sleep } from 'lanescope';
import { law, rejects, same, throws } from './law.ts';

const wrong = (value: unknown) => value as never;
const kinds = [
  ['Semaphore', Semaphore],
  ['BoundedSemaphore', BoundedSemaphore],
] as const;

/** Says how many are inside with it, and never lets more in than it finds there. */
async function guest(semaphore: Semaphore, inside: Queue<number>, seen: Queue<number>) {
  await semaphore.with(async () => {
    const before = await inside.get();
    await inside.put(before + 1);
    seen.put(before + 1);
    await sleep(1);
    const after = await inside.get();
    await inside.put(after - 1);
  });
}

async function waiter(semaphore: Semaphore, said: Queue<unknown>, name: string) {
  said.put(name);
  await semaphore.acquire();
  await said.put([name]);
}

async function takesAndDies(semaphore: Semaphore, said: Queue<unknown>) {
  await semaphore.acquire();
  await said.put('taken');
  await semaphore.acquire();
}

async function alone() {
  for (const [type, Type] of kinds) {
    await law(`${type}: has one permit unless told otherwise, and getValue counts what is left`, async () => {
      same([await new Type().getValue(), await new Type(3).getValue(), await new Type(0).getValue()], [1, 3, 0]);
      const pool = new Type(2);
      same(
        [await pool.acquire(), await pool.getValue(), await pool.acquire(), await pool.getValue()],
        [true, 1, true, 0],
      );
      await pool.release();
      same(await pool.getValue(), 1);
    });
    await law(`${type}: an acquire without permits waits, and gives false when its time is over`, async () => {
      const pool = new Type(0, { name: 'wait 30 ms' });
      same([await pool.acquire({ timeout: 0 }), await pool.acquire({ timeout: 30 })], [false, false]);
      await rejects(pool.hold({ timeout: 30 }), 'WaitTimeoutError', `${type}.hold() on wait 30 ms`);
      same(await pool.getValue(), 0);
    });
    await law(`${type}: its own second acquire waits for the release of the first`, async () => {
      const pool = new Type();
      await pool.acquire();
      const second = pool.acquire();
      same(await pool.acquire({ timeout: 1 }), false);
      await pool.release();
      same([await second, await pool.getValue()], [true, 0]);
    });
    await law(`${type}: with and hold take one permit and give it back`, async () => {
      const pool = new Type(2);
      same(await pool.with(async () => pool.with(() => pool.getValue())), 0);
      {
        await using _guard = await pool.hold();
        same(await pool.getValue(), 1);
      }
      same(await pool.getValue(), 2);
    });
    await law(`${type}: an aborted acquire takes nothing, also when it is granted in the same moment`, async () => {
      const pool = new Type(1);
      for (let i = 0; i < 20; i++) {
        const stop = new AbortController();
        const result = pool.acquire({ signal: stop.signal }).catch(() => 'aborted');
        if (i % 2 === 0) await sleep(0);
        stop.abort();
        if ((await result) !== 'aborted') await pool.release();
        same(await pool.getValue(), 1);
      }
      const empty = new Type(0);
      const stop = new AbortController();
      const end = rejects(empty.acquire({ signal: stop.signal }), 'RangeError', 'enough');
      await sleep(5);
      stop.abort(new RangeError('enough'));
      await end;
    });
    await law(`${type}: wrong arguments are thrown by the constructor`, () => {
      throws(() => new Type(wrong('three')), 'TypeError', `new ${type}`, 'value');
      throws(() => new Type(1.5), 'TypeError', 'whole number');
      throws(() => new Type(-1), 'RangeError', 'negative');
      throws(() => new Type(2 ** 31), 'RangeError', 'at most');
      throws(() => new Type(1, { name: wrong(1) }), 'TypeError', 'name');
    });
  }
  await law('Semaphore: may be released above its first value', async () => {
    const pool = new Semaphore(1);
    await pool.release();
    await pool.release();
    same(await pool.getValue(), 3);
  });
  await law('BoundedSemaphore: may not, and says so with the place', async () => {
    const pool = new BoundedSemaphore(2, { name: 'pool' });
    await rejects(pool.release(), 'ReleaseError', 'BoundedSemaphore.release() on pool', 'semaphores.ts:', '2');
    await pool.acquire();
    await pool.release();
    await rejects(pool.release(), 'ReleaseError');
    same([await pool.getValue(), pool instanceof Semaphore], [2, true]);
  });
}

async function across() {
  for (const [type, Type] of kinds) {
    await law(`${type}: never lets more processes in than it has permits`, async () => {
      const [pool, inside, seen] = [new Type(2), new Queue<number>(), new Queue<number>()];
      await inside.put(0);
      const guests = [1, 2, 3, 4, 5].map(() => new Process({ target: guest, args: [pool, inside, seen] }));
      for (const one of guests) one.start();
      const counts: number[] = [];
      for (const _ of guests) counts.push(await seen.get());
      for (const one of guests) await one.join();
      same([counts.every((count) => count === 1 || count === 2), await pool.getValue()], [true, 2]);
    });
    await law(`${type}: every release wakes one waiter`, async () => {
      const [pool, said] = [new Type(2), new Queue<unknown>()];
      await pool.acquire();
      await pool.acquire();
      const waiters: Process[] = [];
      for (const name of ['A', 'B']) {
        const process = new Process({ target: waiter, args: [pool, said, name] }) as Process;
        process.start();
        same(await said.get(), name);
        waiters.push(process);
      }
      await pool.release();
      const first = (await said.get()) as string[];
      same(await said.empty(), true);
      await pool.release();
      same([first, await said.get()].flat().sort(), ['A', 'B']);
      for (const process of waiters) await process.join();
      same(await pool.getValue(), 0);
    });
    await law(`${type}: what a killed process had taken stays taken, what it waited for it does not get`, async () => {
      const [pool, said] = [new Type(1), new Queue<unknown>()];
      const process = new Process({ target: takesAndDies, args: [pool, said] });
      process.start();
      await said.get();
      same(await process.join({ timeout: 5 }), false);
      await process.kill();
      await process.join();
      same(await pool.getValue(), 0);
      await pool.release();
      same(await pool.getValue(), 1);
    });
  }
}

if (import.meta.main) {
  await alone();
  await across();
  console.log('all laws were tried');
}
