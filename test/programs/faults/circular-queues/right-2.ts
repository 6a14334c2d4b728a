// Four processes stand in a ring. Each puts a letter for the next one and reads its own, page by page.

import { Process, Queue } from 'lanescope';

async function write(mine: Queue<string>, next: Queue<string>, name: string) {
  for (let page = 1; page <= 3; page++) {
    await next.put(`${name}, page ${page}`);
    console.log(name, 'reads', await mine.get());
  }
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
