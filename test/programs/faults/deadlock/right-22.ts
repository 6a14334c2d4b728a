// A get runs in the background for as long as the process has other work: two of its waits are open at once.

import { Process, Queue } from 'lanescope';

async function listen(orders: Queue<string>, news: Queue<string>) {
  const stop = orders.get();
  for (let i = 0; i < 3; i++) console.log(await news.get());
  console.log(await stop);
}

if (import.meta.main) {
  const [orders, news] = [new Queue<string>(), new Queue<string>()];
  const listener = new Process({ target: listen, args: [orders, news] });
  await listener.start();
  for (const word of ['red', 'green', 'blue']) {
    await news.put(word);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await orders.put('stop');
  await listener.join();
}
