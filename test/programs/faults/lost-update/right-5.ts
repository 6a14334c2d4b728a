// orders: 5
// Three players take turns: a number says whose turn it is, and each looks at it until it is its own.

import { Process, sleep, Value } from 'lanescope';

async function play(turn: Value<number>, me: number) {
  // the first time each finds that it is its turn
  await sleep(me * 100);
  for (let n = 0; n < 4; n++) {
    while ((await turn.get()) !== me) await sleep(5);
    console.log(me, 'plays');
    await turn.set((me + 1) % 3);
  }
}

if (import.meta.main) {
  const turn = new Value('int32', 0);
  const players = [0, 1, 2].map((me) => new Process({ target: play, args: [turn, me] }));
  for (const one of players) one.start();
  for (const one of players) await one.join();
}
