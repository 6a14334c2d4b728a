// A token goes around between two processes, thousands of times: each has to wait for the other's word, so none can be saved.

import { type Connection, Pipe, Process } from 'lanescope';

async function answer(end: Connection<number, number>, rounds: number) {
  for (let round = 0; round < rounds; round++) await end.send((await end.recv()) + 1);
}

if (import.meta.main) {
  const rounds = 10_100;
  const [here, there] = Pipe<number>();
  const other = new Process({ target: answer, args: [there, rounds] });
  await other.start();
  let token = 0;
  for (let round = 0; round < rounds; round++) {
    await here.send(token);
    token = await here.recv();
  }
  await other.join();
  console.log(token);
}
