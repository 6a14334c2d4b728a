// Four racers put their times into one queue; when all have ended the times are printed, whosever they are.

import { Event, Process, Queue } from 'lanescope';

async function race(times: Queue<number>, seconds: number, mine: Event, next: Event) {
  await mine.wait();
  await times.put(seconds);
  await next.set();
}

if (import.meta.main) {
  const times = new Queue<number>();
  const turns = [1, 2, 3, 4, 5].map(() => new Event());
  const racers = [9.8, 12.5, 11.2, 10.1].map((seconds, number) => {
    // the last goes first
    return new Process({ target: race, args: [times, seconds, turns[3 - number], turns[4 - number]] as const });
  });
  for (const racer of racers) racer.start();
  await turns[0]?.set();
  for (const racer of racers) {
    await racer.join();
    console.log('a time:', await times.get());
  }
}
