// orders: 2
// A process prints page after page; another asks for the printer now and then, and waits until it comes to it.

import { Event, Lock, Process, sleep } from 'lanescope';

async function print(printer: Lock, busy: Event, isOver: Event) {
  while (!(await isOver.isSet())) {
    await printer.with(async () => {
      await busy.set();
      await sleep(23);
    });
  }
}

async function tryToPrint(printer: Lock, busy: Event, isOver: Event) {
  await busy.wait();
  for (let i = 0; i < 22; i++) {
    await sleep(33);
    const isMine = await printer.acquire({ timeout: 1000 });
    if (isMine) await printer.release();
  }
  await isOver.set();
}

if (import.meta.main) {
  const printer = new Lock();
  const busy = new Event();
  const isOver = new Event();
  const steady = new Process({ target: print, args: [printer, busy, isOver] });
  const impatient = new Process({ target: tryToPrint, args: [printer, busy, isOver] });
  for (const one of [steady, impatient]) one.start();
  for (const one of [steady, impatient]) await one.join();
}
