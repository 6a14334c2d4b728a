// A script without a main guard: its child imports it, and would start a child of its own, and so on.

import { Process } from 'lanescope';

function child() {
  console.log('the child runs');
}

const process = new Process({ target: child });
await process.start();
await process.join();
console.log(`the child ended with ${process.exitCode}`);
