// Managers: every method of the proxies, proxies inside of others, classes of the program's own, and what is said when it has ended.

import {
  activeChildren,
  Barrier,
  BoundedSemaphore,
  Condition,
  ConnectionError,
  type DictProxy,
  KeyError,
  type ListProxy,
  Lock,
  Manager,
  type NamespaceProxy,
  Process,
  Queue,
  type Remote,
  RemoteError,
  RLock,
  Semaphore,
  SharedArray,
  sleep,
  Value,
} from 'lanescope';
import { law, rejects, same, throws } from './law.ts';

class NotEnough extends Error {
  missing: number;
  constructor(missing: number, options?: ErrorOptions) {
    super(`${missing} are missing`, options);
    this.missing = missing;
  }
}

class Account {
  #balance: number;
  owner = 'nobody';
  constructor(balance: number) {
    if (balance < 0) throw new NotEnough(-balance);
    this.#balance = balance;
  }
  deposit(amount: number) {
    this.#balance += amount;
    return this.#balance;
  }
  withdraw(amount: number) {
    if (amount > this.#balance) throw new NotEnough(amount - this.#balance, { cause: new TypeError('too poor') });
    return this.deposit(-amount);
  }
  handler() {
    return () => this.#balance;
  }
  throwsText() {
    throw 'just text';
  }
  where() {
    return this.constructor.name;
  }
}

class Named extends Account {
  override where() {
    return `${super.where()} below Account`;
  }
}

class Gate {
  #open = Promise.withResolvers<string>();
  async pass() {
    return this.#open.promise;
  }
  open(word: string) {
    this.#open.resolve(word);
  }
  async takeFrom(queue: Queue<number>, list: ListProxy<number>) {
    const item = await queue.get();
    return [item, await list.push(item)];
  }
}

class Slow {
  async say(word: string) {
    await sleep(20);
    return word;
  }
}

async function dictionaries(manager: Manager) {
  await law('(b) SyncManager types: a dictionary has what was set, in the order in which the keys came', async () => {
    const d = manager.dict<unknown>({ a: 1 });
    await d.set('b', { deep: [1, 2] });
    await d.set('a', 2);
    same([await d.get('a'), await d.get('b'), await d.get('c')], [2, { deep: [1, 2] }, undefined]);
    same([await d.has('a'), await d.has('c'), await d.size()], [true, false, 2]);
    same([...(await d.keys())], ['a', 'b']);
    same([...(await d.values())], [2, { deep: [1, 2] }]);
    same([...(await d.entries())][0], ['a', 2]);
    const copy = await d.copy();
    same([copy instanceof Map, copy.get('a')], [true, 2]);
  });
  await law('pop, delete, setdefault, update and clear of a dictionary', async () => {
    const d = manager.dict<number>(new Map([['x', 1]]));
    same([await d.pop('x'), await d.pop('x'), await d.delete('x')], [1, undefined, false]);
    same([await d.setdefault('y', 5), await d.setdefault('y', 6), await d.get('y')], [5, 5, 5]);
    await d.update({ y: 7, z: 8 });
    await d.update([[1, 9]]);
    same(
      [[...(await d.entries())], await d.delete('y')],
      [
        [
          ['y', 7],
          ['z', 8],
          [1, 9],
        ],
        true,
      ],
    );
    await d.clear();
    same([await d.size(), [...(await d.keys())]], [0, []]);
  });
  await law('keys are equal by value, for every one that comes is a copy', async () => {
    const d = manager.dict<string>();
    await d.set([1, { at: 2 }], 'pair');
    await d.set([1, { at: 2 }], 'pair again');
    await d.set(new Date(5), 'date');
    await d.set(Number.NaN, 'no number');
    same([await d.size(), await d.get([1, { at: 2 }]), await d.get([1, { at: 3 }])], [3, 'pair again', undefined]);
    same(
      [await d.get(new Date(5)), await d.get(Number.NaN), await d.delete([1, { at: 2 }])],
      ['date', 'no number', true],
    );
    same(await d.has([1, { at: 2 }]), false);
  });
}

async function lists(manager: Manager) {
  await law('(b) SyncManager types: a list is read and changed by index, from either end', async () => {
    const l = manager.list(['a', 'b', 'c']);
    same([await l.at(0), await l.at(-1), await l.length()], ['a', 'c', 3]);
    await l.set(1, 'B');
    await l.set(-1, 'C');
    await l.insert(0, 'first');
    same([await l.push('d', 'e'), await l.copy()], [6, ['first', 'a', 'B', 'C', 'd', 'e']]);
    same([await l.pop(), await l.pop(0), await l.slice(1, 3), await l.slice(-1)], ['e', 'first', ['B', 'C'], ['d']]);
    await l.extend(new Set(['x', 'y']));
    await l.reverse();
    same(await l.copy(), ['y', 'x', 'd', 'C', 'B', 'a']);
  });
  await law('remove and indexOf find by value; remove tells whether it was there', async () => {
    const l = manager.list<unknown>([{ n: 1 }, { n: 2 }, 3]);
    same(
      [await l.indexOf({ n: 2 }), await l.indexOf(4), await l.remove({ n: 1 }), await l.remove({ n: 1 })],
      [1, -1, true, false],
    );
    same(await l.copy(), [{ n: 2 }, 3]);
  });
  await law(
    'sort orders numbers by size and text by its characters, and leaves what has no order as it was',
    async () => {
      const numbers = manager.list([10, 9, 1]);
      await numbers.sort();
      same(await numbers.copy(), [1, 9, 10]);
      const words = manager.list(['b', 'a']);
      await words.sort();
      same(await words.copy(), ['a', 'b']);
      const mixed = manager.list<unknown>([2, 'a', 1]);
      await rejects(mixed.sort(), 'TypeError', 'ListProxy.sort() on mixed', 'order');
      same(await mixed.copy(), [2, 'a', 1]);
    },
  );
  await law('an index that is not there is a RangeError that names the list', async () => {
    const l = manager.list([1]);
    await rejects(l.at(1), 'RangeError', 'ListProxy.at() on l', 'no index 1 in a list of 1');
    await rejects(l.set(-2, 0), 'RangeError', 'ListProxy.set() on l');
    await rejects(manager.list().pop(), 'RangeError', 'a list of 0');
    await rejects(l.at(0.5), 'TypeError', 'integer');
  });
}

async function namespaces(manager: Manager) {
  await law('(b) Namespace: it has what was set; what was not is a KeyError that names it', async () => {
    const n: NamespaceProxy<Record<string, unknown>> = manager.namespace({ x: 1 });
    await n.set('_y', [2]);
    same([await n.get('x'), await n.get('_y')], [1, [2]]);
    await n.delete('x');
    await rejects(n.get('x'), 'KeyError', 'NamespaceProxy.get() on n', '"x"');
    await rejects(n.delete('x'), 'KeyError', 'NamespaceProxy.delete() on n');
    same(await n.get('x').catch((error: unknown) => error instanceof KeyError), true);
  });
  await law(
    '(b) mutable values: what was got is a copy: changing it changes nothing, setting it again does',
    async () => {
      const n = manager.namespace({ list: [1] });
      const mine = await n.get('list');
      mine.push(2);
      same(await n.get('list'), [1]);
      await n.set('list', mine);
      same(await n.get('list'), [1, 2]);
    },
  );
}

async function setFromChild(outer: DictProxy<ListProxy<number>>, back: Queue<unknown>) {
  const inner = await outer.get('inner');
  await inner?.push(2);
  const own = activeChildren().length;
  await back.put([inner, own]);
}

async function nested(manager: Manager) {
  await law('(b) proxies: one inside of another is shared, in every process that gets it', async () => {
    const inner = manager.list([1]);
    const outer = manager.dict({ inner });
    const back = new Queue<[ListProxy<number>, number]>();
    const child = new Process({ target: setFromChild, args: [outer, back] });
    child.start();
    const [same1] = await back.get();
    await same1.push(3);
    same([await inner.copy(), same1 === inner, (await outer.get('inner')) === inner], [[1, 2, 3], true, true]);
    await child.join();
  });
  await law('(b) proxies: one is equal to itself alone, not to what it stands for', async () => {
    const [a, b] = [manager.list<unknown>([1]), manager.list<unknown>([1])];
    const l = manager.list<unknown>([a, [b]]);
    same([await l.indexOf(b), await l.indexOf(a), await l.indexOf([a]), await l.indexOf([b])], [-1, 0, -1, 1]);
    same((a as unknown) === [1], false);
  });
  await law('(c) 19: a plain list inside of a proxy is a copy', async () => {
    const plain = [1];
    const l = manager.list([plain]);
    plain.push(2);
    same(await l.at(0), [1]);
  });
}

async function deposits(account: Remote<Account>, times: number) {
  for (let i = 0; i < times; i++) await account.deposit(1);
}

async function classes(manager: Manager) {
  const account = manager.register(Account);
  await law(
    '(b) BaseManager: an object of a registered class lives in the manager, #private fields and all',
    async () => {
      const shared = await account(10);
      const children = [1, 2].map(() => new Process({ target: deposits, args: [shared, 20] }));
      for (const child of children) child.start();
      for (const child of children) await child.join();
      same(await shared.deposit(0), 50);
    },
  );
  await law('methods of the classes that it extends are there too', async () => {
    const named = await manager.register(Named)(1);
    same([await named.where(), await named.deposit(2)], ['Named below Account', 3]);
  });
  await law(
    '(b) proxies: an error of a method has its class, its fields, and as its cause where it came from',
    async () => {
      const shared = await account(1);
      const error = await shared.withdraw(5).catch((reason: unknown) => reason);
      if (!(error instanceof NotEnough)) throw error;
      const { cause } = error;
      if (!(cause instanceof RemoteError)) throw new Error(`cause ${String(cause)}`);
      same([error.missing, error.message, cause.message.includes('withdraw')], [4, '4 are missing', true]);
      same([/SyncManager-\d+/.test(cause.message), String(cause.cause)], [true, 'TypeError: too poor']);
    },
  );
  await law('an error of the constructor is one of the call that makes the object', () =>
    rejects(account(-3), 'Error', '3 are missing'),
  );
  await law('what is thrown and no error comes as it is', async () => {
    const shared = await account(1);
    same(await shared.throwsText().catch((reason: unknown) => reason), 'just text');
  });
  await law('great arguments and great results arrive whole', async () => {
    const [d, text] = [manager.dict<string>({ before: 'y'.repeat(300_000) }), 'x'.repeat(500_000)];
    await d.set('great', text);
    same([(await d.get('before'))?.length, (await d.get('great')) === text, (await d.copy()).size], [300_000, true, 2]);
  });
  await law('(b) proxies: a result that cannot be sent is a RemoteError that says so', async () => {
    const shared = await account(1);
    await rejects(shared.handler(), 'RemoteError', 'the result', 'function');
  });
  await law('an argument that cannot be sent is refused at the call, by its place', async () => {
    const shared = await account(1);
    await rejects(shared.deposit((() => 1) as never), 'SerializationError', 'Remote.deposit() on shared', 'args[0]');
    throws(() => manager.dict({ f: () => 1 }), 'SerializationError', 'initial');
  });
  await law('a method that waits holds nobody up', async () => {
    const gate = await manager.register(Gate)();
    const passed = gate.pass();
    await gate.open('friend');
    same(await passed, 'friend');
  });
  await law('a method uses queues and proxies that it is given, those of its own manager too', async () => {
    const [gate, queue, list] = [await manager.register(Gate)(), new Queue<number>(), manager.list<number>([1])];
    const taken = gate.takeFrom(queue, list);
    queue.put(7);
    same(
      [await taken, await list.copy()],
      [
        [7, 2],
        [1, 7],
      ],
    );
  });
  await law('what is no top-level class is refused', () => {
    class Inner {}
    throws(() => manager.register(Inner), 'SerializationError', 'Manager.register', 'Inner');
    throws(() => manager.register(deposits as never), 'TypeError', 'Manager.register');
  });
}

async function pushes(list: ListProxy<number>, n: number) {
  return list.push(n);
}

async function asks(manager: Manager, d: DictProxy<number>, told: Queue<unknown>) {
  const own = manager.list([1]);
  told.put([await own.length(), await d.get('a')]);
}

async function counts(d: DictProxy<number>, times: number, lockstep: Queue<string>) {
  for (let i = 0; i < times; i++) {
    const before = (await d.get('n')) ?? 0;
    lockstep.put('read');
    await d.set('n', before + 1);
  }
}

async function fills(q: Queue<string>) {
  for (let i = 0; i < 3; i++) q.put('x'.repeat(50_000));
}

async function together(manager: Manager) {
  await law('(b) compound operations: get and set are two calls, and somebody may come between', async () => {
    const [d, steps] = [manager.dict({ n: 0 }), new Queue<string>()];
    const before = (await d.get('n')) ?? 0;
    const child = new Process({ target: counts, args: [d, 1, steps] });
    child.start();
    await child.join();
    await d.set('n', before + 1);
    same(await d.get('n'), 1);
  });
  await law('(b) manager Queue: a process that has put ends before anybody has got, and qsize is exact', async () => {
    const q = manager.Queue<string>();
    const child = new Process({ target: fills, args: [q] });
    child.start();
    same([await child.join(), child.exitCode, await q.qsize()], [true, 0, 3]);
  });
  await law('(c) 30: joining before getting hangs with no queue of a manager', async () => {
    const q = manager.Queue<string>();
    const child = new Process({ target: fills, args: [q] });
    child.start();
    await child.join();
    same([(await q.get()).length, (await q.get()).length, (await q.get()).length], [50_000, 50_000, 50_000]);
  });
}

async function lives(manager: Manager) {
  await law('(b) Manager(): its process is a child like others, named SyncManager-N', () => {
    same(
      activeChildren().map(({ name, daemon }) => [/^SyncManager-\d+$/.test(name), daemon]),
      [[true, true]],
    );
  });
  await law('a manager can be sent, and makes objects for who has it', async () => {
    const told = new Queue<unknown>();
    const child = new Process({ target: asks, args: [manager, manager.dict({ a: 4 }), told] });
    child.start();
    same([await told.get(), await child.join()], [[1, 4], true]);
  });
  await law('(b) SyncManager types: its queues are those that new makes', async () => {
    const q = manager.Queue<number>({ maxsize: 1 });
    await q.put(1);
    same([q instanceof Queue, await q.full(), await manager.JoinableQueue().join()], [true, true, true]);
  });
  await law('(b) SyncManager types: its locks, events and barriers are those that new makes, named alike', async () => {
    const [lock, event] = [manager.RLock({ name: 'own' }), manager.Event()];
    const condition = manager.Condition(lock);
    const made = [manager.Lock(), manager.Semaphore(2), manager.BoundedSemaphore(1), condition, manager.Barrier(1)];
    same(
      [made[0] instanceof Lock, made[1] instanceof Semaphore, made[2] instanceof BoundedSemaphore],
      [true, true, true],
    );
    same([lock instanceof RLock, condition instanceof Condition, made[4] instanceof Barrier], [true, true, true]);
    await event.set();
    same([await event.wait(), await manager.Semaphore(2).getValue(), await manager.Barrier(1).wait()], [true, 2, 0]);
    await condition.with(() => condition.notifyAll());
    const [value, array] = [manager.Value('i', 5), manager.Array('d', [1, 2])];
    same(
      [value instanceof Value, await value.get(), array instanceof SharedArray, await array.get(-1)],
      [true, 5, true, 2],
    );
    await rejects(lock.release(), 'NotOwnerError', 'RLock.release() on own');
    await rejects(manager.Lock().release(), 'ReleaseError');
  });
  await law('(b) SyncManager types: its pools are those that new makes, and their tasks may have proxies', async () => {
    await using pool = manager.Pool({ processes: 1 });
    const l = manager.list<number>();
    same(
      [
        await pool.starmap(pushes, [
          [l, 5],
          [l, 6],
        ]),
        await l.copy(),
      ],
      [
        [1, 2],
        [5, 6],
      ],
    );
  });
  await law('calls of one process are answered in the order of their making', async () => {
    const l = manager.list<number>();
    const lengths = await Promise.all([1, 2, 3, 4].map((n) => l.push(n)));
    same(
      [lengths, await l.copy()],
      [
        [1, 2, 3, 4],
        [1, 2, 3, 4],
      ],
    );
  });
  await law('proxies and managers are made by their makers alone', () => {
    throws(() => new (Manager as never as new () => unknown)(), 'TypeError', 'Manager.start()');
    const made = manager.dict().constructor as new () => unknown;
    throws(() => new made(), 'TypeError', 'manager.dict()');
  });
}

async function endings() {
  await law(
    '(b) BaseManager: after shutdown calls are refused, what was asked before is answered, and it can be said twice',
    async () => {
      const manager = await Manager.start({ name: 'keeper' });
      const d = manager.dict({ a: 1 });
      const child = activeChildren().find(({ name }) => name === 'keeper');
      const [answered, ended] = [d.get('a'), manager.shutdown()];
      const late = rejects(d.get('a'), 'ConnectionError', 'DictProxy.get() on d', 'shut down');
      same([await answered, await ended, child?.isAlive(), child?.exitCode], [1, undefined, false, 0]);
      await late;
      await manager.shutdown();
      throws(() => manager.dict(), 'ConnectionError', 'Manager.dict() on keeper');
      throws(() => manager.Queue(), 'ConnectionError', 'Manager.Queue() on keeper');
      throws(() => manager.register(Account), 'ConnectionError', 'Manager.register() on keeper');
    },
  );
  await law('a method that is under way when shutdown() comes is answered before the end', async () => {
    const manager = await Manager.start();
    const slow = await manager.register(Slow)();
    const [said, ended] = [slow.say('a word'), manager.shutdown()];
    same([await said, await ended], ['a word', undefined]);
  });
  await law('a call that waits while the manager is killed is refused', async () => {
    const manager = await Manager.start();
    const gate = await manager.register(Gate)();
    const passed = gate.pass();
    const [child] = activeChildren().filter(({ name }) => name.startsWith('SyncManager') && name !== 'SyncManager-1');
    const end = passed.catch((error: unknown) => error);
    await child?.kill();
    const error = await end;
    same([error instanceof ConnectionError, String(error).includes('ended by signal 9')], [true, true]);
    await rejects(gate.open('x'), 'ConnectionError', 'Remote.open()');
    await manager.shutdown();
  });
  await law('(b) Manager(): leaving its `await using` block ends it', async () => {
    let d: DictProxy<number>;
    {
      await using manager = await Manager.start();
      d = manager.dict({ a: 1 });
      same(await d.get('a'), 1);
    }
    await rejects(d.get('a'), 'ConnectionError');
  });
  await law('wrong arguments are told', async () => {
    await rejects(Manager.start(5 as never), 'TypeError', 'Manager.start');
    await rejects(Manager.start({ name: 5 as never }), 'TypeError', 'name');
    await using manager = await Manager.start();
    throws(() => manager.dict(5 as never), 'TypeError', 'Manager.dict');
    throws(() => manager.list(5 as never), 'TypeError', 'Manager.list');
    throws(() => manager.namespace(5 as never), 'TypeError', 'Manager.namespace');
    await rejects(manager.dict().update(5 as never), 'TypeError', 'DictProxy.update');
  });
}

if (import.meta.main) {
  const manager = await Manager.start();
  await lives(manager);
  await dictionaries(manager);
  await lists(manager);
  await namespaces(manager);
  await nested(manager);
  await classes(manager);
  await together(manager);
  await manager.shutdown();
  await endings();
  console.log('all laws were tried');
}
