// A meeting is planned for three: two guests and the host.

import { Barrier, Process } from 'lanescope';

async function attend(meeting: Barrier) {
  await meeting.wait();
  console.log('begun');
}

if (import.meta.main) {
  const meeting = new Barrier(3);
  const guests = [1, 2].map(() => new Process({ target: attend, args: [meeting] }));
  for (const one of guests) one.start();
  await meeting.wait();
  for (const one of guests) await one.join();
}
