// Three children add to a total; the callback gives the promise of each join to forEach, which waits for none.

import { Process, Value } from 'lanescope';

async function add(total: Value<number>, amount: number) {
  await total.update((old) => old + amount);
}

async function main() {
  const total = new Value('int32', 0);
  const adders = [1, 2, 3].map((amount) => new Process({ target: add, args: [total, amount] }));
  for (const adder of adders) await adder.start();
  // biome-ignore lint/suspicious/useIterableCallbackReturn: this is the mistake
  adders.forEach((adder) => adder.join()); //! missing-await
  console.log('the total is', await total.get());
}

if (import.meta.main) await main();
