// Two processes take turns at tasks and count them without a lock. That each gets its task from one queue, prints under a lock and
// counts in another value as well keeps them apart by luck only.

import { Event, Lock, Process, Queue, Value } from 'lanescope';

interface Shared {
  tasks: Queue<number>;
  done: Value<number>;
  failed: Value<number>;
  print: Lock;
}

async function count({ tasks, done, failed, print }: Shared, isOther: Event) {
  const task = await tasks.get();
  const n = await done.get();
  await done.set(n + 1); //! lost-update
  await failed.update((m) => m + 1);
  await print.with(() => console.log('task', task));
  await isOther.set();
}

if (import.meta.main) {
  const shared = {
    tasks: new Queue<number>(),
    done: new Value('int32', 0),
    failed: new Value('int32', 0),
    print: new Lock(),
  };
  for (const task of [1, 2]) await shared.tasks.put(task);
  const [one, other] = [new Event(), new Event()];
  const all = [one, other].map((isDone) => new Process({ target: count, args: [shared, isDone] }));
  for (const process of all) process.start();
  await one.wait();
  await other.wait();
  for (const process of all) await process.join();
  console.log(await shared.done.get(), await shared.failed.get());
}
