// Words of your own in the lane: a mark at a moment, a span around what takes time.

import { mark, sleep, span } from 'lanescope';

async function main() {
  mark('begin', { pages: 2 });
  for (const page of [1, 2]) await span(`page ${page}`, () => sleep(200)); // waits
  console.log('done');
}

if (import.meta.main) await main();

// Prints:
// done
