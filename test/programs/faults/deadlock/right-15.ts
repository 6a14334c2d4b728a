// One wait for two pipes and a process: the senders have been given the word.

import { type Connection, Event, Pipe, Process, wait } from 'lanescope';

async function tell(there: Connection<string, never>, go: Event) {
  await go.wait();
  await there.send('done');
}

if (import.meta.main) {
  const go = new Event();
  const [[firstHere, firstThere], [secondHere, secondThere]] = [Pipe<never, string>(), Pipe<never, string>()];
  const first = new Process({ target: tell, args: [firstThere, go] });
  const second = new Process({ target: tell, args: [secondThere, go] });
  for (const one of [first, second]) await one.start();
  firstThere.close();
  secondThere.close();
  await go.set();
  const ready = await wait([firstHere, secondHere, first]);
  console.log(ready.length > 0);
}
