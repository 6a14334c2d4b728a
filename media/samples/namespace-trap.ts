// What a namespace gives is a copy: changing a list that came from it changes nothing for anybody else.
//
// In the swimlane: the producer gets the list and pushes to its own copy; no arrow carries the change back to the manager.
// `shared.set('list', list)` after the push would.

import { Event, Manager, type NamespaceProxy, Process } from 'lanescope';

interface Shared {
  list: string[];
}

async function producer(shared: NamespaceProxy<Shared>, event: Event) {
  // the change is lost
  (await shared.get('list')).push('This is the value');
  await event.set();
}

const shown = (list: string[]) => `[${list.map((item) => `'${item}'`).join(', ')}]`;

async function consumer(shared: NamespaceProxy<Shared>, event: Event) {
  console.log(`Before event: ${shown(await shared.get('list'))}`);
  await event.wait();
  console.log(`After event : ${shown(await shared.get('list'))}`);
}

async function main() {
  await using manager = await Manager.start();
  const shared = manager.namespace<Shared>({ list: [] });
  const event = new Event();
  const p = new Process({ target: producer, args: [shared, event] });
  const c = new Process({ target: consumer, args: [shared, event] });
  c.start();
  p.start();
  await c.join();
  await p.join();
}

if (import.meta.main) await main();
