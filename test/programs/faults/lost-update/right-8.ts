// The parent changes each number when it has learnt that its child is done with it, each time by another means.

import {
  type Connection,
  type DictProxy,
  EOFError,
  Lock,
  Manager,
  Pipe,
  Process,
  Queue,
  Semaphore,
  sleep,
  Value,
  wait,
} from 'lanescope';

async function change(number: Value<number>) {
  await number.set((await number.get()) + 1);
}

async function release(number: Value<number>, latch: Lock | Semaphore) {
  await change(number);
  await latch.release();
}

async function put(number: Value<number>, q: Queue<string>) {
  await change(number);
  await q.put('done');
}

async function send(number: Value<number>, end: Connection<string, never>) {
  await change(number);
  await end.send('done');
}

async function note(number: Value<number>, notes: DictProxy<number>) {
  await change(number);
  await notes.set('done', 1);
}

async function shut(number: Value<number>, q: Queue<string>) {
  await change(number);
  await q.shutdown();
}

async function close(number: Value<number>, end: Connection<string, never>) {
  await change(number);
  end.close();
  await sleep(100);
}

if (import.meta.main) {
  await using manager = await Manager.start();
  const all: Process[] = [];
  const begin = <T>(target: (number: Value<number>, means: T) => Promise<void>, means: T) => {
    const number = new Value('int32', 0);
    const process = new Process({ target, args: [number, means] });
    process.start();
    all.push(process);
    return number;
  };

  const latch = new Lock();
  await latch.acquire();
  const latched = begin(release, latch);
  while (!(await latch.acquire({ timeout: 0 }))) await sleep(10);
  await change(latched);

  const permits = new Semaphore(0);
  const counted = begin(release, permits);
  while ((await permits.getValue()) === 0) await sleep(10);
  await change(counted);

  const q = new Queue<string>();
  const queued = begin(put, q);
  while (await q.empty()) await sleep(10);
  await change(queued);
  await q.get();

  const [r, w] = Pipe<string>({ duplex: false });
  const polled = begin(send, w);
  while (!(await r.poll())) await sleep(10);
  await change(polled);
  await r.recv();

  const sent = begin(send, w);
  await wait([r]);
  await change(sent);
  await r.recv();

  const notes = manager.dict<number>();
  const noted = begin(note, notes);
  while (!(await notes.has('done'))) await sleep(10);
  await change(noted);

  const gone = new Queue<string>();
  const shutDown = begin(shut, gone);
  await gone.get().catch(() => '');
  await change(shutDown);

  const closed = begin(close, w);
  w.close();
  try {
    await r.recv();
  } catch (error) {
    if (!(error instanceof EOFError)) throw error;
  }
  await change(closed);

  for (const one of all) await one.join();
}
