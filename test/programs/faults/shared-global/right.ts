// A child counts in a value that both processes share.

import { Process, Value } from 'lanescope';

async function add(total: Value, n: number) {
  await total.update((old) => old + n);
}

async function main() {
  const total = new Value('int32');
  const child = new Process({ target: add, args: [total, 5] });
  await child.start();
  await child.join();
  console.log('total:', await total.get());
}

if (import.meta.main) await main();
