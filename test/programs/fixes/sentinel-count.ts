// The consumers are started elsewhere: only the finding knows how many they are.

import { Process, Queue } from 'lanescope';

class Consumer extends Process {
  tasks: Queue<number | null>;

  constructor(tasks: Queue<number | null>) {
    super();
    this.tasks = tasks;
  }

  override async run() {
    while ((await this.tasks.get()) !== null);
  }
}

async function putAll(tasks: Queue<number | null>) {
  for (let i = 0; i < 4; i++) tasks.put(i);
  tasks.put(null);
}

if (import.meta.main) {
  const tasks = new Queue<number | null>();
  const consumers = [1, 2].map(() => new Consumer(tasks));
  for (const one of consumers) one.start();
  await putAll(tasks);
  for (const one of consumers) await one.join();
  console.log('all have ended');
}
