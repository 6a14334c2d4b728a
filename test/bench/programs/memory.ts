// Resident memory while nothing happens, in MB: the broker, a child that waits for an item, a process that waits to be started.
import { readdirSync, readFileSync } from 'node:fs';
import { Process, Queue, sleep } from 'lanescope';

/** After a start, until what it has set in motion has come to rest. */
const restMs = 1500;

async function waits(items: Queue<number>, up: Queue<number>) {
  await up.put(process.pid);
  await items.get();
}

function residentMB(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

function childrenOf(parent: number): number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return all.map(Number).filter((pid) => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
  });
}

if (import.meta.main) {
  const [items, up] = [new Queue<number>(), new Queue<number>()];
  const p = new Process({ target: waits, args: [items, up] });
  p.start();
  const pid = await up.get();
  await sleep(restMs);
  const others = childrenOf(process.ppid).filter((one) => one !== pid && one !== process.pid);
  const waiting = others.filter((one) => readFileSync(`/proc/${one}/environ`, 'utf8').includes('"role":"waiting"'));
  const ofWaiting = waiting.map(residentMB);
  console.log(
    JSON.stringify({ broker: residentMB(process.ppid), idle: residentMB(pid), waiting: Math.max(...ofWaiting) }),
  );
  await items.put(0);
  await p.join();
}
