// Two consumers whose items are short at first and then take long of CPU: neither may keep items from the other.
import { Process, Queue } from 'lanescope';

async function consume(q: Queue<number>, done: Queue<number>) {
  let long = 0;
  for (;;) {
    const ms = await q.get();
    if (ms < 0) break;
    const end = performance.now() + ms;
    while (performance.now() < end);
    if (ms > 100) long++;
  }
  await done.put(long);
}

async function main() {
  const q = new Queue<number>();
  const done = new Queue<number>();
  const consumers = [1, 2].map(() => new Process({ target: consume, args: [q, done] }));
  for (const one of consumers) one.start();
  for (let i = 0; i < 2000; i++) q.put(0);
  for (let i = 0; i < 6; i++) q.put(1000);
  for (const _ of consumers) q.put(-1);
  const long = [await done.get(), await done.get()];
  console.log(long.sort().join(' '));
}

if (import.meta.main) await main();
