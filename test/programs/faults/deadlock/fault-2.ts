// Four processes pass a token round a ring: each waits for it before it passes it on, and nobody begins.

import { Process, Queue } from 'lanescope';

async function passOn(from: Queue<number>, to: Queue<number>) {
  const token = await from.get(); //! deadlock
  await to.put(token + 1);
}

if (import.meta.main) {
  const ring = ['north', 'east', 'south', 'west'].map((name) => new Queue<number>({ name }));
  const players = ring.map((from, i) => new Process({ target: passOn, args: [from, ring[(i + 1) % ring.length]] }));
  for (const player of players) player.start();
  await Promise.all(players.map((player) => player.join()));
}
