// A guest book in a manager: who enters a name writes the list back.

import { type DictProxy, Manager, Process } from 'lanescope';

async function enter(guests: DictProxy<string[]>, name: string) {
  const today = (await guests.get('today')) ?? [];
  today.push(name);
  await guests.set('today', today);
}

async function main() {
  await using manager = await Manager.start();
  const guests = manager.dict<string[]>([['today', ['Ann']]]);
  const child = new Process({ target: enter, args: [guests, 'Jimmy'] });
  await child.start();
  await child.join();
  console.log('today:', await guests.get('today'));
}

if (import.meta.main) await main();
