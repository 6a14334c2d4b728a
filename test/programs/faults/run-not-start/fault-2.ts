// Four workers of a class of their own; the loop calls what they are to do, one after the other.

import { Process, Queue } from 'lanescope';

class Squarer extends Process {
  readonly n: number;
  readonly results: Queue<number>;

  constructor(n: number, results: Queue<number>) {
    super();
    this.n = n;
    this.results = results;
  }

  override async run() {
    await this.results.put(this.n ** 2);
  }
}

async function main() {
  const results = new Queue<number>();
  const workers = [1, 2, 3, 4].map((n) => new Squarer(n, results));
  for (const worker of workers) await worker.run(); //! run-not-start
  for (const _ of workers) console.log(await results.get());
}

if (import.meta.main) await main();
