// Rows of the reference for processes that no other law shows.

import * as api from 'lanescope';
import { currentProcess, LanescopeError, Process, Queue, sleep } from 'lanescope';
import { law, rejects, same, throws } from './law.ts';

async function nothing() {}

function tellsItsName(q: Queue<string>) {
  q.put(currentProcess().name);
}

async function waits(go: Queue<string>, q: Queue<string>) {
  q.put('waits');
  q.put(await go.get());
}

async function tidiesUp(q: Queue<string>) {
  try {
    await q.put('runs');
    await sleep(60_000);
  } finally {
    await q.put('tidied up');
  }
}

async function hasAChild(go: Queue<string>, q: Queue<string>) {
  await new Process({ target: waits, args: [go, q], name: 'grandchild' }).start();
  await sleep(60_000);
}

async function running() {
  await law('run, called directly, runs in the process that calls it', async () => {
    const q = new Queue<string>();
    const unused = new Process({ target: tellsItsName, args: [q] });
    await unused.run();
    same([await q.get(), unused.pid, unused.isAlive()], ['MainProcess', null, false]);
  });
  await law('join gives true again and again, and false at once without time', async () => {
    const [go, q] = [new Queue<string>(), new Queue<string>()];
    const child = new Process({ target: waits, args: [go, q] });
    child.start();
    await q.get();
    same([await child.join({ timeout: 0 }), await child.join({ timeout: -1 }), child.exitCode], [false, false, null]);
    go.put('go');
    same([await child.join(), await child.join(), await child.join({ timeout: 0 })], [true, true, true]);
    await rejects(currentProcess().join(), 'ProcessError');
  });
  await law('a name can be set and need not be the only one', async () => {
    const [first, second] = [
      new Process({ target: nothing, name: 'twin' }),
      new Process({ target: nothing, name: 'twin' }),
    ];
    second.start();
    first.start();
    same([await first.join(), await second.join(), first.name, second.name], [true, true, 'twin', 'twin']);
  });
}

async function ending() {
  for (const how of ['terminate', 'kill'] as const) {
    await law(`${how} leaves no time for finally, and says nothing when the process has ended`, async () => {
      const q = new Queue<string>();
      const child = new Process({ target: tidiesUp, args: [q] });
      child.start();
      same(await q.get(), 'runs');
      await child[how]();
      same([await child.join(), child.exitCode, await q.qsize()], [true, how === 'kill' ? -9 : -15, 0]);
      await child[how]();
    });
  }
  await law('(c) 10 the children of a terminated process live on', async () => {
    const [go, q] = [new Queue<string>(), new Queue<string>()];
    const child = new Process({ target: hasAChild, args: [go, q] });
    child.start();
    same(await q.get(), 'waits');
    await child.terminate();
    same([await child.join(), child.exitCode], [true, -15]);
    go.put('still here');
    same(await q.get(), 'still here');
  });
  await law('every error is a LanescopeError with its name and a code', () => {
    const names = Object.keys(api).filter((name) => name.endsWith('Error') && name !== 'LanescopeError');
    same(names.length >= 20, true);
    for (const name of names) {
      const error = new (Reflect.get(api, name))('said');
      same(
        [error instanceof LanescopeError, error instanceof Error, error.name, typeof error.code, error.message],
        [true, true, name, 'string', 'said'],
      );
    }
  });
  await law('(c) 34 what is wrong before start is said as such: terminate, and a name that is no string', async () => {
    const unused = new Process({ target: nothing });
    await rejects(unused.terminate(), 'ProcessError', 'start()');
    await rejects(unused.kill(), 'ProcessError', 'start()');
    throws(() => new Process({ target: nothing, name: 5 as never }), 'TypeError', 'name');
  });
}

if (import.meta.main) {
  await running();
  await ending();
  console.log('all laws were tried');
}
