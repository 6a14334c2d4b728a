// Forgets to wait: for a name, for a child, and for the answer whether a queue is empty.

import { Process, Queue } from 'lanescope';

function greet(q: Queue<string>): void {
  const name = q.get();
  console.log(`Well, hi ${name}`);
}

class Sender {
  readonly q = new Queue<string>();

  send(name: string) {
    if (!this.q.empty()) console.log('somebody else has sent a name');
    this.q.put(name);
  }
}

async function main() {
  const sender = new Sender();
  const child = new Process({ target: greet, args: [sender.q] });
  child.start();
  sender.send('Jimmy');
  child.join();
  console.log('the child ended with', child.exitCode);
}

if (import.meta.main) await main();
