// A writer is killed while it has a file; its supervisor gives the file back, and two others write on.

import { Event, Lock, Process } from 'lanescope';

async function hang(file: Lock, hasIt: Event) {
  await file.acquire();
  await hasIt.set();
  await new Promise((resolve) => setTimeout(resolve, 60_000));
}

async function write(file: Lock) {
  await file.with(() => console.log('written'));
}

if (import.meta.main) {
  const [file, hasIt] = [new Lock(), new Event()];
  const first = new Process({ target: hang, args: [file, hasIt] });
  await first.start();
  await hasIt.wait();
  await first.kill();
  await first.join();
  await file.release();
  const others = [1, 2].map(() => new Process({ target: write, args: [file] }));
  for (const one of others) await one.start();
  for (const one of others) await one.join();
}
