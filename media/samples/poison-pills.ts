// Several consumers share the tasks of one queue. One `null` for each of them, the poison pill, tells it to leave.
//
// In the swimlane: the depth of `tasks` falls in steps, while arrows lead each task to the consumer that was free to take it and
// its result back. The last arrows carry the pills: exactly one goes to each consumer, whose lane ends there.

import { cpuCount, Process, Queue, sleep } from 'lanescope';

/** Work that can be sent: two numbers to be multiplied. */
class Task {
  readonly a: number;
  readonly b: number;

  constructor(a: number, b: number) {
    this.a = a;
    this.b = b;
  }

  async run() {
    await sleep(100); // stands for some work
    return `${this} = ${this.a * this.b}`;
  }

  toString() {
    return `${this.a} * ${this.b}`;
  }
}

/** Works until its pill comes. */
class Consumer extends Process {
  tasks: Queue<Task | null>;
  results: Queue<string>;

  constructor(tasks: Queue<Task | null>, results: Queue<string>) {
    super();
    this.tasks = tasks;
    this.results = results;
  }

  override async run() {
    while (true) {
      const task = await this.tasks.get();
      if (task === null) {
        console.log(`${this.name}: Exiting`);
        break;
      }
      console.log(`${this.name}: ${task}`);
      await this.results.put(await task.run());
    }
  }
}

async function main() {
  const tasks = new Queue<Task | null>();
  const results = new Queue<string>();

  const count = cpuCount() * 2;
  console.log(`Creating ${count} consumers`);
  const consumers = Array.from({ length: count }, () => new Consumer(tasks, results));
  for (const consumer of consumers) consumer.start();

  const jobs = 10;
  for (let i = 0; i < jobs; i++) tasks.put(new Task(i, i));
  for (const _ of consumers) tasks.put(null);

  // the order of the results is nobody's promise: consumers work side by side
  for (let i = 0; i < jobs; i++) console.log('Result:', await results.get());
}

if (import.meta.main) await main();
