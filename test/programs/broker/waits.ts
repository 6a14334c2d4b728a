// Every process has a call that the kernel alone could not end, and one of them waits for something else besides: what, is the
// first argument. When that has come it puts, and everybody can go on.

import { spawn } from 'node:child_process';
import { pbkdf2, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { url as inspectorUrl, open as openInspector } from 'node:inspector';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { brotliCompress } from 'node:zlib';
import { Process, Queue } from 'lanescope';

async function getsOne(q: Queue<string>, ready: Queue<boolean>) {
  ready.put(true);
  console.log(`got ${await q.get()}`);
}

const longMs = 700;
const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Each gets the second argument: a port, a path. */
const waits: Record<string, (given: string, q: Queue<string>) => Promise<unknown>> = {
  timer: () => later(longMs),
  socket: async (port) => once(connect(Number(port), '127.0.0.1'), 'data'),
  async server() {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    console.log(`port ${(server.address() as { port: number }).port}`);
    const [socket] = (await once(server, 'connection')) as [Socket];
    socket.destroy();
    server.close();
  },
  fileRead: (path) => readFile(path),
  async threadPool() {
    for (let i = 0; i < 4; i++) await promisify(pbkdf2)('word', 'salt', 150_000, 64, 'sha512');
  },
  zlib: () => promisify(brotliCompress)(Buffer.from(randomBytes(300_000).toString('hex'))),
  worker: () => once(new Worker(`setTimeout(() => {}, ${longMs})`, { eval: true }), 'exit'),
  child: () => once(spawn('sleep', [String(longMs / 1000)]), 'exit'),
  stdin: () => once(process.stdin, 'data').finally(() => process.stdin.destroy()),
  import: (name) => import(pathToFileURL(`${name}.mjs`).href),
  fetch: async (port) => (await fetch(`http://127.0.0.1:${port}/`)).text(),
  async signal() {
    const heard = once(process, 'SIGUSR2');
    console.log(`pid ${process.pid}`);
    await heard;
  },
  unrefedTimer: () => new Promise((resolve) => setTimeout(resolve, 2000).unref()),
  unrefedInterval: (fires) =>
    new Promise<void>((resolve) => {
      let left = Number(fires);
      setInterval(() => --left === 0 && resolve(), 900).unref();
    }),
  unrefedPromise: () => wait(2000, undefined, { ref: false }),
  unrefedChild() {
    const child = spawn('sleep', ['2'], { stdio: 'ignore' });
    child.unref();
    return once(child, 'exit');
  },
  unrefedWorker() {
    const worker = new Worker('setTimeout(() => {}, 2000)', { eval: true });
    worker.unref();
    return once(worker, 'exit');
  },
  async unrefedSocket(port) {
    const socket = connect(Number(port), '127.0.0.1');
    socket.unref();
    await once(socket, 'data');
  },
  async abortSignal(_given, q) {
    await q.get({ signal: AbortSignal.timeout(2000) }).catch((error: Error) => console.log(error.name));
  },
  async debugger() {
    openInspector(0);
    console.log(`inspector ${inspectorUrl()}`);
    await new Promise((resolve) => Object.assign(globalThis, { goOn: resolve }));
  },
};

if (import.meta.main) {
  const q = new Queue<string>();
  const other = new Queue<string>();
  const ready = new Queue<boolean>();
  const child = new Process({ target: getsOne, args: [q, ready] });
  await child.start();
  await ready.get();
  const joined = child.join();
  console.log('waiting');
  await waits[process.argv[2] ?? '']?.(process.argv[3] ?? '', other);
  q.put('what it waited for');
  await joined;
}
