// A lock that nobody else wants, one that two processes want all the time, and round trips by two events: microseconds each.
import { Event, Lock, Process } from 'lanescope';

async function holdOften(lock: Lock, ready: Event, count: number) {
  await ready.wait();
  for (let i = 0; i < count; i++) {
    await lock.acquire();
    await lock.release();
  }
}

async function echo(there: Event, back: Event, count: number) {
  for (let i = 0; i < count; i++) {
    await there.wait();
    there.clear();
    back.set();
  }
}

async function main([count = '1000']: string[]) {
  const times = Number(count);
  const [lock, ready] = [new Lock(), new Event()];
  ready.set();
  await holdOften(lock, ready, 200);
  let begin = performance.now();
  await holdOften(lock, ready, times);
  const uncontended = ((performance.now() - begin) / times) * 1000;

  ready.clear();
  const rival = new Process({ target: holdOften, args: [lock, ready, times] });
  await rival.start();
  ready.set();
  begin = performance.now();
  await holdOften(lock, ready, times);
  await rival.join();
  const contended = ((performance.now() - begin) / (2 * times)) * 1000;

  const [there, back] = [new Event(), new Event()];
  const echoing = new Process({ target: echo, args: [there, back, times] });
  await echoing.start();
  const trips: number[] = [];
  for (let i = 0; i < times; i++) {
    begin = performance.now();
    there.set();
    await back.wait();
    back.clear();
    trips.push((performance.now() - begin) * 1000);
  }
  await echoing.join();
  const steady = trips.slice(Math.floor(times / 10)).sort((a, b) => a - b);
  console.log(JSON.stringify({ uncontended, contended, event: steady[Math.floor(steady.length / 2)] }));
}

declare const process: { argv: string[] };
if (import.meta.main) await main(process.argv.slice(2));
