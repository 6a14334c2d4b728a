// A promise of a call that is dropped or used as the answer, and all the ways in which nothing is wrong.

import { describe, expect, test } from 'vitest';
import { findingsOf, marked, said, withImports } from '../../../helpers/static.ts';

const check = (body: string) => {
  const source = withImports(body);
  expect(said(source)).toEqual(marked(source));
};

describe('missing-await is said of', () => {
  test('waiting calls whose promise nobody looks at', () => {
    check(`
      export async function f(q: Queue<number>, c: Connection<1, 2>, lock: Lock, e: Event, b: Barrier, p: Process) {
        q.get(); // ! missing-await
        c.recv(); // ! missing-await
        lock.acquire(); // ! missing-await
        lock.hold(); // ! missing-await
        e.wait({ timeout: 10 }); // ! missing-await
        b.wait(); // ! missing-await
        p.join(); // ! missing-await
        sleep(10); // ! missing-await
        wait([c]); // ! missing-await
        p && p.join(); // ! missing-await
        q?.get(); // ! missing-await
      }`);
  });

  test('promises in conditions, which are always true', () => {
    check(`
      export async function f(q: Queue<number>, e: Event, lock: Lock) {
        if (q.empty()) return; // ! missing-await
        while (!q.empty()) await q.get(); // ! missing-await
        do await q.get(); while (q.qsize() > 0); // ! missing-await
        const n = q.full() ? 1 : 2; // ! missing-await
        for (; e.isSet(); ) break; // ! missing-await
        if (n > 1 && q.empty()) return; // ! missing-await
        console.log((n > 1 ? q.get() : 0) + 1); // ! missing-await
        return lock.acquire({ timeout: 0 }) && n; // ! missing-await
      }`);
  });

  test('promises in arithmetic, texts, members, loops, prints and messages', () => {
    check(`
      export async function f(q: Queue<{ a: number }>, other: Queue<unknown>, pool: Pool, v: Value) {
        const n = v.get() + 1; // ! missing-await
        const text = \`\${q.get()}\`; // ! missing-await
        const a = q.get().a; // ! missing-await
        const all = [...pool.map(String, [1])]; // ! missing-await
        for (const one of pool.map(String, [1])) console.log(one); // ! missing-await
        console.log('got', q.get()); // ! missing-await
        other.put(q.get()); // ! missing-await
        const { b } = q.get(); // ! missing-await
        if (q.qsize() === 0) return [n, text, a, all, b]; // ! missing-await
      }`);
  });

  test('a variable that is nowhere used as a promise', () => {
    check(`
      export async function f(q: Queue<string>) {
        const name = q.get(); // ! missing-await
        console.log('Well, hi', name);
      }
      export async function h(q: Queue<string>, lock: Lock, sentinel: string) {
        const data = q.get(); // ! missing-await
        if (data === sentinel) return;
        await q.put(\`\${data}!\`);
        await using held = lock.hold(); // ! missing-await
        const answer = q.get(); // ! missing-await
        await q.put([sentinel, answer]);
      }
      export async function g() {
        const manager = Manager.start(); // ! missing-await
        return manager.dict();
      }`);
  });

  test('objects that come from fields, lists, loops, pipes and other objects', () => {
    check(`
      class Worker extends Process {
        tasks: Queue<number>;
        #lock = new Lock();
        constructor(tasks: Queue<number>, readonly done: Event) { super(); this.tasks = tasks; }
        override async run() {
          this.tasks.get(); // ! missing-await
          this.#lock.acquire(); // ! missing-await
          this.done.wait(); // ! missing-await
        }
      }
      if (import.meta.main) {
        const [here, there] = Pipe();
        here.recv(); // ! missing-await
        const workers = Array.from({ length: 3 }, () => new Worker(new Queue(), new Event()));
        for (const worker of workers) worker.join(); // ! missing-await
        workers[0].join(); // ! missing-await
        workers.forEach((worker) => { worker.join(); }); // ! missing-await
        const manager = await Manager.start();
        const list = manager.list();
        if (list.length() > 1) there.close(); // ! missing-await
        const pool = new Pool();
        const result = pool.applyAsync(Math.max, [1, 2]);
        result.get(); // ! missing-await
        new Value('i').getLock().acquire(); // ! missing-await
      }`);
  });

  test('callbacks of forEach, which drops what they give', () => {
    check(`
      export async function f(procs: Process[], q: Queue<number>, isBusy: boolean) {
        procs.forEach((one) => one.join()); // ! missing-await
        procs.forEach((one) => { console.log(one.name); return one.join(); }); // ! missing-await
        procs.forEach(function (one) { if (isBusy) return one.join(); }); // ! missing-await
        procs.forEach((one) => isBusy && one.join()); // ! missing-await
        procs.forEach(async (one) => { await one.join(); }); // ! missing-await
        procs.forEach(async (one) => await one.join()); // ! missing-await
        procs.forEach(async (one) => one.join()); // ! missing-await
        await procs.forEach((one) => one.join()); // ! missing-await
        procs?.forEach((one) => one?.join()); // ! missing-await
        [1, 2].forEach(() => q.get()); // ! missing-await
        [10, 20].forEach((ms) => sleep(ms)); // ! missing-await
      }
      export const all = (procs: Process[]) => procs.forEach((one) => one.join()); // ! missing-await`);
  });

  test('lists of promises that are dropped, or stand in another list', () => {
    check(`
      export async function f(procs: Process[], q: Queue<number>, plans: unknown[], isBusy: boolean) {
        procs.map((one) => one.join()); // ! missing-await
        procs.map((one) => { return one.join(); }); // ! missing-await
        isBusy && procs.map(async (one) => { await one.join(); }); // ! missing-await
        Promise.all(procs.map((one) => one.join())); // ! missing-await
        Promise.allSettled(procs.map((one) => one.join())); // ! missing-await
        Promise.any(plans.map(() => q.get())); // ! missing-await
        Promise.race([procs[0].join(), sleep(100)]); // ! missing-await
        Promise.all([...procs.map((one) => one.join()), q.get()]); // ! missing-await
        await Promise.all([procs.map((one) => one.join())]); // ! missing-await
        await Promise.all([[procs[0].join(), procs[1].join()]]); // ! missing-await
      }`);
  });

  test('names that were given to what was imported', () => {
    for (const start of [
      "import { Queue as Q, sleep as pause } from 'lanescope'; const q = new Q();",
      "import * as ls from 'lanescope'; const q = new ls.Queue(); const pause = ls.sleep; ",
      "const { Queue: Q } = require('lanescope'); const q = new Q();",
      "import type { Queue } from 'lanescope'; declare const q: Queue; function f(q: Queue | null) {\n  q.get(); // ! missing-await\n}",
    ]) {
      const source = start.includes('declare') ? start : `${start}\n  q.get(); // ! missing-await`;
      expect(said(source)).toEqual(marked(source));
    }
    expect(said("const { Queue } = require('lanescope');\nconst q = new Queue();\nq.get();", 'a.cjs')).toEqual([
      'missing-await:3',
    ]);
  });

  test('parameters without a type, of functions that are only targets', () => {
    const start = "import { Process, Queue } from 'lanescope';\nconst q = new Queue();\n";
    const worker = 'function worker(q, n) {\n  q.get();\n  n.get();\n}\n';
    const made = 'void new Process({ target: worker, args: [q, 1] });\n';
    expect(said(start + worker + made, 'a.js')).toEqual(['missing-await:4']);
    expect(said(`${start}${worker}${made}worker(new Map(), 1);`, 'a.js')).toEqual([]);
  });

  test('calls in files with enums, namespaces and parameter properties, at their places', () => {
    check(`
      export enum Color { Red = 1, // é😀
        Green }
      const enum Small { A }
      namespace Inner { export const x = 1; }
      export class Holder { constructor(private readonly q: Queue<Color>, public other: number) {}
        async take() { return this.q.get() + this.other + Color.Red; } // ! missing-await
      }
      export async function f(q: Queue<number>) { q.get(); } // ! missing-await`);
  });
});

describe('missing-await says nothing of', () => {
  test('calls that are awaited, returned, handed on or deliberately left', () => {
    check(`
      export async function f(q: Queue<number>, procs: Process[], lock: Lock) {
        await q.get();
        void q.get();
        const p = q.get();
        await sleep(1).then(() => p);
        await Promise.all([q.get(), ...procs.map((one) => one.join())]);
        const later = q.get();
        q.put((await later) + 1);
        q.get().then(console.log).catch(console.error);
        const many = [q.get(), q.get()];
        for await (const one of many) console.log(one);
        let kept;
        kept = q.get();
        console.log(await kept);
        const held = lock.acquire();
        if (procs.length > 1) await held;
        const same = p === later;
        const all = [p, q.get()];
        await (procs.length > 1 ? q.get() : all[0]);
        const maybe = procs.length > 1 ? q.get() : undefined;
        await maybe;
        await Promise.race(all);
        await Promise.allSettled([q.get(), { then: p }]);
        return q.get();
      }
      export const g = (q: Queue<number>) => q.get();
      export function* h(q: Queue<number>) { yield q.get(); }
      export async function i(lock: Lock) { await using guard = await lock.hold(); }`);
  });

  test('callbacks and lists whose promises somebody awaits, keeps or leaves on purpose', () => {
    check(`
      class Others { forEach(f: (n: number) => unknown) { return f(1); } }
      export async function f(procs: Process[], q: Queue<number>, own: Others, set: Set<Process>) {
        procs.forEach(async (one) => { await one.join(); console.log(one.name); });
        procs.forEach(async (one) => { console.log(one.name); await one.join(); });
        procs.forEach((one) => one.join().then(() => console.log(one.name)));
        procs.forEach((one) => void one.join());
        procs.forEach((one) => { const p = one.join(); set.add(one); return p.catch(console.error); });
        procs.forEach((one) => one.start());
        procs.forEach((one) => q.put(one.name.length));
        procs.map((one) => one.start());
        await own.forEach(() => q.get());
        own.forEach((n) => q.get());
        const joins = procs.map((one) => one.join());
        await Promise.all(joins);
        await Promise.all(procs.map((one) => one.join()));
        void Promise.all(procs.map((one) => one.join()));
        Promise.all(procs.map((one) => one.join())).then(() => console.log('all have ended'));
        const ended = Promise.race(procs.map((one) => one.join()));
        const [lists] = await Promise.all([procs.map((one) => one.join())]);
        await Promise.all(lists);
        const [promises] = [procs.map((one) => one.join())];
        own.forEach(() => procs.map((one) => one.join()));
        for (const one of procs.map((one) => one.join())) await one;
        await procs.reduce((before, one) => before.then(() => one.join()), Promise.resolve(0));
        { const Promise = { all: (x: unknown) => x }; Promise.all(procs.map((one) => one.join())); }
        return [ended, promises, procs.map((one) => one.join())];
      }
      export const waits = (procs: Process[]) => Promise.all(procs.map((one) => one.join()));`);
  });

  test('calls that need no await', () => {
    check(`
      export async function f(q: Queue<number>, c: Connection<1, 2>, lock: Lock, e: Event, v: Value, p: Process) {
        q.put(1);
        q.putNowait(2);
        c.send(1);
        lock.release();
        e.set();
        v.set(3);
        v.update((n) => n + 1);
        lock.with(() => 1);
        p.start();
        q.close();
        p.terminate();
        if (p.isAlive() && p.exitCode === null) q.close();
      }`);
  });

  test('objects of other kinds, and of kinds that are not certain', () => {
    check(`
      class Other { get() { return 1; } join() {} }
      export function f(map: Map<string, number>, any, other: Other, either: Queue<number> | Map<string, number>) {
        map.get('a');
        any.get();
        if (any.empty()) any.join();
        other.join();
        either.get('a');
        ['a'].join();
        new Other().get();
        let q = new Queue();
        q = any;
        q.get();
        { const Queue = Map; new Queue().get('a'); }
        const sleep = (n: number) => n;
        sleep(1);
      }`);
  });

  test('modules that do not import lanescope', () => {
    expect(said('class Queue { get() {} }\nnew Queue().get(); // lanescope')).toEqual([]);
  });
});

test('a finding spans the call, names it, and says what to write', () => {
  const [found] = findingsOf(withImports('export function f(q: Queue) {\n  if (q.empty()) return;\n}'));
  expect(found).toMatchObject({
    title: '`q.empty` gives a promise, not the answer.',
    cure: 'Write `await` before it, in an `async` function.',
    range: { start: { line: 3, column: 7 }, end: { line: 3, column: 16 } },
  });
});

test('of several calls that one list has, one is said, with the call that would wait', () => {
  const source = withImports(
    'export async function f(a: Process, b: Process) {\n  Promise.all([a.join(), b.join()]);\n}',
  );
  const found = findingsOf(source);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({
    title: '`Promise.all` is not awaited: nothing waits here.',
    cure: 'Write `await` before it.',
    range: { start: { line: 3, column: 3 }, end: { line: 3, column: 36 } },
  });
});
