// A value in a namespace is there for everybody as soon as it was set; before that, asking for it is an error.
//
// In the swimlane: the consumer's first `get` is answered with a KeyError. It then waits for the event that the producer sets
// after the value, so the second one finds it.

import { Event, KeyError, Manager, type NamespaceProxy, Process } from 'lanescope';

interface Shared {
  value: string;
}

async function producer(shared: NamespaceProxy<Shared>, event: Event) {
  await shared.set('value', 'This is the value');
  await event.set();
}

async function consumer(shared: NamespaceProxy<Shared>, event: Event, asked: Event) {
  try {
    console.log(`Before event: ${await shared.get('value')}`);
  } catch (error) {
    if (!(error instanceof KeyError)) throw error;
    console.log("Before event, error: 'Namespace' object has no attribute 'value'");
  }
  await asked.set();
  await event.wait();
  console.log(`After event: ${await shared.get('value')}`);
}

async function main() {
  await using manager = await Manager.start();
  const shared = manager.namespace<Shared>();
  const [event, asked] = [new Event({ name: 'event' }), new Event({ name: 'asked' })];
  const c = new Process({ target: consumer, args: [shared, event, asked] });
  const p = new Process({ target: producer, args: [shared, event] });
  c.start();
  await asked.wait();
  p.start();
  await c.join();
  await p.join();
}

if (import.meta.main) await main();
