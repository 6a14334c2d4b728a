// orders: 5
// There are two prizes for four players. Nobody gives one back.

import { Process, Semaphore } from 'lanescope';

async function play(prizes: Semaphore, name: string) {
  console.log(name, (await prizes.acquire({ timeout: 0 })) ? 'wins' : 'loses');
}

if (import.meta.main) {
  const prizes = new Semaphore(2);
  const players = ['Ann', 'Bob', 'Cleo', 'Dan'].map((name) => new Process({ target: play, args: [prizes, name] }));
  for (const one of players) one.start();
  for (const one of players) await one.join();
}
