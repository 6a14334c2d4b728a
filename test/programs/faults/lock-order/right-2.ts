// orders: 3
// Four philosophers, each with a fork on the left and one on the right: the last one takes the right one first. They come one after another.

import { Lock, Process, sleep } from 'lanescope';

async function eat(left: Lock, right: Lock, ms: number) {
  await sleep(ms);
  await left.with(async () => {
    await right.with(() => console.log('eaten'));
  });
}

if (import.meta.main) {
  const forks = [0, 1, 2, 3].map((i) => new Lock({ name: `fork-${i}` }));
  const philosophers = forks.map((fork, i) => {
    const next = forks[(i + 1) % forks.length] ?? fork;
    const [first, second] = i === 3 ? [next, fork] : [fork, next];
    return new Process({ target: eat, args: [first, second, i * 150] });
  });
  for (const one of philosophers) one.start();
  for (const one of philosophers) await one.join();
}
