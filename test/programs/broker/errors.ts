// One mistake for each name given as argument, of those that the runtime itself refuses: where it is made is marked.

import { Pipe, Pool, Process, Queue } from 'lanescope';

async function greet(name: unknown) {
  console.log(name);
}

async function startsOne() {
  await new Process({ target: greet, args: ['Ann'] }).start(); // in a daemon
}

async function makesPool() {
  await using pool = new Pool({ processes: 1 }); // a pool in a daemon
  await pool.map(greet, ['Ann']);
}

async function startsFromTask(_n: number) {
  await new Process({ target: greet, args: ['Ann'] }).start(); // in a worker
}

async function endsItsWorker(n: number) {
  if (n === 2) process.kill(process.pid, 'SIGKILL');
  return n;
}

async function answerTo(answers: Queue<string>, name: string) {
  await answers.put(`hello ${name}`);
}

/** What is a mistake in Python, and works here. */
const noMistakes: Record<string, () => Promise<unknown>> = {
  async sentQueue() {
    const [answers, letters] = [new Queue<string>(), new Queue<Queue<string>>()];
    await letters.put(answers);
    await answerTo(await letters.get(), 'main');
    await using pool = new Pool({ processes: 2 });
    await pool.starmap(
      answerTo,
      ['Ann', 'Bob'].map((name) => [answers, name] as const),
    );
    const all = [await answers.get(), await answers.get(), await answers.get()];
    console.log(all.sort().join(', '));
  },
  async changedAfterPut() {
    const [jobs, job] = [new Queue<{ n: number }>(), { n: 1 }];
    const put = jobs.put(job);
    job.n = 2;
    await put;
    console.log((await jobs.get()).n);
  },
};

const mistakes: Record<string, () => Promise<unknown>> = {
  async lambdaTarget() {
    await new Process({ target: () => console.log('hello') }).start(); // a lambda
  },
  async nestedTarget() {
    async function nested() {}
    await new Process({ target: nested, args: [] }).start(); // a nested function
  },
  async functionInArgs() {
    await new Process({ target: greet, args: [{ user: { onClick: () => 1 } }] }).start(); // inside an argument
  },
  async promiseInArgs() {
    await new Process({ target: greet, args: [Promise.resolve(1)] }).start(); // not awaited
  },
  async unsendableItem() {
    const jobs = new Queue<unknown>();
    await jobs.put({ id: 7, done: () => {} }); // a function in an item
  },
  async unsendableMessage() {
    const [here] = Pipe<unknown>();
    await here.send([1, new WeakMap()]); // no value to send
  },
  async unsendableTask() {
    await using pool = new Pool({ processes: 1 });
    await pool.map(greet, ['Ann', () => 'Bob']); // the second item
  },
  async daemonStarts() {
    const daemon = new Process({ target: startsOne, daemon: true });
    await daemon.start();
    await daemon.join();
  },
  async daemonMakesPool() {
    const daemon = new Process({ target: makesPool, daemon: true });
    await daemon.start();
    await daemon.join();
  },
  async workerStarts() {
    await using pool = new Pool({ processes: 1 });
    await pool.map(startsFromTask, [1]);
  },
  async lostWorker() {
    await using pool = new Pool({ processes: 2 });
    await pool.map(endsItsWorker, [1, 2, 3], { chunksize: 1 }); // waits for the lost one
  },
  async lostWorkerLater() {
    await using pool = new Pool({ processes: 2 });
    const result = pool.mapAsync(endsItsWorker, [1, 2, 3], { chunksize: 1 });
    await result.get(); // asks for the lost one
  },
  async lostWorkerOfMany() {
    await using pool = new Pool({ processes: 2 });
    for await (const n of pool.imap(endsItsWorker, [1, 2, 3])) console.log(n); // comes to the lost one
  },
  async argsWithoutBrackets() {
    const jobs = new Queue<number>();
    new Process({ target: greet, args: jobs as never }); // no array
  },
  async argsOfOneValue() {
    new Process({ target: greet, args: 'Ann' as never }); // a string
  },
  async calledTarget() {
    new Process({ target: greet('Ann') as never }); // called, not passed
  },
  async positional() {
    new Process(greet as never); // no options
  },
};

if (import.meta.main) await { ...mistakes, ...noMistakes }[process.argv[2] ?? '']?.();
