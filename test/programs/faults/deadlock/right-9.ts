// Two rooms and four guests: who has had a room gives it back before it waits until all four have had one.

import { Barrier, Process, Semaphore } from 'lanescope';

async function visit(rooms: Semaphore, together: Barrier, isIn: Semaphore) {
  await rooms.acquire();
  await isIn.release();
  await rooms.release();
  await together.wait();
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
