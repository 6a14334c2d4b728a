// Every operation of Barrier with every way it can end.

import { Barrier, currentProcess, Process, Queue, sleep } from 'lanescope';
import { law, rejects, same, throws } from './law.ts';

const wrong = (value: unknown) => value as never;
type Said = Queue<unknown>;

async function party(barrier: Barrier, said: Said, rounds: number) {
  for (let round = 0; round < rounds; round++) {
    await said.put(
      await barrier.wait().then(
        (place) => [round, place],
        (error: Error) => error.name,
      ),
    );
  }
}

async function comer(barrier: Barrier, said: Said) {
  said.put('comes');
  await party(barrier, said, 1);
}

async function greets(said: Said, word: string) {
  await said.put([word, currentProcess().name]);
  await sleep(2);
  await said.put('acted');
}

function fails() {
  throw new RangeError('no party');
}

async function diesActing(said: Said) {
  await said.put('acts');
  await sleep(60_000);
}

/** Starts processes one after another; all of them wait at the barrier when it resolves. */
async function come(barrier: Barrier, said: Said, count: number) {
  const processes: Process[] = [];
  for (let i = 0; i < count; i++) {
    const process = new Process({ target: comer, args: [barrier, said] }) as Process;
    process.start();
    same(await said.get(), 'comes');
    processes.push(process);
  }
  while ((await barrier.waiting()) < count) await sleep(1);
  return processes;
}

async function join(processes: Process[]) {
  for (const process of processes) await process.join();
}

async function alone() {
  await law('a barrier of one lets it pass at once, again and again', async () => {
    const barrier = new Barrier(1);
    same([await barrier.wait(), await barrier.wait({ timeout: 0 }), barrier.parties], [0, 0, 1]);
    same([await barrier.waiting(), await barrier.broken()], [0, false]);
  });
  await law('a wait that is not joined in time breaks the barrier, until reset', async () => {
    const barrier = new Barrier(2, { name: 'wait 30 ms' });
    await rejects(
      barrier.wait({ timeout: 30 }),
      'BrokenBarrierError',
      'Barrier.wait() on wait 30 ms',
      '2 came in time',
    );
    same(await barrier.broken(), true);
    await rejects(barrier.wait(), 'BrokenBarrierError', 'reset()', 'barriers.ts:');
    await barrier.reset();
    same([await barrier.broken(), await barrier.waiting()], [false, 0]);
    await rejects(barrier.wait({ timeout: 0 }), 'BrokenBarrierError');
  });
  await law('its own timeout holds for every wait that has none', async () => {
    const barrier = new Barrier(2, { timeout: 30, name: 'wait 30 ms, too' });
    await rejects(barrier.wait(), 'BrokenBarrierError');
    await barrier.reset();
    const waits = [barrier.wait({ timeout: Number.POSITIVE_INFINITY }), barrier.wait()];
    same((await Promise.all(waits)).sort(), [0, 1]);
  });
  await law('abort breaks it for who waits and who comes', async () => {
    const barrier = new Barrier(3);
    const ends = [barrier.wait(), barrier.wait()].map((wait) => rejects(wait, 'BrokenBarrierError', 'aborted'));
    await barrier.abort();
    await Promise.all(ends);
    await rejects(barrier.wait(), 'BrokenBarrierError');
    same([await barrier.broken(), await barrier.waiting()], [true, 0]);
  });
  await law('reset tells who waits, and leaves it whole', async () => {
    const barrier = new Barrier(2);
    const end = rejects(barrier.wait(), 'BrokenBarrierError');
    await barrier.reset();
    await end;
    same([await barrier.broken(), (await Promise.all([barrier.wait(), barrier.wait()])).sort()], [false, [0, 1]]);
  });
  await law('an aborted wait rejects with the reason, and it is as if it had never come', async () => {
    const barrier = new Barrier(2);
    const stop = new AbortController();
    const end = rejects(barrier.wait({ signal: stop.signal }), 'RangeError', 'enough');
    await sleep(5);
    same(await barrier.waiting(), 1);
    stop.abort(new RangeError('enough'));
    await end;
    same([await barrier.waiting(), await barrier.broken()], [0, false]);
    same((await Promise.all([barrier.wait(), barrier.wait()])).sort(), [0, 1]);
  });
  await law('an action that fails is thrown where it ran, and breaks the barrier for the others', async () => {
    const barrier = new Barrier(2, { action: fails });
    const first = rejects(barrier.wait(), 'BrokenBarrierError');
    await rejects(barrier.wait(), 'RangeError', 'no party');
    await first;
    same(await barrier.broken(), true);
  });
  await law(
    'no party, no function for an action and other wrong arguments are refused where they are given',
    async () => {
      throws(() => new Barrier(wrong('two')), 'TypeError', 'new Barrier', 'parties');
      throws(() => new Barrier(0), 'RangeError', 'parties');
      throws(() => new Barrier(2, wrong(5)), 'TypeError', 'options');
      throws(() => new Barrier(2, { action: wrong(1) }), 'TypeError', 'action');
      throws(() => new Barrier(2, { action: () => {} }), 'SerializationError', 'action');
      throws(() => new Barrier(2, { action: fails, actionArgs: wrong(1) }), 'TypeError', 'actionArgs');
      throws(() => new Barrier(2, { timeout: wrong('1') }), 'TypeError', 'timeout');
      await rejects(new Barrier(2).wait(wrong(5)), 'TypeError', 'Barrier.wait');
    },
  );
}

async function across() {
  await law('all go on together, each with a place of its own, again and again', async () => {
    const [barrier, said] = [new Barrier(3), new Queue<unknown>()];
    const processes = [1, 2, 3].map(() => new Process({ target: party, args: [barrier, said, 4] }) as Process);
    for (const process of processes) process.start();
    const seen: [number, number][] = [];
    for (let i = 0; i < 12; i++) seen.push((await said.get()) as [number, number]);
    await join(processes);
    const places = [0, 1, 2, 3].map((round) => seen.filter(([own]) => own === round).map(([, place]) => place));
    same(
      places.map((own) => own.sort()),
      [0, 1, 2, 3].map(() => [0, 1, 2]),
    );
    // nobody begins a round before all have ended the one before: at most two rounds are ever told out of order
    same(
      seen.map(([round]) => round).every((round, i) => Math.abs(round - Math.floor(i / 3)) <= 1),
      true,
    );
  });
  await law('the action runs once, in the process of the last to come, before anybody is let go', async () => {
    const said: Said = new Queue<unknown>();
    const barrier = new Barrier(3, { action: greets, actionArgs: [said, 'hello'] });
    const processes = await come(barrier, said, 2);
    same(await barrier.wait(), 2);
    same([await said.get(), await said.get()], [['hello', 'MainProcess'], 'acted']);
    same([await said.get(), await said.get()].flat().sort(), [0, 0, 0, 1]);
    await join(processes);
    same(await said.qsize(), 0);
  });
  await law('the action travels with the barrier', async () => {
    const said: Said = new Queue<unknown>();
    const barrier = new Barrier(2, { action: greets, actionArgs: [said, 'there'] });
    const place = barrier.wait();
    const process = new Process({ target: party, args: [barrier, said, 1], name: 'last' }) as Process;
    process.start();
    same([await said.get(), await said.get(), await place], [['there', 'last'], 'acted', 0]);
    same([await said.get(), await process.join()], [[0, 1], true]);
  });
  await law('a timeout of one breaks it for all', async () => {
    const [barrier, said] = [new Barrier(3), new Queue<unknown>()];
    const processes = await come(barrier, said, 1);
    await rejects(barrier.wait({ timeout: 10 }), 'BrokenBarrierError');
    same(await said.get(), 'BrokenBarrierError');
    await join(processes);
  });
  await law('a process that was killed while it waited has not come', async () => {
    const [barrier, said] = [new Barrier(2), new Queue<unknown>()];
    const [killed] = await come(barrier, said, 1);
    await killed?.kill();
    await killed?.join();
    same([await barrier.waiting(), await barrier.broken()], [0, false]);
    const processes = await come(barrier, said, 1);
    same([await barrier.wait(), await said.get()], [1, [0, 0]]);
    await join(processes);
  });
  await law('one that is killed while it runs the action breaks the barrier for the others', async () => {
    const said: Said = new Queue<unknown>();
    const barrier = new Barrier(2, { action: diesActing, actionArgs: [said] });
    const end = rejects(barrier.wait(), 'BrokenBarrierError');
    const process = new Process({ target: comer, args: [barrier, said] }) as Process;
    process.start();
    same([await said.get(), await said.get()], ['comes', 'acts']);
    await process.kill();
    await end;
    await process.join();
    same(await barrier.broken(), true);
  });
}

if (import.meta.main) {
  await alone();
  await across();
  console.log('all laws were tried');
}
