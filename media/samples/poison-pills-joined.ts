// poison-pills.ts with a JoinableQueue: each task is marked as done, pills too, and the main process waits until all are.
//
// In the swimlane: the main process waits in `join` of `tasks`, with the reason `unfinished`, while `tasks` falls and `results`
// grows. It goes on with the last `taskDone`, and finds all results there: none of its `get` blocks.

import { cpuCount, JoinableQueue, Process, Queue, sleep } from 'lanescope';

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
  tasks: JoinableQueue<Task | null>;
  results: Queue<string>;

  constructor(tasks: JoinableQueue<Task | null>, results: Queue<string>) {
    super();
    this.tasks = tasks;
    this.results = results;
  }

  override async run() {
    while (true) {
      const task = await this.tasks.get();
      if (task === null) {
        console.log(`${this.name}: Exiting`);
        await this.tasks.taskDone(); // a pill is a task as well
        break;
      }
      console.log(`${this.name}: ${task}`);
      await this.results.put(await task.run());
      await this.tasks.taskDone();
    }
  }
}

async function main() {
  const tasks = new JoinableQueue<Task | null>();
  const results = new Queue<string>();

  const count = cpuCount() * 2;
  console.log(`Creating ${count} consumers`);
  const consumers = Array.from({ length: count }, () => new Consumer(tasks, results));
  for (const consumer of consumers) consumer.start();

  const jobs = 10;
  for (let i = 0; i < jobs; i++) tasks.put(new Task(i, i));
  for (const _ of consumers) tasks.put(null);

  await tasks.join();

  for (let i = 0; i < jobs; i++) console.log('Result:', await results.get());
}

if (import.meta.main) await main();
