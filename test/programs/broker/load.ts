// Much of something: large messages, many processes, many puts that nobody awaits. The first argument says what.

import { createHash } from 'node:crypto';
import { Process, Queue } from 'lanescope';

const largeBytes = 50_000_000;

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function sendsLarge(there: Queue<Uint8Array>, back: Queue<string>) {
  const bytes = new Uint8Array(largeBytes).map((_, i) => i * 31);
  await there.put(bytes);
  console.log((await back.get()) === digest(bytes) ? 'arrived whole' : 'arrived broken');
}

async function addsOne(numbers: Queue<number>, sums: Queue<number>) {
  sums.put((await numbers.get()) + 1);
}

async function putsWhileComputing(q: Queue<number>) {
  for (let i = 0; i < 20; i++) {
    q.put(i);
    for (const end = performance.now() + 1; performance.now() < end; ) Math.random();
  }
  for (;;) Math.random();
}

async function puts(q: Queue<number>, count: number) {
  for (let i = 0; i < count; i++) q.put(i);
}

async function putsAndTicks(q: Queue<number>, count: number) {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  for (let i = 0; i < count; i++) {
    q.put(i);
    if (i % 1000 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  clearInterval(timer);
  console.log(`ticked ${ticks > 0}`);
}

const ways: Record<string, () => Promise<void>> = {
  async large() {
    const [there, back] = [new Queue<Uint8Array>(), new Queue<string>()];
    const child = new Process({ target: sendsLarge, args: [there, back] });
    child.start();
    back.put(digest(await there.get()));
    await child.join();
  },
  async many() {
    const [numbers, sums] = [new Queue<number>(), new Queue<number>()];
    const children = Array.from({ length: 60 }, () => new Process({ target: addsOne, args: [numbers, sums] }));
    for (const child of children) child.start();
    for (const index of children.keys()) numbers.put(index);
    let total = 0;
    for (const _ of children) total += await sums.get();
    for (const child of children) await child.join();
    console.log(
      total,
      children.every(({ exitCode }) => exitCode === 0),
    );
  },
  async unawaited() {
    const q = new Queue<number>();
    const child = new Process({ target: putsAndTicks, args: [q, 50_000] });
    child.start();
    let isInOrder = true;
    for (let i = 0; i < 50_000; i++) if ((await q.get()) !== i) isInOrder = false;
    await child.join();
    console.log(`in order ${isInOrder}`);
  },
  async computing() {
    const q = new Queue<number>();
    const child = new Process({ target: putsWhileComputing, args: [q] });
    child.start();
    const got: number[] = [];
    while (got.length < 20) got.push(await q.get());
    console.log(got.join());
    await child.kill();
  },
  async slowBroker() {
    const q = new Queue<number>();
    const child = new Process({ target: puts, args: [q, 20_000] });
    child.start();
    console.log('begins');
    let sum = 0;
    for (let i = 0; i < 20_000; i++) sum += await q.get();
    await child.join();
    console.log(sum);
  },
};

if (import.meta.main) await ways[process.argv[2] ?? '']?.();
