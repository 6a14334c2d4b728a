// Two rooms and four guests: who has a room waits in it until all four have one.

import { Barrier, Process, Semaphore } from 'lanescope';

async function visit(rooms: Semaphore, together: Barrier, isIn: Semaphore) {
  await rooms.acquire(); //& deadlock
  await isIn.release();
  await together.wait(); //! deadlock
  await rooms.release();
}

if (import.meta.main) {
  const [rooms, together, isIn] = [new Semaphore(2), new Barrier(4), new Semaphore(0)];
  const guests = [1, 2, 3, 4].map(() => new Process({ target: visit, args: [rooms, together, isIn] }));
  for (const guest of guests) {
    guest.start();
    if (guest !== guests[2] && guest !== guests[3]) await isIn.acquire();
  }
  await Promise.all(guests.map((guest) => guest.join()));
}
