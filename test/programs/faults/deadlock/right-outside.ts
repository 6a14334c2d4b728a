// A service in which everybody waits until an operator sends a signal: it may look stuck, and is not.

import { spawn } from 'node:child_process';
import { Event, Process, Queue } from 'lanescope';

async function serve(requests: Queue<string | null>) {
  for (let request = await requests.get(); request !== null; request = await requests.get()) {
    console.log('served', request);
  }
}

async function main() {
  const requests = new Queue<string | null>();
  const stop = new Event();
  const server = new Process({ target: serve, args: [requests] });
  await server.start();
  process.once('SIGUSR2', () => void stop.set());
  const operator = spawn('sh', ['-c', `sleep 1; kill -USR2 ${process.pid}`], { detached: true, stdio: 'ignore' });
  operator.unref();
  await requests.put('a request');
  await stop.wait();
  await requests.put(null);
  await server.join();
}

if (import.meta.main) await main();
