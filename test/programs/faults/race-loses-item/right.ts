// A waiter looks for an order and does something else where none comes in time. A look that was in vain has given up.

import { Process, Queue, QueueEmptyError, sleep } from 'lanescope';

async function serve(orders: Queue<string>) {
  for (let look = 0; look < 8; look++) {
    try {
      console.log(await orders.get({ timeout: 60 }));
    } catch (error) {
      if (!(error instanceof QueueEmptyError)) throw error;
      console.log('wipes the tables');
    }
  }
}

if (import.meta.main) {
  const orders = new Queue<string>();
  const waiter = new Process({ target: serve, args: [orders] });
  await waiter.start();
  for (const order of ['tea', 'cake', 'milk']) {
    await sleep(100);
    await orders.put(order);
  }
  await waiter.join();
}
