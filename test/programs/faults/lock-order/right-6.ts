// Two clerks take two drawers in opposite orders, and the second one only until their chief calls it off: then they let go and
// take turns.

import { Barrier, Lock, Process } from 'lanescope';

async function file(first: Lock, second: Lock, turn: Lock, both: Barrier) {
  await first.acquire();
  await both.wait();
  let hasBoth = false;
  try {
    await second.acquire({ signal: AbortSignal.timeout(200) });
    hasBoth = true;
    await second.release();
  } catch (error) {
    if ((error as Error).name !== 'TimeoutError') throw error;
  } finally {
    await first.release();
  }
  if (!hasBoth) await turn.with(() => console.log('filed in turn'));
}

if (import.meta.main) {
  const [left, right, turn] = [new Lock(), new Lock(), new Lock()];
  const both = new Barrier(2);
  const clerks = [
    new Process({ target: file, args: [left, right, turn, both] }),
    new Process({ target: file, args: [right, left, turn, both] }),
  ];
  for (const one of clerks) await one.start();
  for (const one of clerks) await one.join();
}
