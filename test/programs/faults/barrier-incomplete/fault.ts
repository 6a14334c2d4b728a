// A meeting is planned for three, and two come.

import { Barrier, Process } from 'lanescope';

async function attend(meeting: Barrier) {
  await meeting.wait(); //! deadlock
  console.log('begun');
}

if (import.meta.main) {
  const meeting = new Barrier(3); //! barrier-incomplete
  const guests = [1, 2].map(() => new Process({ target: attend, args: [meeting] }));
  for (const one of guests) one.start();
  for (const one of guests) await one.join();
}
