// One wait for two pipes and a process: the senders wait for a word themselves.

import { type Connection, Event, Pipe, Process, wait } from 'lanescope';

async function tell(there: Connection<string, never>, go: Event) {
  await go.wait(); //! deadlock
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
  const ready = await wait([firstHere, secondHere, first]); //& deadlock
  console.log(ready.length);
  await go.set();
}
