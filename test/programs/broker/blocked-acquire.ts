// Waits for its own lock, for longer than any test.

import { Lock } from 'lanescope';

if (import.meta.main) {
  const lock = new Lock();
  await lock.acquire();
  console.log('waits');
  await lock.acquire({ timeout: 600_000 });
}
