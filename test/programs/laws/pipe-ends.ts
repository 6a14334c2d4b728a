// Pipes between processes: who holds an end, when the file ends, and waiting for several at once. A law that a row of the
// reference promises begins with the row.

import { type Connection, currentProcess, exit, Pipe, Process, Queue, sleep, wait } from 'lanescope';
import { law, rejects, same } from './law.ts';

type Sender<T> = Connection<T, never>;
type Receiver<T> = Connection<never, T>;

function simplex<T>(): [Receiver<T>, Sender<T>] {
  const [r, w] = Pipe<T>({ duplex: false });
  return [r, w];
}

async function echoes(c: Connection<unknown, unknown>) {
  for await (const value of c) await c.send(value);
}

async function sends(w: Sender<unknown>, values: unknown[]) {
  for (const value of values) w.send(value);
}

async function sendsAndStays(w: Sender<unknown>, values: unknown[]) {
  for (const value of values) await w.send(value);
  await sleep(60_000);
}

async function holds(_held: unknown, ready: Queue<string>) {
  await ready.put('has it');
  await sleep(60_000);
}

async function holdsUntil(_held: unknown, go: Receiver<string>) {
  await go.recv();
}

async function receives(r: Receiver<number>, out: Queue<number | null>) {
  for await (const n of r) out.put(n);
  out.put(null);
}

async function sendsEnd(c: Connection<unknown, unknown>) {
  const [r, w] = simplex<string>();
  await c.send(r);
  await c.recv();
  await w.send(`from ${currentProcess().name}`);
}

async function exits(code: number) {
  exit(code);
}

async function receivesOne(r: Receiver<unknown>) {
  await r.recv();
}

function started<A extends readonly unknown[]>(target: (...args: A) => unknown, ...args: A): Process {
  const child = new Process({ target, args } as never) as Process;
  child.start();
  return child;
}

async function travel() {
  await law('(b) Pipe(duplex=True): a child answers at its end until the other one is closed', async () => {
    const [here, there] = Pipe<unknown>();
    const child = started(echoes, there);
    there.close();
    for (const value of [42, { list: [1] }]) {
      here.send(value);
      same(await here.recv(), value);
    }
    here.close();
    same([await child.join(), child.exitCode], [true, 0]);
  });
  await law('connections are sent over connections, and work wherever they arrive', async () => {
    const [here, there] = Pipe<unknown>();
    const child = started(sendsEnd, there);
    const r = (await here.recv()) as Receiver<string>;
    same([r.readable, r.writable, r.closed], [true, false, false]);
    here.send('go');
    same(await r.recv(), `from ${child.name}`);
    await rejects(r.recv(), 'EOFError');
    await child.join();
  });
  await law('several processes receive from one end: each message comes to one of them', async () => {
    const [r, w] = simplex<number>();
    const out = new Queue<number | null>();
    const children = [started(receives, r, out), started(receives, r, out)];
    for (let n = 0; n < 40; n++) w.send(n);
    w.close();
    const seen: number[] = [];
    for (let ends = 0; ends < 2; ) {
      const n = await out.get();
      if (n === null) ends++;
      else seen.push(n);
    }
    const sorted = seen.toSorted((a, b) => a - b);
    same(
      sorted,
      Array.from({ length: 40 }, (_, n) => n),
    );
    for (const child of children) await child.join();
  });
}

async function ends() {
  await law('(b) recv(): the file ends when every copy of the writing end is closed, by whichever way', async () => {
    const [r, w] = simplex<string>();
    const [go, sayGo] = simplex<string>();
    const ready = new Queue<string>();
    const [killed, ended] = [started(holds, w, ready), started(holdsUntil, w, go)];
    await ready.get();
    w.close();
    same(await r.poll({ timeout: 20 }), false);
    await killed.kill();
    await killed.join();
    same(await r.poll(), false);
    await sayGo.send('go');
    await rejects(r.recv(), 'EOFError');
    await ended.join();
  });
  await law('(c) 20: a copy of the writing end that its own reader keeps open is one too', async () => {
    const [r, w] = simplex<number>();
    const child = started(sends, w, [1]);
    await child.join();
    same([await r.recv(), await r.poll({ timeout: 10 })], [1, false]);
    w.close();
    await rejects(r.recv(), 'EOFError');
  });
  await law('(c) 21: what a process had sent is received after it was killed, and then the file ends', async () => {
    const [r, w] = simplex<number>();
    const child = started(sendsAndStays, w, [1, 2, 3]);
    w.close();
    same(await r.recv(), 1);
    await r.poll({ timeout: 5000 });
    await child.kill();
    await child.join();
    const seen: number[] = [];
    for await (const n of r) seen.push(n);
    same(seen.slice(0, 1), [2]);
    await rejects(r.recv({ timeout: 0 }), 'EOFError');
  });
  await law('whoever knows of the end of the last reader is told that the pipe is broken', async () => {
    const [r, w] = simplex<number>();
    const ready = new Queue<string>();
    const child = started(holds, r, ready);
    r.close();
    await ready.get();
    await w.send(1);
    await child.kill();
    await child.join();
    await rejects(w.send(2), 'BrokenPipeError');
    const [r2, w2] = simplex<number>();
    const reader = started(receivesOne, r2);
    r2.close();
    await w2.send(1);
    while (reader.isAlive()) await sleep(1);
    await rejects(w2.send(2), 'BrokenPipeError');
  });
  await law('a process that was not launched yet holds what it is given', async () => {
    const [r, w] = simplex<number>();
    const child = started(sends, w, [7]);
    w.close();
    same(await r.recv(), 7);
    await rejects(r.recv(), 'EOFError');
    await child.join();
  });
  await law(
    'a sender whose last reader ends between two sends that it does not await is not ended by that',
    async () => {
      const [r, w] = simplex<number>();
      const child = started(receivesOne, r);
      r.close();
      let isBroken = false;
      for (let n = 0; !isBroken; n++) {
        w.send(n).catch(({ name }: Error) => {
          isBroken = name === 'BrokenPipeError';
        });
        await sleep(1);
      }
      await child.join();
    },
  );
}

async function waits() {
  await law('(b) wait(objects, timeout=None): everything from several senders, until the last has ended', async () => {
    const readers: Receiver<unknown>[] = [];
    const children = [0, 1, 2].map((i) => {
      const [r, w] = simplex<unknown>();
      readers.push(r);
      const child = started(sends, w, [i, i + 10]);
      w.close();
      return child;
    });
    const seen: unknown[] = [];
    for (let left = readers; left.length > 0; ) {
      for (const ready of await wait(left)) {
        try {
          seen.push(await ready.recv());
        } catch (error) {
          same((error as Error).name, 'EOFError');
          left = left.filter((one) => one !== ready);
        }
      }
    }
    const wanted = [0, 1, 2].flatMap((i) => [i, i + 10]);
    same(seen.toSorted(), wanted.toSorted());
    for (const child of children) await child.join();
  });
  await law('(b) sentinel: a process is ready when it has ended', async () => {
    const [first, second] = [started(exits, 0), started(exits, 3)];
    for (let left = [first, second]; left.length > 0; ) {
      const ready = await wait(left);
      for (const one of ready) same(one.isAlive(), false);
      left = left.filter((one) => !ready.includes(one));
    }
    same([first.exitCode, second.exitCode], [0, 3]);
    same((await wait([first, second], { timeout: 0 })).length, 2);
  });
  await law('(c) 12: a process that runs is not ready', async () => {
    const ready = new Queue<string>();
    const child = started(holds, null, ready);
    await ready.get();
    same([await wait([child], { timeout: 0 }), await wait([child], { timeout: 10 })], [[], []]);
    await child.kill();
    same(await wait([child]), [child]);
  });
  await law('connections and processes are waited for together', async () => {
    const [r, w] = simplex<unknown>();
    const child = started(sends, w, ['one']);
    const seen: unknown[] = [];
    while (seen.length < 2) {
      for (const ready of await wait<Receiver<unknown> | Process>(seen.includes('one') ? [child] : [r])) {
        seen.push(ready === child ? 'end' : await r.recv());
      }
    }
    same(seen, ['one', 'end']);
  });
}

if (import.meta.main) {
  await travel();
  await ends();
  await waits();
  console.log('all laws were tried');
}
