// SharedMemory: every operation with every way it can end, within one process and between several. A law that a row of the
// reference promises begins with the row.

import { Process, Queue, SharedMemory, sleep } from 'lanescope';
import { law, rejects, same, throws } from './law.ts';

const wrong = (value: unknown) => value as never;
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytesOf = (value: string) => new TextEncoder().encode(value);

async function writes(memory: SharedMemory, said: Queue<string>) {
  await memory.write(bytesOf('from the child'), 100);
  memory.close();
  await said.put('written');
}

async function attaches(name: string, said: Queue<unknown>) {
  const memory = await SharedMemory.attach(name);
  said.put([memory.name, memory.size, text(await memory.read(0, 5))]);
  await memory.write(bytesOf('HELLO'));
  memory.close();
}

async function createsAndEnds(name: string) {
  const memory = await SharedMemory.create({ name, size: 8 });
  await memory.write(Uint8Array.of(1, 2, 3));
}

async function usesLate(memory: SharedMemory, said: Queue<string>, go: Queue<string>) {
  await go.get();
  said.put(await memory.read().then(String, (error: Error) => error.name));
}

async function creation() {
  await law(
    '(b) SharedMemory(name=None, create=False, size=0): new memory has its size, a name and zeros',
    async () => {
      const block = await SharedMemory.create({ size: 1000 });
      same([block.size, block.name.startsWith('block-'), block.name.length > 6], [1000, true, true]);
      const all = await block.read();
      same([all.length, all.every((byte) => byte === 0)], [1000, true]);
      await block.unlink();
    },
  );
  await law('(b) SharedMemory(name=None, create=False, size=0): a name that is taken cannot be created', async () => {
    const block = await SharedMemory.create({ name: 'taken', size: 4 });
    await rejects(SharedMemory.create({ name: 'taken', size: 4 }), 'SharedMemoryError', 'taken', 'attach()');
    await block.unlink();
    const again = await SharedMemory.create({ name: 'taken', size: 8 });
    same([again.size, block.size], [8, 4]);
    await again.unlink();
  });
  await law('(b) SharedMemory(name=None, create=False, size=0): one that is not there cannot be attached to', () =>
    rejects(SharedMemory.attach('nowhere'), 'SharedMemoryError', 'SharedMemory.attach() to nowhere', 'create()'),
  );
  await law('(b) SharedMemory(name=None, create=False, size=0): the size must be greater than 0', async () => {
    for (const size of [0, -1, 1.5]) await rejects(SharedMemory.create({ size }), 'RangeError', 'size');
    await rejects(SharedMemory.create({ size: wrong('1') }), 'TypeError', 'size');
    await rejects(SharedMemory.create(wrong(undefined)), 'TypeError', 'options');
    await rejects(SharedMemory.create({ name: '', size: 1 }), 'RangeError', 'name');
    await rejects(SharedMemory.create({ name: wrong(1), size: 1 }), 'TypeError', 'name');
    await rejects(SharedMemory.attach(wrong(undefined)), 'TypeError', 'name');
    throws(() => Reflect.construct(SharedMemory as never, []), 'TypeError', 'SharedMemory.create()');
  });
  await law('any text is a name, and different ones are different', async () => {
    const names = ['a', 'A', 'a/b', '..', 'ä', 'a b', 'x'.repeat(100)];
    const blocks = await Promise.all(names.map((name, i) => SharedMemory.create({ name, size: i + 1 })));
    for (const [i, name] of names.entries()) same((await SharedMemory.attach(name)).size, i + 1);
    for (const block of blocks) await block.unlink();
  });
}

async function access() {
  const block = await SharedMemory.create({ name: 'access', size: 16 });
  await law('what was written is read, by everybody who has it', async () => {
    await block.write(Uint8Array.of(1, 2, 3), 5);
    const other = await SharedMemory.attach('access');
    same([...(await other.read(4, 5))], [0, 1, 2, 3, 0]);
    await other.write(Uint8Array.of(9), 15);
    same([...(await block.read(14))], [0, 9]);
    same((await block.read(16)).length, 0);
    other.close();
  });
  await law('a write has happened when the call returns, awaited or not', async () => {
    block.write(Uint8Array.of(7), 0);
    same((await block.read(0, 1))[0], 7);
  });
  await law('what is not inside the memory is refused', async () => {
    for (const [offset, length] of [[17], [-1, 1], [0, 17], [15, 2], [0.5, 1], [0, -1]] as [number, number?][]) {
      await rejects(block.read(offset, length), 'RangeError', 'SharedMemory.read() on access', '16 bytes');
    }
    await rejects(block.write(new Uint8Array(17)), 'RangeError', 'SharedMemory.write() on access');
    await rejects(block.write(new Uint8Array(1), 16), 'RangeError');
    await rejects(block.write(wrong('text')), 'TypeError', 'Uint8Array');
  });
  await law('(b) .buf .name .size close() unlink(): close is for this process, unlink once for all', async () => {
    const other = await SharedMemory.attach('access');
    other.close();
    other.close();
    await rejects(other.read(), 'SharedMemoryError', 'SharedMemory.read() on access', 'closed');
    await rejects(other.write(new Uint8Array(1)), 'SharedMemoryError', 'closed');
    same((await block.read(0, 1))[0], 7);
    await other.unlink();
    same((await block.read(0, 1))[0], 7);
    await rejects(block.unlink(), 'SharedMemoryError', 'unlinked already');
    await rejects(SharedMemory.attach('access'), 'SharedMemoryError');
  });
}

async function processes() {
  await law('it is sent to a process, and what that writes is there when it says so', async () => {
    const block = await SharedMemory.create({ size: 1024 });
    const said = new Queue<string>();
    const child = new Process({ target: writes, args: [block, said] });
    child.start();
    await said.get();
    same(text(await block.read(100, 14)), 'from the child');
    await child.join();
    await block.unlink();
  });
  await law('a process attaches to it by its name', async () => {
    const block = await SharedMemory.create({ name: 'shared words', size: 5 });
    await block.write(bytesOf('hello'));
    const said = new Queue<unknown>();
    const child = new Process({ target: attaches, args: ['shared words', said] });
    child.start();
    same(await said.get(), ['shared words', 5, 'hello']);
    await child.join();
    same(text(await block.read()), 'HELLO');
    await block.unlink();
  });
  await law('(b) SharedMemory(name=None, create=False, size=0): it outlives the process that created it', async () => {
    const child = new Process({ target: createsAndEnds, args: ['heritage'] });
    child.start();
    await child.join();
    const block = await SharedMemory.attach('heritage');
    same([...(await block.read())], [1, 2, 3, 0, 0, 0, 0, 0]);
    await block.unlink();
  });
  await law('what was unlinked before a process came to use it is not mistaken for another of its name', async () => {
    const block = await SharedMemory.create({ name: 'twice', size: 4 });
    const [said, go] = [new Queue<string>(), new Queue<string>()];
    const child = new Process({ target: usesLate, args: [block, said, go] });
    child.start();
    await sleep(1);
    await block.unlink();
    const other = await SharedMemory.create({ name: 'twice', size: 4 });
    go.put('go');
    same(await said.get(), 'SharedMemoryError');
    await child.join();
    await other.unlink();
  });
}

if (import.meta.main) {
  await creation();
  await access();
  await processes();
  console.log('all laws were tried');
}
