// A process stops another one for a while, which can then do nothing; main waits for both.

import { Process, Queue, sleep } from 'lanescope';

async function count(go: Queue<number>, answers: Queue<number>) {
  for (let n = await go.get(); n > 0; n = await go.get()) await answers.put(n * n);
}

if (import.meta.main) {
  const [go, answers] = [new Queue<number>(), new Queue<number>()];
  const counter = new Process({ target: count, args: [go, answers] });
  await counter.start();
  await go.put(3);
  console.log(await answers.get());
  process.kill(counter.pid as number, 'SIGSTOP');
  const later = sleep(700).then(() => process.kill(counter.pid as number, 'SIGCONT'));
  await go.put(4);
  console.log(await answers.get());
  await later;
  await go.put(0);
  await counter.join();
}
