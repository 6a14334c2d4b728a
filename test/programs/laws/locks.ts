// Every operation of Lock and RLock with every way it can end, in one process and across processes.

import { Lock, Process, Queue, RLock, sleep } from 'lanescope';
import { law, rejects, same, throws } from './law.ts';

const wrong = (value: unknown) => value as never;
const kinds = [
  ['Lock', Lock, 'ReleaseError'],
  ['RLock', RLock, 'NotOwnerError'],
] as const;

/** Holds the lock from its word on until it is told to let go. */
async function holder(lock: Lock | RLock, said: Queue<unknown>, go: Queue<string>) {
  await lock.acquire();
  await said.put('held');
  await go.get();
  await lock.release();
  await said.put('released');
}

/** Says that it comes and asks, in one breath. */
async function waiter(lock: Lock | RLock, said: Queue<unknown>, name: string) {
  said.put(name);
  await lock.acquire();
  await said.put([name]);
  await lock.release();
}

/** Adds to a total that a queue carries: lost updates show where two are inside at once. */
async function adder(lock: Lock | RLock, total: Queue<number>, times: number) {
  for (let i = 0; i < times; i++) {
    await lock.with(async () => {
      const before = await total.get();
      await sleep(0);
      await total.put(before + 1);
    });
  }
}

async function releasesFor(lock: Lock | RLock, said: Queue<unknown>) {
  await said.put(
    await lock.release().then(
      () => 'released',
      (error: Error) => error.name,
    ),
  );
}

async function started(process: Process<never>) {
  await process.start();
  return process;
}

async function alone() {
  for (const [type, Type, releaseError] of kinds) {
    await law(`${type}: acquire is true at once where nobody holds it, and release frees it`, async () => {
      const lock = new Type();
      for (let i = 0; i < 3; i++) same([await lock.acquire(), await lock.release()], [true, undefined]);
      same([await lock.acquire({ timeout: 0 }), await lock.release()], [true, undefined]);
    });
    await law(`${type}: calls that are not awaited are taken in their order`, async () => {
      const lock = new Type();
      const all = [lock.acquire(), lock.release(), lock.acquire(), lock.release()];
      same(await Promise.all(all), [true, null, true, null]);
      same(await lock.acquire({ timeout: 0 }), true);
    });
    await law(`${type}: released too often it says so, with the place`, async () => {
      const lock = new Type({ name: 'door' });
      await rejects(lock.release(), releaseError, `${type}.release() on door`, 'locks.ts:');
      await lock.acquire();
      await lock.release();
      await rejects(lock.release(), releaseError);
      same(await lock.acquire({ timeout: 0 }), true);
    });
    await law(`${type}: with gives what its body gives, and releases after an error too`, async () => {
      const lock = new Type();
      same([await lock.with(() => 1), await lock.with(async () => 2)], [1, 2]);
      await rejects(
        lock.with(() => {
          throw new RangeError('inside');
        }),
        'RangeError',
        'inside',
      );
      same(await lock.acquire({ timeout: 0 }), true);
    });
    await law(`${type}: bodies of with in one process run one after the other`, async () => {
      const lock = new Type();
      const seen: string[] = [];
      const body = (name: string) => async () => {
        seen.push(`${name} in`);
        await sleep(2);
        seen.push(`${name} out`);
      };
      await Promise.all(['a', 'b', 'c'].map((name) => lock.with(body(name))));
      same(
        seen.map((one, i) => (i % 2 === 0 ? one.endsWith(' in') : one === seen[i - 1]?.replace(' in', ' out'))),
        [true, true, true, true, true, true],
      );
    });
    await law(`${type}: hold lasts to the end of its block, and disposing twice releases once`, async () => {
      const lock = new Type({ name: 'door' });
      {
        await using _guard = await lock.hold();
      }
      const guard = await lock.hold();
      await guard[Symbol.asyncDispose]();
      await guard[Symbol.asyncDispose]();
      await rejects(lock.release(), releaseError);
    });
    await law(`${type}: wrong options are rejected by the promise and thrown by the constructor`, async () => {
      const lock = new Type();
      await rejects(lock.acquire(wrong(5)), 'TypeError', `${type}.acquire`, 'options');
      await rejects(lock.hold({ timeout: wrong('1') }), 'TypeError', `${type}.hold`, 'timeout');
      await rejects(lock.with(wrong(1)), 'TypeError', `${type}.with`, 'function');
      throws(() => new Type(wrong('door')), 'TypeError', `new ${type}`);
      throws(() => new Type({ name: wrong(1) }), 'TypeError', 'name');
    });
  }
}

async function recursion() {
  await law('Lock: its own second acquire waits', async () => {
    const lock = new Lock({ name: 'wait 30 ms' });
    await lock.acquire();
    same([await lock.acquire({ timeout: 30 }), await lock.acquire({ timeout: -1 })], [false, false]);
    const second = lock.acquire();
    await lock.release();
    same(await second, true);
  });
  await law('RLock: as many releases as acquires, and then it is free', async () => {
    const lock = new RLock();
    same([await lock.acquire(), await lock.acquire(), await lock.acquire({ timeout: 0 })], [true, true, true]);
    for (let i = 0; i < 3; i++) await lock.release();
    await rejects(lock.release(), 'NotOwnerError');
  });
  await law('RLock: a body of with inside another runs at once, also through several awaits', async () => {
    const lock = new RLock();
    const deep = async () => {
      await sleep(1);
      return lock.with(async () => {
        await lock.acquire();
        await lock.release();
        return 'deep';
      });
    };
    same(await lock.with(deep), 'deep');
    await rejects(lock.release(), 'NotOwnerError');
  });
  await law('RLock: what a body of with started and did not await waits for its turn afterwards', async () => {
    const lock = new RLock();
    const seen: string[] = [];
    let later: Promise<void> | undefined;
    const second = Promise.withResolvers<void>();
    await lock.with(() => {
      later = second.promise.then(() => lock.with(() => void seen.push('later')));
    });
    await lock.with(async () => {
      seen.push('in');
      second.resolve();
      await sleep(10);
      seen.push('out');
    });
    await later;
    same(seen, ['in', 'out', 'later']);
  });
  await law('RLock: another process gets it only after the last release', async () => {
    const [lock, said] = [new RLock(), new Queue<unknown>()];
    await lock.acquire();
    await lock.acquire();
    const other = await started(new Process({ target: waiter, args: [lock, said, 'other'] }) as Process<never>);
    same(await said.get(), 'other');
    await lock.release();
    same(await other.join({ timeout: 30 }), false);
    await lock.release();
    same([await said.get(), await other.join()], [['other'], true]);
  });
}

async function across() {
  for (const [type, Type] of kinds) {
    await law(`${type}: a timeout while another process holds it gives false and takes nothing`, async () => {
      const lock = new Type({ name: 'wait 30 ms, too' });
      const [said, go] = [new Queue<unknown>(), new Queue<string>()];
      const process = await started(new Process({ target: holder, args: [lock, said, go] }) as Process<never>);
      same(await said.get(), 'held');
      same([await lock.acquire({ timeout: 30 }), await lock.acquire({ timeout: 0 })], [false, false]);
      await rejects(lock.hold({ timeout: 30 }), 'WaitTimeoutError', `${type}.hold() on wait 30 ms, too`, '30 ms');
      go.put('go');
      same([await said.get(), await lock.acquire({ timeout: 0 }), await lock.release()], ['released', true, undefined]);
      await process.join();
    });
    await law(`${type}: an aborted wait rejects with the reason and takes nothing`, async () => {
      const [lock, said, go] = [new Type(), new Queue<unknown>(), new Queue<string>()];
      const process = await started(new Process({ target: holder, args: [lock, said, go] }) as Process<never>);
      await said.get();
      const stop = new AbortController();
      const end = rejects(lock.acquire({ signal: stop.signal }), 'RangeError', 'enough');
      await sleep(5);
      stop.abort(new RangeError('enough'));
      await end;
      await rejects(lock.hold({ signal: AbortSignal.abort(new RangeError('before')) }), 'RangeError', 'before');
      go.put('go');
      same([await said.get(), await lock.acquire({ timeout: 0 })], ['released', true]);
      await process.join();
    });
    await law(`${type}: an acquire that is aborted as it is granted either has it or leaves it`, async () => {
      const lock = new Type();
      for (let i = 0; i < 20; i++) {
        const stop = new AbortController();
        const result = lock.acquire({ signal: stop.signal }).catch(() => 'aborted');
        if (i % 2 === 0) await sleep(0);
        stop.abort();
        if ((await result) === 'aborted')
          await rejects(lock.release(), type === 'Lock' ? 'ReleaseError' : 'NotOwnerError');
        else await lock.release();
      }
      same(await lock.acquire({ timeout: 0 }), true);
    });
    await law(`${type}: two processes are never inside at once`, async () => {
      const [lock, total] = [new Type(), new Queue<number>()];
      await total.put(0);
      const adders = [8, 8].map((times) => new Process({ target: adder, args: [lock, total, times] }));
      for (const one of adders) one.start();
      for (const one of adders) await one.join();
      same(await total.get(), 16);
    });
    await law(`${type}: a waiter that was killed does not get it`, async () => {
      const [lock, said] = [new Type(), new Queue<unknown>()];
      await lock.acquire();
      const killed = await started(new Process({ target: waiter, args: [lock, said, 'killed'] }) as Process<never>);
      await said.get();
      same(await killed.join({ timeout: 5 }), false);
      await killed.kill();
      await killed.join();
      await lock.release();
      same(await lock.acquire({ timeout: 0 }), true);
    });
  }
  await law('Lock: another process may release it, an RLock only its owner', async () => {
    const said = new Queue<unknown>();
    for (const [, Type] of kinds) {
      const lock = new Type();
      await lock.acquire();
      const process = await started(new Process({ target: releasesFor, args: [lock, said] }) as Process<never>);
      await process.join();
      await rejects(Promise.all([lock.release(), lock.release()]), Type === Lock ? 'ReleaseError' : 'NotOwnerError');
    }
    same([await said.get(), await said.get()], ['released', 'NotOwnerError']);
  });
  await law('a lock travels through a queue and is the same lock there', async () => {
    const [locks, lock, said] = [new Queue<Lock>(), new Lock(), new Queue<unknown>()];
    await locks.put(lock);
    const same2 = await locks.get();
    same(same2 === lock, true);
    const go = new Queue<string>();
    const process = await started(new Process({ target: holder, args: [same2, said, go] }) as Process<never>);
    await said.get();
    same(await lock.acquire({ timeout: 0 }), false);
    go.put('go');
    await process.join();
  });
  await law('waiters of a lock all get it, one after the other', async () => {
    const [lock, said] = [new Lock(), new Queue<unknown>()];
    await lock.acquire();
    const processes: Process<never>[] = [];
    for (const name of ['A', 'B', 'C']) {
      processes.push(await started(new Process({ target: waiter, args: [lock, said, name] }) as Process<never>));
      same(await said.get(), name);
    }
    await lock.release();
    const order = [await said.get(), await said.get(), await said.get()].flat();
    same([...order].sort(), ['A', 'B', 'C']);
    console.log(`woken: ${order}`);
    for (const process of processes) await process.join();
  });
}

if (import.meta.main) {
  await alone();
  await recursion();
  await across();
  console.log('all laws were tried');
}
