// Starts that every child would repeat, and all the ways in which a module keeps its children from it.

import { describe, expect, test } from 'vitest';
import { findingsOf, marked, said, withImports } from '../../../helpers/static.ts';

const check = (body: string) => {
  const source = withImports(body);
  expect(said(source)).toEqual(marked(source));
};

describe('main-guard is said of', () => {
  test('processes, pools and managers that the module itself starts', () => {
    check('function f() {}\nconst p = new Process({ target: f });\nawait p.start(); // ! main-guard');
    check('function f() {}\nconst pool = new Pool(); // ! main-guard\nawait pool.map(f, [1]);');
    check(
      'const f = () => 1;\nconst m = await Manager.start(); // ! main-guard\nvoid new Process({ target: f, args: [m] });',
    );
    check('class Worker extends Process {}\nnew Worker().start(); // ! main-guard');
  });

  test('calls of functions that start, whatever they call themselves', () => {
    check(`
      function f() {}
      async function starts() { await new Process({ target: f }).start(); }
      async function main() { await starts(); }
      main().catch(console.error); // ! main-guard`);
    check('function f() {}\n(async () => {\n  await new Process({ target: f }).start(); // ! main-guard\n})();');
  });

  test('starts in loops and callbacks of lists', () => {
    check(`
      function f() {}
      const ps = [1, 2].map(() => new Process({ target: f }));
      for (const p of ps) p.start(); // ! main-guard`);
    check(`
      function f() {}
      const ps = [1, 2].map(() => new Process({ target: f }));
      await Promise.all(ps.map((p) => p.start())); // ! main-guard`);
  });

  test('the first start alone; the others are related places', () => {
    const source = withImports(
      'function f() {}\nconst p = new Process({ target: f });\np.start();\nnew Process({ target: f }).start();',
    );
    const [found, ...others] = findingsOf(source);
    expect([found?.range.start.line, found?.related.map(({ range }) => range.start.line), others]).toEqual([
      4,
      [5],
      [],
    ]);
  });
});

describe('main-guard says nothing of', () => {
  test('what a guard of any form keeps from children', () => {
    for (const guarded of [
      'if (import.meta.main) await main();',
      'if (import.meta.main === true) { await main(); }',
      'import.meta.main && (await main());',
      'const isMain = import.meta.main;\nif (isMain) await main();',
      'if (!import.meta.main) process.exit();\nawait main();',
      'if (process.argv[1] === import.meta.filename) await main();',
    ]) {
      check(`function f() {}\nasync function main() { await new Process({ target: f }).start(); }\n${guarded}`);
    }
    const script = "const { Process } = require('lanescope');\nfunction f() {}\n";
    expect(said(`${script}if (require.main === module) new Process({ target: f }).start();`, 'a.cjs')).toEqual([]);
    expect(said(`${script}new Process({ target: f }).start();`, 'a.cjs')).toEqual(['main-guard:3']);
  });

  test('functions that ask themselves, and functions that nobody calls here', () => {
    check(`
      function f() {}
      export async function main() { await new Process({ target: f }).start(); }
      async function asks() { if (import.meta.main) await main(); }
      await asks();`);
  });

  test('a script whose targets all come from other modules, for its children never import it', () => {
    const source =
      "import { Process } from 'lanescope';\nimport { f } from './f.ts';\nawait new Process({ target: f }).start();";
    expect(said(source)).toEqual([]);
  });
});
