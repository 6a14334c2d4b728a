// Five processes count hits under one lock, each started when the one before has ended.

import { Lock, Process, Queue, sleep } from 'lanescope';

class Counter extends Process {
  page: number;
  lock: Lock;
  hits: Queue<number>;

  constructor(page: number, lock: Lock, hits: Queue<number>) {
    super();
    this.page = page;
    this.lock = lock;
    this.hits = hits;
  }

  override async run() {
    await sleep(150); // stands for some work
    await this.lock.with(() => console.log('page', this.page));
    await this.hits.put(this.page * 10);
  }
}

async function countAll(lock: Lock, hits: Queue<number>) {
  for (let page = 1; page <= 5; page++) {
    const counter = new Counter(page, lock, hits);
    await counter.start(); //& never-overlap
    await counter.join(); //! never-overlap
  }
}

if (import.meta.main) {
  const hits = new Queue<number>();
  await countAll(new Lock(), hits);
  let sum = 0;
  for (let page = 1; page <= 5; page++) sum += await hits.get();
  console.log(sum);
}
