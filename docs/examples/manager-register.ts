// An object of your own class lives in the process of the manager; each call waits for what its method returns.

import { Manager, Process, type Remote, sleep } from 'lanescope';

class Oven {
  async bake(what: string) {
    await sleep(300);
    return `baked ${what}`;
  }
}

async function cook(oven: Remote<Oven>) {
  console.log(await oven.bake('bread')); // waits
}

async function main() {
  await using manager = await Manager.start();
  const oven = await manager.register(Oven)();
  const child = new Process({ target: cook, args: [oven] });
  child.start();
  await child.join();
}

if (import.meta.main) await main();

// Prints:
// baked bread
