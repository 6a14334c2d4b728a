// A server starts a child for each of twelve requests, goes on when they are answered, and never asks how they ended.

import { Process, Semaphore, sleep } from 'lanescope';

async function answer(request: number, answered: Semaphore) {
  await answered.release();
  if (request === 7) throw new Error('no such page');
}

if (import.meta.main) {
  const answered = new Semaphore(0);
  for (let request = 1; request <= 12; request++) {
    new Process({ target: answer, args: [request, answered] }).start(); //! never-joined
  }
  for (let request = 1; request <= 12; request++) await answered.acquire();
  await sleep(3000);
}
