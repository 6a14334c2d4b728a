// Rows of the reference for the seeds that no sample shows: each law begins with its row's number.

import { currentProcess, Process, Queue, SimpleQueue, sleep } from 'lanescope';
import { law, same } from './law.ts';

let count = 0;
const names: string[] = [];

async function nothing() {}

function changeGlobals(q: Queue<unknown>) {
  count++;
  names.push('child');
  q.put([count, names]);
}

function named(q: Queue<string>, greeting: string) {
  q.put(`${greeting} from ${currentProcess().name}`);
}

async function getsOne(q: Queue<unknown>, results: Queue<unknown>) {
  results.put(await q.get());
}

async function getsSlowly(q: Queue<number>) {
  await sleep(50);
  for (let i = 0; i < 3; i++) await q.get();
}

async function putsMany(q: Queue<number>, from: number) {
  for (let i = 0; i < 30; i++) q.put(from + i);
}

async function getsMany(q: Queue<number | null>, results: Queue<number | null>) {
  for (let item = await q.get(); item !== null; item = await q.get()) results.put(item);
  results.put(null);
}

async function main() {
  await law(
    '000.4 closing a queue that this process never put into returns at once and leaves the others alone',
    async () => {
      const [q, results] = [new Queue<string>(), new Queue<unknown>()];
      const [child, other] = [
        new Process({ target: getsOne, args: [q, results] }),
        new Process({ target: named, args: [q, 'hi'] }),
      ];
      await Promise.all([child.start(), other.start()]);
      q.close();
      await q.joinThread();
      same(await results.get(), `hi from ${other.name}`);
      await child.join();
      await other.join();
    },
  );
  await law('000.6 and 001.5 many processes put into one queue and many get from it', async () => {
    const [q, results] = [new Queue<number | null>(), new Queue<number | null>()];
    const putters = [0, 100].map((from) => new Process({ target: putsMany, args: [q as Queue<number>, from] }));
    const getters = [0, 1].map(() => new Process({ target: getsMany, args: [q, results] }));
    for (const one of [...putters, ...getters]) (one as Process).start();
    for (const putter of putters) await putter.join();
    for (const _ of getters) q.put(null);
    const seen: number[] = [];
    for (let ends = 0; ends < 2; ) {
      const item = await results.get();
      if (item === null) ends++;
      else seen.push(item);
    }
    const wanted = [0, 100].flatMap((from) => Array.from({ length: 30 }, (_, i) => from + i));
    same(
      seen.sort((a, b) => a - b),
      wanted,
    );
    for (const getter of getters) await getter.join();
  });
  await law('000.8 processes are joined; a plain queue has no join', () => {
    same(
      ['join' in new Process({ target: nothing }), 'join' in new Queue(), 'taskDone' in new Queue()],
      [true, false, false],
    );
  });
  await law('000.9 and 001.3 a process has a target, arguments and a name', async () => {
    const q = new Queue<string>();
    const child = new Process({ target: named, args: [q, 'hello'], name: 'my service' });
    child.start();
    same([await q.get(), child.name], ['hello from my service', 'my service']);
    await child.join();
  });
  await law('002.4 null goes through a queue unchanged', async () => {
    const [q, results] = [new Queue<unknown>(), new Queue<unknown>()];
    const child = new Process({ target: getsOne, args: [q, results] });
    child.start();
    q.put(null);
    same(await results.get(), null);
    await child.join();
  });
  await law('002.5 at maxsize a queue is full, and put waits until there is room', async () => {
    const q = new Queue<number>({ maxsize: 2 });
    await q.put(1);
    await q.put(2);
    const [isFull, consumer] = [await q.full(), new Process({ target: getsSlowly, args: [q] })];
    consumer.start();
    let isBlocked = true;
    const third = q.put(3).then(() => {
      isBlocked = false;
    });
    await sleep(5);
    same([isFull, isBlocked], [true, true]);
    await third;
    same([await consumer.join(), consumer.exitCode], [true, 0]);
  });
  await law('002.7 an unbounded queue is never full', async () => {
    const q = new Queue<number>();
    for (let i = 0; i < 1000; i++) q.putNowait(i);
    same([await q.full(), await q.qsize()], [false, 1000]);
  });
  await law('003.3 a child has variables of its own', async () => {
    const q = new Queue<unknown>();
    const child = new Process({ target: changeGlobals, args: [q] });
    child.start();
    await child.join();
    same(
      [await q.get(), [count, names]],
      [
        [1, ['child']],
        [0, []],
      ],
    );
  });
  await law('003.4 what is got is a copy', async () => {
    const q = new SimpleQueue<{ list: number[] }>();
    const sent = { list: [1] };
    await q.put(sent);
    const got = await q.get();
    got.list.push(2);
    same([sent, got], [{ list: [1] }, { list: [1, 2] }]);
  });
}

if (import.meta.main) {
  await main();
  console.log('all laws were tried');
}
