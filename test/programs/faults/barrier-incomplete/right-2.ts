// orders: 3
// Four players meet before each round. All play two.

import { Barrier, Process } from 'lanescope';

async function play(round: Barrier, name: string, rounds: number) {
  for (let n = 1; n <= rounds; n++) {
    try {
      await round.wait({ timeout: 9000 });
    } catch (error) {
      console.log(name, 'gives up:', (error as Error).name);
      return;
    }
    console.log(name, 'plays round', n);
  }
}

if (import.meta.main) {
  const round = new Barrier(4);
  const rounds = { Ann: 2, Bob: 2, Cleo: 2, Dan: 2 };
  const players = Object.entries(rounds).map(([name, n]) => new Process({ target: play, args: [round, name, n] }));
  for (const one of players) one.start();
  for (const one of players) await one.join();
}
