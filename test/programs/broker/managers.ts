// What becomes of managers in real processes, one way for each name given as argument.

import { Manager, Process, parentProcess, Queue, type Remote } from 'lanescope';

class Service {
  async getFrom(q: Queue<number>) {
    return q.get();
  }
  async never() {
    await new Promise(() => {});
  }
  crash() {
    process.kill(process.pid, 'SIGKILL');
  }
  async soon(ms: number) {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return 'soon enough';
  }
}

async function getsForever(q: Queue<number>) {
  await q.get();
}

async function asks(service: Remote<Service>, q: Queue<number>) {
  await service.getFrom(q);
}

/** Its manager ends with it, though others have proxies of what was in it. */
async function startsOne(out: Queue<unknown>, go: Queue<string>) {
  const manager = await Manager.start();
  const d = manager.dict({ a: 1 });
  await out.put(d);
  await go.get();
}

const ways: Record<string, () => Promise<void>> = {
  async idleManager() {
    const manager = await Manager.start();
    const q = manager.Queue<number>({ name: 'q' });
    const d = manager.dict({ q });
    await new Process({ target: getsForever, args: [q] }).start();
    await (await d.get('q'))?.get();
  },
  async waitingManager() {
    const manager = await Manager.start();
    const q = new Queue<number>({ name: 'q' });
    const service = await manager.register(Service)();
    const child = new Process({ target: asks, args: [service, q] });
    await child.start();
    await child.join();
  },
  async neverAnswers() {
    const manager = await Manager.start();
    const service = await manager.register(Service)();
    await service.never();
  },
  async answersLate() {
    const manager = await Manager.start();
    const service = await manager.register(Service)();
    console.log(await service.soon(700));
  },
  async partial() {
    const manager = await Manager.start();
    const d = manager.dict();
    const q = new Queue<number>({ name: 'q' });
    await new Process({ target: getsForever, args: [q], daemon: true }).start();
    q.close();
    await new Promise((resolve) => process.stdin.once('data', resolve));
    process.stdin.destroy();
    await d.set('a', 1);
    console.log('the main process goes on');
  },
  async leftRunning() {
    const manager = await Manager.start();
    await manager.dict().set('a', 1);
    console.log('done');
  },
  async creatorEnds() {
    const [out, go] = [new Queue<{ get(key: string): Promise<number> }>(), new Queue<string>()];
    const child = new Process({ target: startsOne, args: [out, go] });
    child.start();
    const d = await out.get();
    console.log(await d.get('a'));
    go.put('end');
    await child.join();
    for (;;) {
      const error = await d.get('a').catch((reason: unknown) => reason);
      if (!(error instanceof Error)) continue;
      console.log(error.message.replace(/ \(.*/, ''));
      break;
    }
    await new Promise((resolve) => process.stdin.once('data', resolve));
    process.stdin.destroy();
  },
  async crashes() {
    const manager = await Manager.start();
    const service = await manager.register(Service)();
    await service.crash();
  },
  async crashesHandled() {
    const manager = await Manager.start();
    const service = await manager.register(Service)();
    const waiting = [service.soon(10_000), service.never(), service.crash()].map((one) =>
      one.then(
        () => 'answered',
        (error: Error) => error.name,
      ),
    );
    console.log((await Promise.all(waiting)).join());
    const other = await Manager.start();
    console.log(await other.list([1, 2]).length());
  },
  async daemon() {
    const child = new Process({ target: daemonStarts, daemon: true });
    child.start();
    await child.join();
  },
};

async function daemonStarts() {
  await Manager.start().catch((error: Error) =>
    console.log(`${parentProcess()?.name}: ${error.name}: ${error.message}`),
  );
}

if (import.meta.main) await ways[process.argv[2] ?? '']?.();
