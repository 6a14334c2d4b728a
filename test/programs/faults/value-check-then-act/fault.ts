// Two travellers see the last seat and both take it; a third comes when it is gone.

import { Barrier, Process, Value } from 'lanescope';

async function book(name: string, free: Value<number>, together: Barrier | null) {
  await together?.wait();
  const n = await free.get(); //& value-check-then-act
  if (n === 1) {
    await together?.wait();
    await free.set(0); //! value-check-then-act
    console.log(name, 'has the seat');
  } else {
    console.log(name, 'came too late');
  }
}

if (import.meta.main) {
  const free = new Value('int32', 1);
  const together = new Barrier(2);
  const both = ['Ann', 'Bob'].map((name) => new Process({ target: book, args: [name, free, together] }));
  for (const one of both) one.start();
  for (const one of both) await one.join();
  const last = new Process({ target: book, args: ['Cleo', free, null] });
  last.start();
  await last.join();
}
