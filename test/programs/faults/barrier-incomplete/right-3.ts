// orders: 5
// Three players meet before each round. One has enough after two, and tells the others by abort().

import { Barrier, Process } from 'lanescope';

async function play(round: Barrier, name: string, rounds: number) {
  try {
    for (let n = 1; n <= rounds; n++) await round.wait();
    await round.abort();
  } catch (error) {
    console.log(name, 'stops:', (error as Error).name);
  }
}

if (import.meta.main) {
  const round = new Barrier(3);
  const rounds = { Ann: 5, Bob: 5, Cleo: 2 };
  const players = Object.entries(rounds).map(([name, n]) => new Process({ target: play, args: [round, name, n] }));
  for (const one of players) one.start();
  for (const one of players) await one.join();
}
