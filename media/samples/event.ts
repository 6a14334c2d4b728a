// Two processes wait for one event: the first for as long as it takes, the second for two seconds only.
//
// In the swimlane: the bar of `non-block` ends by itself after two seconds. The bar of `block` lasts until the third second,
// when the main process sets the event: an event wakes everybody who waits for it.

import { Event, Process, sleep } from 'lanescope';

const shown = (isSet: boolean) => (isSet ? 'True' : 'False');

async function waitForEvent(e: Event) {
  console.log('wait_for_event: starting');
  await e.wait();
  console.log('wait_for_event: e.is_set()->', shown(await e.isSet()));
}

async function waitForEventTimeout(e: Event, timeout: number) {
  console.log('wait_for_event_timeout: starting');
  // no error when the time is over: the event is asked whether it is set
  await e.wait({ timeout });
  console.log('wait_for_event_timeout: e.is_set()->', shown(await e.isSet()));
}

async function main() {
  const e = new Event();
  const w1 = new Process({ name: 'block', target: waitForEvent, args: [e] });
  w1.start();
  const w2 = new Process({ name: 'non-block', target: waitForEventTimeout, args: [e, 2000] });
  w2.start();

  console.log('main: waiting before calling Event.set()');
  await sleep(3000);
  e.set();
  console.log('main: event is set');
  await w1.join();
  await w2.join();
}

if (import.meta.main) await main();
