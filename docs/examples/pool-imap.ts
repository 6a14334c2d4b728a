// Results come one by one in the order of the items: the second is there first, and waits for its turn.

import { Pool, sleep } from 'lanescope';

async function nap(ms: number) {
  await sleep(ms);
  return ms;
}

async function main() {
  await using pool = new Pool({ processes: 2 });
  for await (const ms of pool.imap(nap, [400, 100, 300])) console.log(ms); // waits
}

if (import.meta.main) await main();

// Prints:
// 400
// 100
// 300
