// Pipes and connections within one process: every operation with every way it can end. A law that a row of the reference
// promises begins with the row.

import { type Connection, Pipe, Process, Queue, sleep, wait } from 'lanescope';
import { law, rejects, same, throws } from './law.ts';

const wrong = (value: unknown) => value as never;

async function nothing() {}

function simplex<T>(): [Connection<never, T>, Connection<T, never>] {
  const [r, w] = Pipe<T>({ duplex: false });
  return [r, w];
}

async function directions() {
  await law('(b) Pipe(duplex=True): both ends send and receive', async () => {
    const [a, b] = Pipe<string, number>();
    await a.send('to b');
    await b.send(7);
    same([await b.recv(), await a.recv()], ['to b', 7]);
    same([a.readable, a.writable, b.readable, b.writable], [true, true, true, true]);
  });
  await law('(b) Pipe(duplex=True): without duplex the first end receives only, the second sends only', async () => {
    const [r, w] = simplex<number>();
    same([r.readable, r.writable, w.readable, w.writable], [true, false, false, true]);
    await rejects(r.send(wrong(1)), 'ConnectionError', 'Connection.send() on r', 'only receives');
    await rejects(r.sendBytes(new Uint8Array(1)), 'ConnectionError', 'Connection.sendBytes()');
    await rejects(w.recv(), 'ConnectionError', 'Connection.recv() on w', 'only sends');
    await rejects(w.recvBytes(), 'ConnectionError', 'Connection.recvBytes()');
    await rejects(w.poll(), 'ConnectionError', 'Connection.poll() on w');
  });
  await law('(b) close(): a closed end refuses everything, and closing it again does nothing', async () => {
    const [a, b] = Pipe<number>({ name: 'line' });
    same([a.closed, b.closed], [false, false]);
    a.close();
    a.close();
    same([a.closed, b.closed], [true, false]);
    await rejects(a.send(1), 'ConnectionError', 'Connection.send() on line[0]', 'closed');
    await rejects(a.recv(), 'ConnectionError', 'closed');
    await rejects(a.poll(), 'ConnectionError', 'closed');
    await rejects(wait([a]), 'ConnectionError', 'wait() for line[0]', 'closed');
    await rejects(b.send(wrong(a)), 'ConnectionError', 'Connection line[0]', 'closed');
  });
}

async function messages() {
  await law('messages keep their order and their boundaries; empty ones count', async () => {
    const [r, w] = simplex<unknown>();
    for (const value of ['', new Uint8Array(0), [], null, undefined, 'x']) w.send(value);
    same(
      [await r.recv(), (await r.recvBytes()).length, await r.recv(), await r.recv(), await r.recv(), await r.recv()],
      ['', 0, [], null, undefined, 'x'],
    );
  });
  await law('(c) 33: a value is copied at the call that sends it', async () => {
    const [r, w] = simplex<{ n: number }>();
    const value = { n: 1 };
    w.send(value);
    value.n = 2;
    same(await r.recv(), { n: 1 });
  });
  await law('(b) send(obj): what cannot be sent is refused at the call, by its path', async () => {
    const [r, w] = simplex<unknown>();
    await rejects(w.send({ user: { onClick: () => {} } }), 'SerializationError', 'value.user.onClick');
    same(await r.poll(), false);
  });
  await law('(b) recv(): waits until a message comes', async () => {
    const [a, b] = Pipe<number>();
    let isThere = false;
    const received = b.recv().then((value) => {
      isThere = true;
      return value;
    });
    await sleep(5);
    same(isThere, false);
    a.send(3);
    same(await received, 3);
  });
  await law('recv with a timeout fails when it is over, and takes nothing', async () => {
    const [a, b] = Pipe<number>();
    for (const timeout of [0, -5, Number.NEGATIVE_INFINITY]) {
      await rejects(b.recv({ timeout }), 'WaitTimeoutError', 'Connection.recv() on b', 'nothing came');
    }
    await rejects(b.recv({ timeout: 20 }), 'WaitTimeoutError', 'nothing came for 20 ms');
    await rejects(b.recvBytes({ timeout: 0 }), 'WaitTimeoutError', 'Connection.recvBytes() on b');
    a.send(1);
    same([await b.recv({ timeout: 1000 }), await b.poll()], [1, false]);
  });
  await law('recvs of one process are answered in the order of their calls', async () => {
    const [r, w] = simplex<number>();
    const all = [r.recv(), r.recv(), r.recv()];
    for (const n of [1, 2, 3]) w.send(n);
    same(await Promise.all(all), [1, 2, 3]);
  });
}

async function aborts() {
  await law('a recv that is aborted takes nothing, whenever that is', async () => {
    const [r, w] = simplex<number>();
    await rejects(r.recv({ signal: AbortSignal.abort(new RangeError('no more')) }), 'RangeError', 'no more');
    for (let i = 0; i < 20; i++) {
      const stop = new AbortController();
      const got = r.recv({ signal: stop.signal }).catch(() => 'aborted');
      w.send(i);
      if (i % 2 === 0) await r.poll();
      stop.abort();
      const result = await got;
      if (result === 'aborted') same(await r.recv({ timeout: 1000 }), i);
      else same(result, i);
      same(await r.poll(), false);
    }
  });
  await law('polls and waits can be aborted', async () => {
    const [r] = simplex<number>();
    const stop = new AbortController();
    const ends = [
      rejects(r.poll({ timeout: 5000, signal: stop.signal }), 'AbortError'),
      rejects(wait([r], { signal: stop.signal }), 'AbortError'),
    ];
    await sleep(5);
    stop.abort();
    await Promise.all(ends);
  });
}

async function polls() {
  const [r, w] = simplex<number>();
  await law('(b) poll([timeout]): does not wait without a timeout or with a negative one', async () => {
    same([await r.poll(), await r.poll({ timeout: -1 }), await r.poll({ timeout: 0 })], [false, false, false]);
  });
  await law('(b) poll([timeout]): waits for a message and takes nothing', async () => {
    same(await r.poll({ timeout: 10 }), false);
    const asked = r.poll({ timeout: Number.POSITIVE_INFINITY });
    w.send(1);
    same([await asked, await r.poll(), await r.recv(), await r.poll()], [true, true, 1, false]);
  });
  await law('(b) poll([timeout]): is true at end of file, also for one that waits', async () => {
    const asked = r.poll({ timeout: 5000 });
    w.close();
    same([await asked, await r.poll(), await r.poll({ timeout: 5000 })], [true, true, true]);
  });
}

async function endOfFile() {
  await law('(c) 20: recv fails with EOFError once the other end is closed, now and for those who wait', async () => {
    const [r, w] = simplex<number>();
    const ends = [rejects(r.recv(), 'EOFError', 'Connection.recv() on r'), rejects(r.recvBytes(), 'EOFError')];
    w.close();
    await Promise.all(ends);
    await rejects(r.recv({ timeout: 0 }), 'EOFError', 'pipes.ts');
  });
  await law('(c) 21: what was sent before the close is still received', async () => {
    const [a, b] = Pipe<number>();
    for (const n of [1, 2, 3]) a.send(n);
    a.close();
    same([await b.recv(), await b.poll(), await b.recv(), await b.recv()], [1, true, 2, 3]);
    await rejects(b.recv(), 'EOFError');
  });
  await law('(b) send(obj): fails with BrokenPipeError when no reader is left', async () => {
    const [r, w] = simplex<number>();
    r.close();
    await rejects(w.send(1), 'BrokenPipeError', 'Connection.send() on w', 'closed it or ended', 'pipes.ts');
    await rejects(w.sendBytes(new Uint8Array(1)), 'BrokenPipeError');
    const [a, b] = Pipe<number>();
    await a.send(1);
    b.close();
    await rejects(a.send(2), 'BrokenPipeError');
    await rejects(a.recv(), 'EOFError');
  });
  await law('iterating receives until end of file', async () => {
    const [r, w] = simplex<number>();
    for (let i = 0; i < 3; i++) w.send(i);
    w.close();
    const seen: number[] = [];
    for await (const n of r) seen.push(n);
    same(seen, [0, 1, 2]);
  });
  await law('an end inside a message that was not received yet is held by it', async () => {
    const [r, w] = simplex<number>();
    const q = new Queue<Connection<number, never>>();
    await q.put(w);
    w.close();
    same(await r.poll({ timeout: 10 }), false);
    const again = await q.get();
    same([again === w, again.closed], [false, false]);
    await again.send(5);
    again.close();
    same(await r.recv(), 5);
    await rejects(r.recv(), 'EOFError');
  });
  await law(
    'an end inside a message that waits for room is held by it, and no more once that is given up',
    async () => {
      const [r, w] = simplex<number>();
      const full = new Queue<unknown>({ maxsize: 1 });
      await full.put('in the way');
      const stop = new AbortController();
      const end = rejects(full.put(w, { signal: stop.signal }), 'AbortError');
      w.close();
      same(await r.poll({ timeout: 10 }), false);
      stop.abort();
      await end;
      await rejects(r.recv(), 'EOFError');
    },
  );
  await law('an end inside a message that nobody can receive any more is held by nobody', async () => {
    const [r, w] = simplex<number>();
    const [outer, into] = simplex<unknown>();
    await into.send([w]);
    w.close();
    same(await r.poll({ timeout: 5 }), false);
    outer.close();
    await rejects(r.recv(), 'EOFError');
    const [r2, w2] = simplex<number>();
    const q = new Queue<unknown>();
    await q.put(w2);
    w2.close();
    await q.shutdown({ immediate: true });
    await rejects(r2.recv(), 'EOFError');
  });
  await law('two pipes that carry an end of each other end both when nobody holds them', async () => {
    const [r, w] = simplex<unknown>();
    const [a, b] = simplex<unknown>();
    const [inside, watched] = simplex<unknown>();
    await w.send([a, watched]);
    await b.send(r);
    watched.close();
    for (const one of [a, b, w]) one.close();
    same(await inside.poll({ timeout: 5 }), false);
    r.close();
    await rejects(inside.recv(), 'EOFError');
  });
  await law('an end that could not be rebuilt, or that was closed while it came, is not held', async () => {
    const [r, w] = simplex<number>();
    const q = new Queue<Connection<number, never>>();
    await q.put(w);
    const got = q.get();
    w.close();
    (await got).close();
    await rejects(r.recv({ timeout: 1000 }), 'EOFError');
  });
}

async function bytes() {
  const [r, w] = simplex<unknown>();
  const data = Uint8Array.from([0, 1, 2, 3, 4, 5]);
  await law('(b) send_bytes(buf[, offset[, size]]): sends the part, as send would', async () => {
    w.sendBytes(data);
    w.sendBytes(data, 2);
    w.sendBytes(data, 2, 3);
    w.sendBytes(data, 6);
    w.sendBytes(data, 0, 0);
    const all = [await r.recvBytes(), await r.recvBytes(), await r.recv(), await r.recvBytes(), await r.recvBytes()];
    same(
      all.map((one) => [...(one as Uint8Array)]),
      [[0, 1, 2, 3, 4, 5], [2, 3, 4, 5], [2, 3, 4], [], []],
    );
    same(all[2] instanceof Uint8Array, true);
  });
  await law('(b) send_bytes(buf[, offset[, size]]): refuses what is not inside the data', async () => {
    for (const [offset, size] of [[7], [-1], [0.5], [0, 7], [4, 3], [1, -1]] as [number, number?][]) {
      await rejects(w.sendBytes(data, offset, size), 'RangeError', 'Connection.sendBytes');
    }
    await rejects(w.sendBytes(wrong('text')), 'TypeError', 'Connection.sendBytes', 'Uint8Array');
    same(await r.poll(), false);
  });
  await law('recvBytes of something else fails with TypeError and leaves it there', async () => {
    w.send('text');
    await rejects(r.recvBytes(), 'TypeError', 'Connection.recvBytes() on r', 'recv()');
    same(await r.recv(), 'text');
  });
  await law(
    '(b) recv_bytes([maxlength]): a longer message fails, and the connection is closed for reading',
    async () => {
      await rejects(r.recvBytes({ maxLength: -1 }), 'RangeError', 'maxLength');
      await rejects(r.recvBytes({ maxLength: wrong('1') }), 'TypeError', 'maxLength');
      w.sendBytes(data);
      same((await r.recvBytes({ maxLength: 6 })).length, 6);
      w.sendBytes(data);
      await rejects(r.recvBytes({ maxLength: 5 }), 'ConnectionError', '6 bytes', 'maxLength 5');
      same([r.closed, r.readable], [true, false]);
      await rejects(r.recv(), 'ConnectionError', 'closed');
      await rejects(w.send(1), 'BrokenPipeError');
      const [a, b] = Pipe<unknown>();
      a.sendBytes(data);
      await rejects(b.recvBytes({ maxLength: 5 }), 'ConnectionError');
      same([b.closed, b.readable, b.writable], [false, false, true]);
      await rejects(b.recv(), 'ConnectionError', 'closed for reading');
      await b.send('still sends');
      same(await a.recv(), 'still sends');
    },
  );
}

async function waits() {
  const [[r1, w1], [r2, w2], [r3, w3]] = [simplex<number>(), simplex<number>(), simplex<number>()];
  await law('(b) wait(objects, timeout=None): gives the ready ones, in the given order', async () => {
    w3.send(3);
    w1.send(1);
    await r3.poll({ timeout: 1000 });
    const ready = await wait([r3, r2, r1]);
    same([ready.length, ready[0] === r3, ready[1] === r1], [2, true, true]);
    same([await r1.recv(), await r3.recv()], [1, 3]);
  });
  await law('(b) wait(objects, timeout=None): nothing on timeout, and a negative one does not wait', async () => {
    same([await wait([r1, r2], { timeout: -1 }), await wait([r1, r2], { timeout: 10 })], [[], []]);
    same([await wait([], { timeout: 0 }), await wait([], { timeout: 10 })], [[], []]);
  });
  await law('(b) wait(objects, timeout=None): waits until one is ready, and takes nothing', async () => {
    const ready = wait([r1, r2, r3]);
    await sleep(5);
    w2.send(2);
    same((await ready)[0] === r2, true);
    same([(await wait([r1, r2])).length, await r2.recv(), await wait([r1, r2], { timeout: 0 })], [1, 2, []]);
  });
  await law('(b) wait(objects, timeout=None): a connection at end of file is ready', async () => {
    const ready = wait([r2, r3]);
    w3.close();
    same((await ready)[0] === r3, true);
    same((await wait([r2, r3], { timeout: 0 }))[0] === r3, true);
  });
  await law('wait refuses what cannot be waited for', async () => {
    await rejects(wait([new Process({ target: nothing, name: 'idle' })]), 'InvalidStateError', 'idle', 'start()');
    await rejects(wait([w1]), 'ConnectionError', 'wait() for', 'only sends');
    await rejects(wait(wrong([new Queue()])), 'TypeError', 'objects[0]');
    await rejects(wait(wrong(r1)), 'TypeError', 'array');
    await rejects(wait([r1], wrong(5)), 'TypeError', 'wait: options');
  });
}

async function faults() {
  const [a] = Pipe<number>();
  await law('wrong options are rejected, or thrown where no promise is', async () => {
    await rejects(a.recv(wrong(5)), 'TypeError', 'Connection.recv', 'options');
    await rejects(a.recv({ timeout: wrong('1') }), 'TypeError', 'Connection.recv', 'timeout');
    await rejects(a.poll({ timeout: Number.NaN }), 'TypeError', 'Connection.poll', 'timeout');
    throws(() => Pipe(wrong(5)), 'TypeError', 'Pipe');
    throws(() => Pipe({ duplex: wrong(1) }), 'TypeError', 'duplex');
    throws(() => Pipe({ name: wrong(1) }), 'TypeError', 'name');
    throws(() => Reflect.construct(a.constructor as never, []), 'TypeError', 'Pipe()');
  });
}

if (import.meta.main) {
  await directions();
  await messages();
  await aborts();
  await polls();
  await endOfFile();
  await bytes();
  await waits();
  await faults();
  console.log('all laws were tried');
}
