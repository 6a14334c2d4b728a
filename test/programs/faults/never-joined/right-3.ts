// A server starts a child for each of twelve requests, goes on when they are answered, and asks at last how they ended.

import { Process, Semaphore, sleep } from 'lanescope';

async function answer(request: number, answered: Semaphore) {
  await answered.release();
  if (request === 7) throw new Error('no such page');
}

if (import.meta.main) {
  const answered = new Semaphore(0);
  const children: Process[] = [];
  for (let request = 1; request <= 12; request++) {
    const child = new Process({ target: answer, args: [request, answered] });
    child.start();
    children.push(child);
  }
  for (let request = 1; request <= 12; request++) await answered.acquire();
  await sleep(3000);
  for (const child of children) {
    if (child.exitCode !== 0) console.log(child.name, 'failed');
  }
}
