// Every operation of Condition with every way it can end.

import { Condition, Lock, Process, Queue, RLock, sleep } from 'lanescope';
import { law, rejects, same, throws } from './law.ts';

const wrong = (value: unknown) => value as never;
type Said = Queue<unknown>;

/** Says that it comes with the lock in hand: who has the lock after that may rely on it being asleep. */
async function sleeper(condition: Condition, said: Said, name: string, timeout: number | null) {
  await condition.with(async () => {
    await said.put(name);
    const woken = await condition.wait(timeout === null ? {} : { timeout });
    await said.put([name, woken]);
  });
}

async function consumer(condition: Condition, box: Queue<number>, said: Said) {
  await condition.with(async () => {
    said.put('comes');
    const there = await condition.waitFor(async () => (await box.qsize()) >= 3);
    said.put([there, await box.qsize()]);
  });
}

async function notifiesWithoutLock(condition: Condition, said: Said) {
  const calls = ['wait', 'notify', 'notifyAll', 'release'] as const;
  for (const method of calls) {
    await said.put(
      await condition[method]().then(
        () => 'done',
        (error: Error) => error.name,
      ),
    );
  }
}

/** Starts sleepers one after another; all of them sleep when it resolves. */
async function asleep(condition: Condition, said: Said, names: string[], timeout: number | null = null) {
  const processes: Process[] = [];
  for (const name of names) {
    const process = new Process({ target: sleeper, args: [condition, said, name, timeout], name }) as Process;
    process.start();
    same(await said.get(), name);
    processes.push(process);
  }
  await condition.with(() => {});
  return processes;
}

async function alone() {
  const condition = new Condition(undefined, { name: 'wait 30 ms' });
  await law('wait, notify and notifyAll without the lock are refused, with the place', async () => {
    const calls: [() => Promise<unknown>, string][] = [
      [() => condition.wait(), 'wait'],
      [() => condition.wait({ timeout: 0 }), 'wait'],
      [() => condition.waitFor(() => false), 'wait'],
      [() => condition.notify(), 'notify'],
      [() => condition.notifyAll(), 'notifyAll'],
    ];
    for (const [call, method] of calls) {
      await rejects(call(), 'NotOwnerError', `Condition.${method}() on wait 30 ms`, 'conditions.ts:', 'acquire()');
    }
    await rejects(condition.release(), 'NotOwnerError');
    same(await condition.acquire({ timeout: 0 }), true);
    await condition.release();
  });
  await law('a wait that is not notified gives false, with the lock held again', async () => {
    await condition.with(async () => {
      same([await condition.wait({ timeout: 30 }), await condition.wait({ timeout: 0 })], [false, false]);
      await condition.notify();
    });
    await rejects(condition.notify(), 'NotOwnerError');
  });
  await law('a notification with nobody there is lost', async () => {
    await condition.with(async () => {
      await condition.notify();
      await condition.notifyAll();
      same(await condition.wait({ timeout: 5 }), false);
    });
  });
  await law('wait releases all levels of the lock, and takes as many again', async () => {
    const lock = new RLock();
    const ready = new Condition(lock);
    await lock.acquire();
    await lock.acquire();
    await lock.with(async () => {
      const wait = ready.wait();
      await ready.acquire();
      await ready.notify();
      await ready.release();
      same(await wait, true);
    });
    await lock.release();
    await lock.release();
    await rejects(lock.release(), 'NotOwnerError');
  });
  await law('a condition on a Lock works the same', async () => {
    const lock = new Lock();
    const ready = new Condition(lock);
    await lock.acquire();
    const wait = ready.wait();
    same(await ready.acquire(), true);
    await ready.notifyAll();
    same(await lock.acquire({ timeout: 0 }), false);
    await ready.release();
    same([await wait, await lock.acquire({ timeout: 0 })], [true, false]);
    await lock.release();
  });
  await law('waitFor asks again after every notification, and gives the last answer', async () => {
    let asked = 0;
    await condition.with(async () => {
      same(await condition.waitFor(() => ++asked > 0), true);
      same(await condition.waitFor(async () => false, { timeout: 20 }), false);
      same(await condition.waitFor(() => false, { timeout: 0 }), false);
    });
    const wait = condition.with(() => condition.waitFor(() => ++asked >= 5));
    for (let ended = false; !ended; ) {
      await condition.with(() => condition.notify());
      ended = asked >= 5;
    }
    same([await wait, asked], [true, 5]);
  });
  await law('an error of the predicate is thrown with the lock held', async () => {
    await condition.acquire();
    const end = condition.waitFor(() => {
      throw new RangeError('no answer');
    });
    await rejects(end, 'RangeError', 'no answer');
    await condition.release();
  });
  await law('an aborted wait rejects with the reason, with the lock held again', async () => {
    const stop = new AbortController();
    await condition.acquire();
    await rejects(condition.wait({ signal: AbortSignal.abort(new RangeError('before')) }), 'RangeError', 'before');
    const end = rejects(condition.wait({ signal: stop.signal }), 'RangeError', 'enough');
    await sleep(5);
    stop.abort(new RangeError('enough'));
    await end;
    await condition.release();
    await rejects(condition.release(), 'NotOwnerError');
  });
  await law('wrong arguments are rejected by the promise and thrown by the constructor', async () => {
    await condition.with(async () => {
      await rejects(condition.wait(wrong(5)), 'TypeError', 'Condition.wait', 'options');
      await rejects(condition.waitFor(wrong(true)), 'TypeError', 'Condition.waitFor', 'function');
      await rejects(condition.notify(-1), 'TypeError', 'Condition.notify');
      await rejects(condition.notify(wrong('all')), 'TypeError', 'Condition.notify');
    });
    throws(() => new Condition(wrong(new Queue())), 'TypeError', 'new Condition', 'RLock');
    throws(() => new Condition(wrong('door')), 'TypeError', 'new Condition');
    throws(() => new Condition(undefined, { name: wrong(1) }), 'TypeError', 'name');
  });
}

async function across() {
  await law('notify wakes as many sleepers as it says, and no more', async () => {
    const [condition, said] = [new Condition(), new Queue<unknown>()];
    const processes = await asleep(condition, said, ['A', 'B', 'C', 'D']);
    const woken: unknown[] = [];
    await condition.with(() => condition.notify());
    woken.push(await said.get());
    same(await said.qsize(), 0);
    await condition.with(() => condition.notify(2));
    woken.push(await said.get(), await said.get());
    same(await said.qsize(), 0);
    await condition.with(async () => {
      await condition.notify(0);
      await condition.notify(7);
    });
    woken.push(await said.get());
    same(woken.flat().sort(), ['A', 'B', 'C', 'D', true, true, true, true]);
    console.log(`woken: ${woken.flat().filter((one) => one !== true)}`);
    for (const process of processes) await process.join();
  });
  await law('notifyAll wakes all, one after the other, when the lock is free', async () => {
    const [condition, said] = [new Condition(), new Queue<unknown>()];
    const processes = await asleep(condition, said, ['A', 'B', 'C']);
    await condition.with(async () => {
      await condition.notifyAll();
      await sleep(5);
      same(await said.qsize(), 0);
    });
    same([await said.get(), await said.get(), await said.get()].flat().sort(), ['A', 'B', 'C', true, true, true]);
    for (const process of processes) await process.join();
  });
  await law('a sleeper that was killed leaves its notification to the others', async () => {
    const [condition, said] = [new Condition(), new Queue<unknown>()];
    const [first, second] = await asleep(condition, said, ['first', 'second']);
    await first?.kill();
    await first?.join();
    await condition.with(() => condition.notify());
    same([await said.get(), await second?.join()], [['second', true], true]);
  });
  await law('one that was notified and killed before it had the lock again passes the notification on', async () => {
    const [condition, said] = [new Condition(), new Queue<unknown>()];
    const processes = await asleep(condition, said, ['first', 'second']);
    await condition.acquire();
    await condition.notify();
    await sleep(5);
    await processes[0]?.kill();
    await processes[0]?.join();
    await condition.release();
    same(await said.get(), ['second', true]);
    same([await processes[1]?.join(), await condition.acquire({ timeout: 0 })], [true, true]);
    await condition.release();
  });
  await law('a sleeper with a timeout goes on without a notification, and takes none from the others', async () => {
    const [condition, said] = [new Condition(), new Queue<unknown>()];
    const [patient] = await asleep(condition, said, ['patient']);
    const [hasty] = await asleep(condition, said, ['hasty'], 10);
    same([await said.get(), await hasty?.join()], [['hasty', false], true]);
    await condition.with(() => condition.notify());
    same([await said.get(), await patient?.join()], [['patient', true], true]);
  });
  await law('waitFor sees what it waits for, whoever notifies too early', async () => {
    const [condition, box, said] = [new Condition(), new Queue<number>(), new Queue<unknown>()];
    const process = new Process({ target: consumer, args: [condition, box, said] });
    process.start();
    same(await said.get(), 'comes');
    for (let i = 0; i < 3; i++) {
      await condition.with(async () => {
        await box.put(i);
        await condition.notify();
      });
    }
    same([await said.get(), await process.join()], [[true, 3], true]);
  });
  await law('another process needs the lock too', async () => {
    const [condition, said] = [new Condition(), new Queue<unknown>()];
    await condition.acquire();
    const process = new Process({ target: notifiesWithoutLock, args: [condition, said] });
    process.start();
    await process.join();
    const errors = [await said.get(), await said.get(), await said.get(), await said.get()];
    same(errors, ['NotOwnerError', 'NotOwnerError', 'NotOwnerError', 'NotOwnerError']);
    await condition.release();
  });
}

if (import.meta.main) {
  await alone();
  await across();
  console.log('all laws were tried');
}
