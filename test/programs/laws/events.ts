// Every operation of Event with every way it can end.

import { Event, Process, Queue, sleep } from 'lanescope';
import { law, rejects, same, throws } from './law.ts';

const wrong = (value: unknown) => value as never;

async function waiter(event: Event, said: Queue<unknown>, timeout: number | null) {
  said.put('comes');
  const isSet = await event.wait(timeout === null ? {} : { timeout });
  await said.put([isSet]);
}

async function sets(event: Event) {
  await event.set();
}

async function passes(there: Event, back: Event, rounds: number) {
  for (let i = 0; i < rounds; i++) {
    await there.wait();
    there.clear();
    back.set();
  }
}

async function alone() {
  const event = new Event({ name: 'wait 30 ms' });
  await law('an event is unset at first, and toggled by set and clear', async () => {
    const seen = [await event.isSet()];
    await event.set();
    seen.push(await event.isSet());
    await event.set();
    await event.clear();
    await event.clear();
    seen.push(await event.isSet());
    same(seen, [false, true, false]);
  });
  await law('a wait for what is not set gives false when its time is over', async () => {
    same(
      [await event.wait({ timeout: 0 }), await event.wait({ timeout: -1 }), await event.wait({ timeout: 30 })],
      [false, false, false],
    );
  });
  await law('who comes while it is set goes on at once', async () => {
    event.set();
    same([await event.wait(), await event.wait({ timeout: 0 })], [true, true]);
    event.clear();
    same(await event.wait({ timeout: 0 }), false);
  });
  await law('set wakes who waits, also where it is cleared at once', async () => {
    const waits = [event.wait(), event.wait(), event.wait({ timeout: 60_000 })];
    event.set();
    event.clear();
    same([...(await Promise.all(waits)), await event.isSet()], [true, true, true, false]);
  });
  await law('an aborted wait rejects with the reason', async () => {
    const stop = new AbortController();
    const end = rejects(event.wait({ signal: stop.signal }), 'RangeError', 'enough');
    await sleep(5);
    stop.abort(new RangeError('enough'));
    await end;
    await rejects(event.wait({ signal: AbortSignal.abort(new RangeError('before')) }), 'RangeError', 'before');
  });
  await law('wrong arguments are rejected by the promise and thrown by the constructor', async () => {
    await rejects(event.wait(wrong(5)), 'TypeError', 'Event.wait', 'options');
    throws(() => new Event(wrong('ready')), 'TypeError', 'new Event');
  });
}

async function across() {
  await law('set wakes every process that waits', async () => {
    const [event, said] = [new Event(), new Queue<unknown>()];
    const processes = [1, 2, 3].map(() => new Process({ target: waiter, args: [event, said, null] }));
    for (const process of processes) {
      process.start();
      same(await said.get(), 'comes');
    }
    event.set();
    same([await said.get(), await said.get(), await said.get()], [[true], [true], [true]]);
    for (const process of processes) await process.join();
  });
  await law('a process that waits with a timeout goes on without it', async () => {
    const [event, said] = [new Event(), new Queue<unknown>()];
    const process = new Process({ target: waiter, args: [event, said, 20] });
    process.start();
    same([await said.get(), await said.get(), await event.isSet()], ['comes', [false], false]);
    await process.join();
  });
  await law('what was set before a process ended is set', async () => {
    const event = new Event();
    const process = new Process({ target: sets, args: [event] });
    process.start();
    same([await event.wait(), await process.join(), await event.isSet()], [true, true, true]);
  });
  await law('two processes take turns by two events', async () => {
    const [there, back] = [new Event(), new Event()];
    const process = new Process({ target: passes, args: [there, back, 10] });
    process.start();
    for (let i = 0; i < 10; i++) {
      there.set();
      await back.wait();
      back.clear();
    }
    same(await process.join(), true);
  });
}

if (import.meta.main) {
  await alone();
  await across();
  console.log('all laws were tried');
}
