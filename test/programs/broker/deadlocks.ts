// One way of never going on for each name given as argument.

import { once } from 'node:events';
import {
  Barrier,
  type Connection,
  JoinableQueue,
  Lock,
  Pipe,
  Process,
  parentProcess,
  Queue,
  Value,
  wait,
} from 'lanescope';

async function theTestsWord() {
  await once(process.stdin, 'data');
  process.stdin.destroy();
}

async function getsForever(q: Queue<number>) {
  await q.get();
}

async function joinsItsParent() {
  await parentProcess()?.join();
}

async function sendsOne(writer: Connection<number, never>) {
  await writer.send(1);
}

async function holdsAndGets(counter: Value, ready: Queue<string>, never: Queue<string>) {
  await counter.getLock().acquire();
  await ready.put('holds it');
  await never.get();
}

async function receivesFirst(there: Connection<number, number>) {
  await there.recv();
}

async function putsMany(q: Queue<number>) {
  for (let i = 0; i < 3; i++) await q.put(i);
}

/** Has its own lock so often for itself that it is lent to it, and then wants that of the other one. */
async function takesBoth(own: Lock, others: Lock, bothHaveOne: Barrier) {
  for (let i = 0; i < 20; i++) await own.with(async () => {});
  await own.acquire();
  await bothHaveOne.wait();
  await others.acquire();
}

async function keeps(lock: Lock) {
  await lock.acquire({ timeout: 1000 });
}

const ways: Record<string, () => Promise<void>> = {
  async forgottenPut() {
    const q = new Queue<number>({ name: 'q' });
    await new Process({ target: getsForever, args: [q] }).start();
  },
  async joinCycle() {
    const child = new Process({ target: joinsItsParent });
    await child.start();
    await child.join();
  },
  async boundedPut() {
    const q = new Queue<number>({ maxsize: 1, name: 'q' });
    await q.put(1);
    await q.put(2);
  },
  async joinBeforeGet() {
    const q = new Queue<number>({ maxsize: 1, name: 'q' });
    const putter = new Process({ target: putsMany, args: [q] });
    await putter.start();
    await putter.join();
    await q.getNowait();
  },
  async ownCopy() {
    const [reader, writer] = Pipe<number>({ duplex: false });
    const sender = new Process({ target: sendsOne, args: [writer] });
    await sender.start();
    await sender.join();
    for await (const n of reader) console.log(n);
  },
  async bothReceive() {
    const [here, there] = Pipe<number>();
    await new Process({ target: receivesFirst, args: [there] }).start();
    there.close();
    await here.recv();
  },
  async waitsForMany() {
    const [first, second] = Pipe<number>();
    const child = new Process({ target: receivesFirst, args: [second] });
    await child.start();
    await wait([first, child]);
  },
  async lockedValue() {
    const counter = new Value('int32');
    const [ready, never] = [new Queue<string>(), new Queue<string>()];
    await new Process({ target: holdsAndGets, args: [counter, ready, never] }).start();
    await ready.get();
    console.log(await counter.get());
  },
  async lentLocks() {
    const [a, b, bothHaveOne] = [new Lock({ name: 'a' }), new Lock({ name: 'b' }), new Barrier(2)];
    const one = new Process({ target: takesBoth, args: [a, b, bothHaveOne] });
    const other = new Process({ target: takesBoth, args: [b, a, bothHaveOne] });
    await one.start();
    await other.start();
    await one.join();
  },
  async keptForGood() {
    const lock = new Lock({ name: 'lock' });
    const keeper = new Process({ target: keeps, args: [lock] });
    await keeper.start();
    await keeper.join();
    await lock.acquire();
  },
  async pollsForever() {
    const [quiet, open] = Pipe<number>();
    if (await quiet.poll({ timeout: Number.POSITIVE_INFINITY })) open.close();
  },
  async unfinishedTasks() {
    const tasks = new JoinableQueue<number>({ name: 'tasks' });
    await tasks.put(1);
    await tasks.join();
  },
  async partial() {
    const q = new Queue<number>({ name: 'q' });
    await new Process({ target: getsForever, args: [q], daemon: true }).start();
    await new Process({ target: getsForever, args: [q], daemon: true }).start();
    q.close();
    await theTestsWord();
    console.log('the third goes on');
  },
  async partialThenWhole() {
    const q = new Queue<number>({ name: 'q' });
    await new Process({ target: getsForever, args: [q] }).start();
    q.close();
    await theTestsWord();
  },
  async unrefedTimer() {
    const never = new Queue<number>({ name: 'q' });
    setTimeout(() => {}, 1500).unref();
    await never.get();
  },
};

if (import.meta.main) await ways[process.argv[2] ?? '']?.();
