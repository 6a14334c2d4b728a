// Ten jobs, of which three at most may run at the same time. Their names are in a list that a manager keeps, so that all see it.
//
// In the swimlane: the lane of `three` shows how many permits are left. At zero the next jobs wait, and whoever leaves lets the
// one in that has waited longest. Each change of the list is a call of `SyncManager-1`.

import { currentProcess, type ListProxy, Lock, Manager, Process, Semaphore, sleep } from 'lanescope';

/** The names of the jobs that run. */
class ActivePool {
  active: ListProxy<string>;
  lock = new Lock();

  constructor(manager: Manager) {
    this.active = manager.list<string>();
  }

  async makeActive(name: string) {
    await this.lock.with(() => this.active.push(name));
  }

  async makeInactive(name: string) {
    await this.lock.with(() => this.active.remove(name));
  }

  async shown() {
    const names = await this.lock.with(() => this.active.copy());
    return `[${names.map((name) => `'${name}'`).join(', ')}]`;
  }
}

async function worker(three: Semaphore, pool: ActivePool) {
  const { name } = currentProcess();
  await three.with(async () => {
    await pool.makeActive(name);
    console.log(`Activating ${name} now running ${await pool.shown()}`);
    await sleep(Math.random() * 1000);
    await pool.makeInactive(name);
  });
}

async function main() {
  await using manager = await Manager.start();
  const pool = new ActivePool(manager);
  const three = new Semaphore(3);
  const jobs = Array.from({ length: 10 }, (_, i) => {
    return new Process({ name: String(i), target: worker, args: [three, pool] });
  });
  for (const job of jobs) job.start();
  for (const job of jobs) {
    do console.log(`Now running ${await pool.shown()}`);
    while (!(await job.join({ timeout: 100 })));
  }
  console.log(`Now running ${await pool.shown()}`);
}

if (import.meta.main) await main();
