// Two processes wait for a condition of which main tells them, once both wait.

import { Condition, Process, Semaphore } from 'lanescope';

async function dance(music: Condition, ready: Semaphore) {
  await music.with(async () => {
    await ready.release();
    await music.wait();
  });
  console.log('dances');
}

if (import.meta.main) {
  const [music, ready] = [new Condition(), new Semaphore(0)];
  const dancers = [1, 2].map(() => new Process({ target: dance, args: [music, ready] }));
  for (const dancer of dancers) dancer.start();
  for (const _ of dancers) await ready.acquire();
  await music.with(() => music.notifyAll());
  for (const dancer of dancers) await dancer.join();
}
