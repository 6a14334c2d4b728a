// Two consumers with a name each, and one sentinel.

import { Process, Queue } from 'lanescope';

async function consumer(tasks: Queue<string>) {
  for (let task = await tasks.get(); task !== 'STOP'; task = await tasks.get()) console.log(task);
}

if (import.meta.main) {
  const tasks = new Queue<string>();
  const first = new Process({ target: consumer, args: [tasks] });
  const second = new Process({ target: consumer, args: [tasks] });
  await Promise.all([first.start(), second.start()]);
  tasks.put('one task');
  tasks.put('STOP');
  await first.join();
  await second.join();
  console.log('both have ended');
}
