// Everybody waits, but each with a time or a signal that ends the wait: a timeout, an AbortSignal, a timer that aborts.

import { Event, Process, Queue, QueueEmptyError } from 'lanescope';

async function waitsATime(never: Queue<string>) {
  await never.get({ timeout: 700 }).catch((error) => console.log(error instanceof QueueEmptyError));
}

async function waitsForASignal(never: Event) {
  await never.wait({ signal: AbortSignal.timeout(700) }).catch((error: Error) => console.log(error.name));
}

async function waitsForATimer(never: Event) {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 700).unref();
  await never.wait({ signal: stop.signal }).catch((error: Error) => console.log(error.name));
}

if (import.meta.main) {
  const [nothing, never] = [new Queue<string>(), new Event()];
  const waiting = [
    new Process({ target: waitsATime, args: [nothing] }),
    new Process({ target: waitsForASignal, args: [never] }),
    new Process({ target: waitsForATimer, args: [never] }),
  ];
  for (const one of waiting) one.start();
  for (const one of waiting) await one.join();
}
