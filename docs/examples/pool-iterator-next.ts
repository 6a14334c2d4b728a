// A `next` that is not answered in time loses nothing: the one after it waits for the same result.

import { Pool, sleep, WaitTimeoutError } from 'lanescope';

async function nap(ms: number) {
  await sleep(ms);
  return ms;
}

async function main() {
  await using pool = new Pool({ processes: 1 });
  const results = pool.imap(nap, [300]);
  await results.next({ timeout: 0 }).catch((error) => console.log(error instanceof WaitTimeoutError));
  const { value } = await results.next(); // waits
  console.log(value);
}

if (import.meta.main) await main();

// Prints:
// true
// 300
