// The loader's decisions, without a process: where the prelude goes, which runtime is meant, which files a path can be.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { analyze } from '../../../src/runtime/loader/analyze.ts';
import { applyEdits, shiftsOf, unshift } from '../../../src/runtime/loader/edits.ts';
import { instrument } from '../../../src/runtime/loader/instrument.ts';
import { canonicalUrl, inSimulatedProcess, simulatedProcess } from '../../../src/runtime/loader/module-url.ts';
import { Registry } from '../../../src/runtime/loader/registry.ts';
import { withoutFrames } from '../../../src/runtime/loader/report.ts';
import { chooseRuntime, findInstalled } from '../../../src/runtime/loader/runtime-choice.ts';
import { candidates } from '../../../src/runtime/loader/specifiers.ts';

function prepared(code: string) {
  const analysis = analyze(code, undefined, 'commonjs');
  if (analysis === undefined) throw new Error('not parsed');
  return { analysis, ...instrument({ code, map: undefined }, 'file:///m.js', analysis, false, false) };
}

describe('the prelude', () => {
  test.each([
    ['behind the imports, on their line', "import a from 'a';\nfunction f() {}", 1],
    ['on an empty line, if there is one', "import a from 'a';\n\nfunction f() {}", 2],
    ['not inside a comment', "import a from 'a';\n/*\n\n*/\nfunction f() {}", 1],
    ['behind directives', "'use strict';\nfunction f() {}", 1],
    ['behind the interpreter line', '#!/usr/bin/env node\n// text\nfunction f() {}', 2],
    ['before a statement that precedes an import', "\nfunction f() {}\nimport a from 'a';", 1],
  ])('goes %s, and moves nothing', (_where, code, line) => {
    const { code: changed, shifts } = prepared(code);
    expect(shifts.size).toBe(0);
    const lines = changed.split('\n');
    expect(lines.findIndex((text) => text.includes("Symbol.for('lanescope.loader')")) + 1).toBe(line);
    expect(lines).toHaveLength(code.split('\n').length);
    expect(changed.endsWith(code.slice(code.indexOf('function f')))).toBe(true);
  });

  test('says how far the code behind it on its line has moved', () => {
    const code = "'use strict'; function f() {}";
    const { code: changed, shifts } = prepared(code);
    const column = changed.indexOf('function f') + 1;
    expect(unshift(shifts, 1, column)).toBe(code.indexOf('function f') + 1);
    expect(unshift(shifts, 1, 3)).toBe(3);
    expect(unshift(shifts, 2, column)).toBe(column);
  });

  test('is left out where there is nothing to register', () => {
    expect(prepared('"text";').code).toBe('"text";');
  });
});

test('places before and after edits are found from one another', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b ', '\n', '\r\n', 'x.y'), { maxLength: 30 })
    .map((parts) => parts.join(''));
  const offsets = fc.array(fc.nat(60), { maxLength: 6 });
  fc.assert(
    fc.property(text, offsets, (code, at) => {
      const edits = at
        .map((offset) => ({ offset: Math.min(offset, code.length), text: '<+>' }))
        .filter(({ offset }) => code[offset] !== '\n');
      edits.sort((a, b) => a.offset - b.offset);
      const shifts = shiftsOf(code, edits);
      const before = code.split('\n');
      for (const [index, line] of applyEdits(code, edits).split('\n').entries()) {
        for (let column = 1; column <= line.length; column++) {
          const original = unshift(shifts, index + 1, column);
          const isAdded = /[<+>]/.test(line[column - 1] ?? '');
          const isMoved = (before[index] ?? '').slice(original - 1).trim() !== '';
          if (!isAdded && isMoved) expect(before[index]?.[original - 1]).toBe(line[column - 1]);
        }
      }
    }),
  );
});

describe('the format', () => {
  test.each([
    ['an import', "import 'a';", 'module'],
    ['an export', 'export {};', 'module'],
    ['import.meta', 'import.meta.url;', 'module'],
    ['an await at the top level', 'await null;', 'module'],
    ['a dynamic import alone', "import('a');", 'commonjs'],
    ['await as a name', 'var await = 1; f(await);', 'commonjs'],
    ['a return at the top level', 'return;', 'commonjs'],
  ])('of a file with %s', (_what, code, format) => {
    expect(analyze(code, undefined, 'commonjs')?.format).toBe(format);
  });

  test('is unknown for what no parser accepts', () => {
    expect(analyze('function f( {', undefined, 'commonjs')).toBeUndefined();
  });
});

describe('names of objects', () => {
  const facts = { privates: [], names: new Map() };
  test.each([
    ['const tasks = new Queue();', 15, 'tasks'],
    ['this.done = await make.queue();', 24, 'done'],
    ['const { a = new Queue() } = x;', 13, 'a'],
    ['const x = { jobs: new Queue() };', 19, 'jobs'],
    ['const [reader, writer] = Pipe();', 26, 'reader, writer'],
    ['class A { #own = new Queue(); }', 18, '#own'],
    ['const all = [[new Queue()]];', 15, 'all[0][0]'],
    ['const p = new Process({ args: [new Queue()] });', 32, undefined],
    ['const p = run(new Queue());', 15, undefined],
    ['f(new Queue());', 3, undefined],
    ['const c = await manager.register(A)(1);', 36, 'c'],
  ])('%s', (code, column, name) => {
    const registry = new Registry();
    const analysis = analyze(code, 'module', 'module');
    registry.add('file:///m.js', {}, { ...facts, names: analysis?.names ?? new Map() });
    expect(registry.nameAt('file:///m.js', 1, column)).toBe(name);
  });
});

describe('which runtime', () => {
  const bundled = { url: 'file:///ours/lanescope.mjs', version: '1.2.0', protocol: 3 };
  const url = 'file:///project/node_modules/lanescope/dist/lanescope.mjs';

  test("the project's own wins where it speaks the same protocol", () => {
    expect(chooseRuntime(bundled, { version: '1.0.0', protocol: 3, url })).toEqual({ url });
    expect(chooseRuntime(bundled, undefined)).toEqual({ url: bundled.url });
  });

  test('else ours is used, and both versions are named', () => {
    const choice = chooseRuntime(bundled, { version: '0.9.0', protocol: undefined, url });
    expect(choice).toMatchObject({ url: bundled.url, conflict: expect.stringMatching(/0\.9\.0.*1\.2\.0/) });
  });
});

describe('an installed runtime', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'lanescope-installed-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const parent = pathToFileURL(path.join(folder, 'src/deep/main.ts')).href;

  function install(manifest: object): void {
    mkdirSync(path.join(folder, 'node_modules/lanescope'), { recursive: true });
    writeFileSync(path.join(folder, 'node_modules/lanescope/package.json'), JSON.stringify(manifest));
  }

  test('is looked for in the folders above the importing module', () => {
    expect(findInstalled(parent)).toBeUndefined();
    const url = pathToFileURL(path.join(folder, 'node_modules/lanescope/dist/lanescope.mjs')).href;
    for (const condition of ['import', 'default']) {
      const exports = { '.': { types: './dist/lanescope.d.ts', [condition]: './dist/lanescope.mjs' } };
      install({ version: '2.0.0', exports, lanescope: { protocol: 4 } });
      expect(findInstalled(parent)).toEqual({ version: '2.0.0', protocol: 4, url });
    }
  });

  test('is not what only stands for the types', () => {
    install({ version: '2.0.0', exports: { '.': { import: './index.js' } }, lanescope: { stub: '2.0.0' } });
    expect(findInstalled(parent)).toBeUndefined();
  });
});

test('a path without extension, or with that of JavaScript, stands for TypeScript first', () => {
  expect(candidates('/a/b').slice(0, 3)).toEqual(['/a/b.ts', '/a/b.mts', '/a/b.cts']);
  expect(candidates('/a/b.js')[0]).toBe('/a/b.ts');
  expect(candidates('/a/b.mjs')[0]).toBe('/a/b.mts');
  expect(candidates('/a/b')).toContain('/a/b/index.ts');
});

test("a simulated process's query is no part of a module's name, and other queries are", () => {
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom('file:///a/b.ts', 'file:///a/b.ts?v=1', 'file:///%20x.ts'), (number, url) => {
      const inside = inSimulatedProcess(url, number);
      expect([canonicalUrl(inside), simulatedProcess(inside)]).toEqual([url, String(number)]);
      expect(simulatedProcess(url)).toBeUndefined();
    }),
  );
});

test('frames of ours are left out of a stack, those of the user stay', () => {
  const stack = 'Error: x\n    at f (file:///u/main.ts:1:2)\n    at g (file:///ours/bootstrap.mjs:3:4)';
  expect(withoutFrames(stack, ['file:///ours/bootstrap.mjs'])).toBe('Error: x\n    at f (file:///u/main.ts:1:2)');
});

describe('the registry', () => {
  test('an error in a thunk that is no dead zone is not swallowed', () => {
    const registry = new Registry();
    registry.add(
      'file:///m.js',
      {
        f: () => {
          throw new TypeError('mine');
        },
      },
      { privates: [], names: new Map() },
    );
    expect(() => registry.find(() => 1)).toThrow('mine');
  });
});
