// Each process has its own memory: objects made by modules, variables of modules, and copies that a manager gives.

import { describe, expect, test } from 'vitest';
import { findingsOf, marked, said, withImports } from '../../../helpers/static.ts';

const check = (body: string) => {
  const source = withImports(body);
  expect(said(source)).toEqual(marked(source));
};

describe('module-level-queue', () => {
  test('is said of objects that a module makes and a child uses', () => {
    check(`
      const q = new Queue<number>(); // ! module-level-queue
      const lock = new Lock(), count = new Value('i'); // ! module-level-queue module-level-queue
      export const done = new Event(); // ! module-level-queue
      const [here, there] = Pipe(); // ! module-level-queue
      const results = new JoinableQueue(); // ! module-level-queue
      async function helper() { await lock.with(() => count.update((n: number) => n + 1)); }
      async function worker() { await helper(); await q.get(); done.set(); }
      class Receiver extends Process { override async run() { await here.recv(); } }
      const double = async (n: number) => results.put(n * 2);
      async function main() {
        const p = new Process({ target: worker });
        p.start();
        q.put(1);
        there.send(1);
        await new Pool().map(double, [1]);
        new Receiver().start();
      }
      if (import.meta.main) await main();`);
  });

  test('names where children use their own', () => {
    const source = withImports(
      'const q = new Queue();\nasync function f() {\n  await q.get();\n}\nvoid new Process({ target: f });',
    );
    expect(findingsOf(source)[0]?.related).toMatchObject([{ range: { start: { line: 4, column: 9 } } }]);
  });

  test('is a hint in a module of functions to be imported', () => {
    const source = withImports('export const q = new Queue();\nexport async function worker() {\n  await q.get();\n}');
    expect(findingsOf(source)).toMatchObject([{ id: 'module-level-queue', severity: 'hint' }]);
  });

  test('is not said of objects of the creator, of parameters of the same name, and of what the guard makes', () => {
    check(`
      const q = new Queue<number>();
      const unused = new Lock();
      let given: Queue<number>;
      function initialize(other: Queue<number>) { given = other; }
      async function worker(q: Queue<number>) { await q.get(); }
      async function task() { given.put(1); }
      async function main() {
        new Process({ target: worker, args: [q] }).start();
        q.put(1);
        const pool = new Pool({ initializer: initialize, initargs: [q] });
        await pool.apply(task);
      }
      if (import.meta.main) {
        const late = new Queue();
        await main();
        late.close();
      }`);
  });
});

describe('shared-global', () => {
  test('is said where a child writes a variable that its creator reads after the start', () => {
    check(`
      let count = 0;
      const seen: string[] = [];
      const byName = new Map<string, number>();
      function worker() {
        count++; // ! shared-global
        seen.push('x'); // ! shared-global
        add();
      }
      function add() { byName.set('a', 1); } // ! shared-global
      async function main() {
        const p = new Process({ target: worker });
        p.start();
        await p.join();
        console.log(count, seen.length, byName.get('a'));
      }
      if (import.meta.main) await main();`);
    check(`
      let total = 0;
      function add(n: number) { total += n; } // ! shared-global
      if (import.meta.main) {
        const pool = new Pool();
        await pool.map(add, [1, 2]);
        console.log(total);
      }`);
  });

  test('is not said where the creator writes too, never reads, reads before, or runs the function itself', () => {
    check(`
      let both = 0, unread = 0, before = 0, serial = 0, local = 0;
      function worker() { both++; unread++; before++; local++; return local; }
      function double(n: number) { serial += n; return n * 2; }
      async function main() {
        console.log(before);
        both = 1;
        const p = new Process({ target: worker });
        p.start();
        await p.join();
        console.log(both);
        console.log([1].map(double), serial);
        await new Pool().map(double, [1]);
        console.log(serial);
      }
      if (import.meta.main) await main();`);
  });
});

describe('manager-copy', () => {
  test('is said of changes that are never written back', () => {
    check(`
      interface Shared { list: string[]; counts: Record<string, number> }
      export async function f(ns: NamespaceProxy<Shared>, d: DictProxy<number[]>, l: ListProxy<Map<string, number>>, any: DictProxy) {
        (await ns.get('list')).push('x'); // ! manager-copy
        (await ns.get('counts')).a = 1; // ! manager-copy
        const list = await d.get('k');
        console.log(list.length);
        list.push(1); // ! manager-copy
        const counts = await l.at(0);
        counts.set('a', 1); // ! manager-copy
        const some = await any.get('k');
        some[0] = 1; // ! manager-copy
        delete (await any.get('k')).field; // ! manager-copy
        (await any.get('k')).splice(0, 1); // ! manager-copy
        const there = (await d.get('k')) ?? [];
        there.push(1); // ! manager-copy
        ((await d.get('k')) || []).push(1); // ! manager-copy
      }`);
  });

  test('is not said where it is written back, looked at afterwards, copied on purpose, or may be a proxy', () => {
    check(`
      export async function f(d: DictProxy<number[]>, nested: DictProxy<ListProxy<number>>, any: DictProxy, l: ListProxy<number>) {
        const list = await d.get('k');
        list.push(1);
        await d.set('k', list);
        const there = (await d.get('k')) ?? [];
        there.push(1);
        await d.set('k', there);
        const mine = await d.get('k');
        mine.push(1);
        for (const one of mine) console.log(one);
        const sorted = await d.get('k');
        sorted.sort();
        const copy = await l.copy();
        copy.push(1);
        (await nested.get('k')).push(1);
        (await any.get('k')).push(1);
        await (await any.get('k')).push(1);
        const handed = await d.get('k');
        handed.push(1);
        return handed;
      }`);
  });
});
