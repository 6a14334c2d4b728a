// Three children add to a total; their ends are announced by callbacks, and awaited together.

import { Process, Value } from 'lanescope';

async function add(total: Value<number>, amount: number) {
  await total.update((old) => old + amount);
}

async function main() {
  const total = new Value('int32', 0);
  const adders = [1, 2, 3].map((amount) => new Process({ target: add, args: [total, amount] }));
  for (const adder of adders) await adder.start();
  adders.forEach(async (adder) => {
    await adder.join();
    console.log(adder.name, 'has ended');
  });
  await Promise.all(adders.map((adder) => adder.join()));
  console.log('the total is', await total.get());
}

if (import.meta.main) await main();
