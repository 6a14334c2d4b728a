// A child puts something large and says so before; the test ends it while only a part of it has gone out.

import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { Process, Queue } from 'lanescope';

async function putsMuch(q: Queue<Uint8Array>) {
  const word = once(process, 'SIGUSR2');
  console.log(`pid ${process.pid}`);
  const goOn = setInterval(() => {}, 1000);
  await word;
  clearInterval(goOn);
  q.put(new Uint8Array(8_000_000));
  writeFileSync('has-put', '');
  for (;;) Math.random();
}

if (import.meta.main) {
  const child = new Process({ target: putsMuch, args: [new Queue<Uint8Array>()] });
  await child.start();
  await child.join();
  console.log(child.exitCode);
}
