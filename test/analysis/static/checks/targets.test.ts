// Targets that another process cannot find, and processes that are run instead of started.

import { describe, expect, test } from 'vitest';
import { marked, said, withImports } from '../../../helpers/static.ts';

const check = (body: string) => {
  const source = withImports(body);
  expect(said(source)).toEqual(marked(source));
};

describe('nested-target', () => {
  test('is said of lambdas, nested and bound functions and methods, for processes, pools and barriers', () => {
    check(`
      function top() {}
      export async function f(pool: Pool) {
        const nested = () => 1;
        function inner() {}
        new Process({ target: () => {} }); // ! nested-target
        new Process({ target: function named() {} }); // ! nested-target
        new Process({ target: nested }); // ! nested-target
        new Process({ target: inner, args: [] }); // ! nested-target
        new Process({ target: top.bind(null) }); // ! nested-target
        await pool.map((x: number) => x * 2, [1]); // ! nested-target
        pool.applyAsync(nested); // ! nested-target
        for await (const one of pool.imap(inner, [1])) console.log(one); // ! nested-target
        new Pool({ initializer: () => {} }); // ! nested-target
        new Barrier(2, { action: nested }); // ! nested-target
      }
      class Job {
        work() {}
        start() { return new Process({ target: this.work }); } // ! nested-target
      }
      class Worker extends Process {
        constructor() { super({ target: () => {} }); } // ! nested-target
      }
      if (import.meta.main) {
        function inBlock() {}
        new Process({ target: inBlock }); // ! nested-target
      }`);
  });

  test('is not said of functions at the top level, imported ones, parameters, fields and methods of who knows what', () => {
    check(`
      import { imported } from './other.ts';
      function top() {}
      const arrow = () => 1;
      const bound = top.bind(null);
      export default function () {}
      class Job {
        field = top;
        #map: (x: number) => number;
        constructor(map: (x: number) => number) { this.#map = map; }
        start(pool: Pool, given: () => void, some: { f(): void }) {
          new Process({ target: top });
          new Process({ target: arrow });
          new Process({ target: bound });
          new Process({ target: imported });
          new Process({ target: given });
          new Process({ target: this.field });
          new Process({ target: some.f });
          new Process();
          return pool.map(this.#map, [1].map((x) => x + 1));
        }
      }
      [1].map(() => {});`);
  });
});

describe('run-not-start', () => {
  test('is said of run() of a process that was made here', () => {
    check(`
      class Worker extends Process {}
      function f() {}
      if (import.meta.main) {
        const p = new Process({ target: f });
        p.run(); // ! run-not-start
        new Worker().run(); // ! run-not-start
        for (const w of [new Worker(), new Worker()]) await w.run(); // ! run-not-start
      }`);
  });

  test('is not said of a subclass that calls what it inherits, nor of other things that run', () => {
    check(`
      class Worker extends Process {
        override run() { this.run2(); super.run(); return this.run; }
        run2() {}
      }
      class Task { run() {} }
      export function f(task: Task, any, w: Worker) { new Task().run(); task.run(); any.run(); w.start(); }`);
  });
});

describe('words that every object of JavaScript has', () => {
  test.each([
    'toString',
    'valueOf',
    'constructor',
    'hasOwnProperty',
    '__proto__',
  ])('%s is no method of ours', (word) => {
    const source = withImports(`
      export async function f(manager: Manager, q: Queue<number>, list: ListProxy<number>, pool: Pool, p: ${word}) {
        const made = manager.${word}(() => 1);
        made.push(1);
        const one = await list.${word}(0);
        one.push(2);
        q.${word}();
        pool.${word}(() => 1);
        p.get();
      }
    `);
    expect(said(source)).toEqual([]);
  });
});
