// A waiter looks for an order and does something else where none comes in time. Each look that was in vain still takes an order.

import { exit, Process, Queue, sleep } from 'lanescope';

async function serve(orders: Queue<string>) {
  for (let look = 0; look < 8; look++) {
    const order = await Promise.race([orders.get(), sleep(60)]); //! race-loses-item
    console.log(order ?? 'wipes the tables');
  }
  exit(0); // the gets that nobody waits for any more would keep it alive
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
