// Ten jobs, of which three at most may run at the same time.
//
// In the swimlane: the lane of `three` shows how many permits are left. At zero the next jobs wait, and whoever leaves lets the
// one in that has waited longest.

import { currentProcess, Process, Queue, Semaphore, sleep } from 'lanescope';

/** The names of the jobs that run: one item, and whoever has taken it out has it alone. */
type Active = Queue<string[]>;

const shown = (names: string[]) => `[${names.map((name) => `'${name}'`).join(', ')}]`;

async function change(active: Active, to: (names: string[]) => string[]) {
  const names = to(await active.get());
  await active.put(names);
  return names;
}

async function worker(three: Semaphore, active: Active) {
  const { name } = currentProcess();
  await three.with(async () => {
    const names = await change(active, (others) => [...others, name]);
    console.log(`Activating ${name} now running ${shown(names)}`);
    await sleep(Math.random() * 1000);
    await change(active, (all) => all.filter((other) => other !== name));
  });
}

async function main() {
  const three = new Semaphore(3);
  const active: Active = new Queue<string[]>();
  active.put([]);
  const jobs = Array.from({ length: 10 }, (_, i) => {
    return new Process({ name: String(i), target: worker, args: [three, active] });
  });
  for (const job of jobs) job.start();
  for (const job of jobs) {
    do console.log(`Now running ${shown(await change(active, (names) => names))}`);
    while (!(await job.join({ timeout: 100 })));
  }
  console.log(`Now running ${shown(await active.get())}`);
}

if (import.meta.main) await main();
