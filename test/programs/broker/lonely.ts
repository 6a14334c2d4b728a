// A script that uses Lanescope and starts nothing.
import { Queue } from 'lanescope';

const q = new Queue<string>();
await q.put('alone');
console.log(await q.get());
// until its input ends
for await (const _ of process.stdin);
