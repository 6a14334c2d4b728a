// A child that is granted an item just when it has ended: the broker stands still until both the put and the child's end
// lie before it, so that its reply meets nobody while the child's last words are still unread.
import { spawn } from 'node:child_process';
import { Process, Queue, sleep } from 'lanescope';

declare const process: { ppid: number; kill(pid: number, signal: string): void; exit(code: number): never };
declare function setTimeout(body: () => void, ms: number): void;

async function child(q: Queue<number>, ready: Queue<number>) {
  q.get();
  const broker = process.ppid;
  await ready.put(1);
  await sleep(50);
  spawn('sh', ['-c', `sleep 0.6; kill -CONT ${broker}`], { stdio: 'ignore', detached: true }).unref();
  process.kill(broker, 'SIGSTOP');
  setTimeout(() => {
    console.log('last words');
    process.exit(0);
  }, 300);
}

async function main() {
  const q = new Queue<number>();
  const ready = new Queue<number>();
  const p = new Process({ target: child, args: [q, ready] });
  p.start();
  await ready.get();
  // while the broker stands still, and before the last words
  await new Promise<void>((done) => setTimeout(done, 200));
  q.put(7);
  await p.join();
  console.log('the item is', (await q.getNowait()) === 7 ? 'back' : 'lost');
}

if (import.meta.main) await main();
