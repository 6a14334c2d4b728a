// orders: 5
// Three take a room one after the other: another number says whose turn it is. The last keeps it, and a fourth finds it taken.

import { Process, sleep, Value } from 'lanescope';

async function use(turn: Value<number>, room: Value<number>, me: number) {
  while ((await turn.get()) !== me) await sleep(10);
  if ((await room.get()) === 0) {
    await room.set(1);
    console.log(me, 'is in');
    if (me < 3) await room.set(0);
  } else console.log(me, 'finds it taken');
  await turn.set(me + 1);
}

if (import.meta.main) {
  const turn = new Value('int32', 1, { lock: false });
  const room = new Value('int32', 0, { lock: false });
  const all = [1, 2, 3, 4].map((me) => new Process({ target: use, args: [turn, room, me] }));
  for (const one of all) one.start();
  for (const one of all) await one.join();
}
