// Four processes stand in a ring. Each puts three letters for the next one before it reads its own; two of them fit.

import { Process, Queue } from 'lanescope';

async function write(mine: Queue<string>, next: Queue<string>, name: string) {
  for (let page = 1; page <= 3; page++) await next.put(`${name}, page ${page}`); //! circular-queues deadlock
  for (let page = 1; page <= 3; page++) console.log(name, 'reads', await mine.get());
}

if (import.meta.main) {
  const names = ['Ann', 'Bob', 'Eve', 'Joe'];
  const boxes = names.map((name) => new Queue<string>({ maxsize: 2, name: `box of ${name}` }));
  const writers = names.map((name, i) => {
    const [mine, next] = [boxes[i], boxes[(i + 1) % names.length]];
    return new Process({ name, target: write, args: [mine, next, name] });
  });
  for (const writer of writers) writer.start();
}
