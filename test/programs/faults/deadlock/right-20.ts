// Everybody waits, but one process listens on a socket, to which another one connects a while later.

import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { Event, Process, Queue } from 'lanescope';

async function serve(ports: Queue<number>, hasCalled: Event) {
  const server = createServer((socket) => {
    socket.destroy();
    server.close();
    hasCalled.set();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  await ports.put((server.address() as AddressInfo).port);
  await hasCalled.wait();
}

async function call(ports: Queue<number>) {
  const port = await ports.get();
  await new Promise((resolve) => setTimeout(resolve, 700));
  connect(port, '127.0.0.1').on('error', () => {});
}

if (import.meta.main) {
  const [ports, hasCalled] = [new Queue<number>(), new Event()];
  const both = [new Process({ target: serve, args: [ports, hasCalled] }), new Process({ target: call, args: [ports] })];
  for (const one of both) one.start();
  await hasCalled.wait();
  for (const one of both) await one.join();
}
