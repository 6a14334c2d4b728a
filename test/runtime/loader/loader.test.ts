// User TypeScript in real processes: found, prepared, registered, with its places exact.

import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Programs } from './program.ts';

const programs = new Programs();
beforeAll(() => programs.build());
afterAll(() => programs.close());

const commonjs = '{ "type": "commonjs" }';

describe('which files run', () => {
  test('a loose file in an empty folder runs, without a warning', () => {
    const ended = programs.run({
      'main.ts': "import { find } from 'lanescope';\nfunction f(): void {}\nconsole.log(find(f));",
    });
    expect(ended).toEqual({ lines: ['function main.ts f'], stderr: '', status: 0 });
  });

  test('ES syntax makes a module of .ts and .js files in a folder with "type": "commonjs"', () => {
    const ended = programs.run({
      'package.json': commonjs,
      'main.ts': "import { x } from './x.ts';\nimport { y } from './y.js';\nconsole.log(await x(), y);",
      'x.ts': 'export const x = async (): Promise<number> => 1;',
      'y.js': 'export const y = 2;',
    });
    expect(ended).toEqual({ lines: ['1 2'], stderr: '', status: 0 });
  });

  test('a file without ES syntax stays what the package says', () => {
    const files = { 'main.ts': 'console.log(typeof require, this === undefined);' };
    expect(programs.run({ ...files, 'package.json': commonjs }).lines).toEqual(['function false']);
    expect(programs.run({ ...files, 'package.json': '{ "type": "module" }' }).lines).toEqual(['undefined true']);
  });

  test('imports may leave out the extension, name .js for .ts, or a folder', () => {
    const ended = programs.run({
      'main.ts':
        "import { a } from './a';\nimport { b } from './b.js';\nimport { c } from './c';\nconsole.log(a, b, c);",
      'a.ts': 'export const a: string = "a";',
      'b.ts': 'export const b: string = "b";',
      'c/index.ts': 'export const c: string = "c";',
    });
    expect(ended).toEqual({ lines: ['a b c'], stderr: '', status: 0 });
  });

  test('tsconfig paths are followed, through extends, comments and trailing commas', () => {
    const ended = programs.run({
      'tsconfig.json': '{ "extends": "./base.json" /* here */ }',
      'base.json': '{ "compilerOptions": { "paths": { "~/*": ["./src/*"], }, } } // there',
      'main.ts': "import { z } from '~/deep/z';\nconsole.log(z);",
      'src/deep/z.ts': 'export const z: number = 3;',
    });
    expect(ended).toEqual({ lines: ['3'], stderr: '', status: 0 });
  });

  test('enums, namespaces and parameter properties run, with exact places in stacks', () => {
    const ended = programs.run({
      'main.ts': [
        "import { here, Queue } from 'lanescope';",
        'interface Wide { a: string }',
        '',
        "enum Color { Red = 'red' }",
        'namespace Tools { export const two = 2; }',
        'class Point { constructor(readonly x: number) {} }',
        'const tasks = new Queue();',
        'console.log(Color.Red, Tools.two, new Point(3).x, here(), tasks.site);',
        "const line = new Error('x').stack?.split('\\n')[1] ?? '';",
        'console.log(line.slice(line.lastIndexOf("/") + 1));',
      ].join('\n'),
    });
    expect(ended.stderr).toBe('');
    expect(ended.lines).toEqual(['red 2 3 main.ts:8:51 main.ts:7:15 tasks', 'main.ts:9:14']);
  });

  test('import = require runs in CommonJS', () => {
    const ended = programs.run(
      { 'main.cts': "import path = require('node:path');\nconsole.log(path.posix.sep, require.main === module);" },
      'main',
      'main.cts',
    );
    expect(ended).toEqual({ lines: ['/ true'], stderr: '', status: 0 });
  });

  test('CommonJS gets the runtime by require and is the main module', () => {
    const files = {
      'package.json': commonjs,
      'main.ts': [
        "'use strict';",
        "const { find, here } = require('lanescope');",
        'function top(): void {}',
        'exports.made = function () {};',
        "console.log(find(top), find(exports.made), here(), require.main === module, require('./other').isMain);",
      ].join('\n'),
      'other.ts': 'exports.isMain = require.main === module;',
    };
    expect(programs.run(files)).toEqual({
      lines: ['function main.ts top function main.ts exports.made main.ts:5:44 true false'],
      stderr: '',
      status: 0,
    });
    expect(programs.run(files, 'child').lines[0]).toMatch(/false false$/);
  });
});

describe('who is main', () => {
  const files = {
    'main.ts': "import { isMain } from './other.ts';\nconsole.log(import.meta.main === true, isMain);",
    'other.ts': 'export const isMain = import.meta.main;',
  };

  test('import.meta.main is true in the script that was run alone', () => {
    expect(programs.run(files).lines).toEqual(['true false']);
  });

  test('a script that is run through a link is main too', () => {
    const folder = programs.write(files);
    symlinkSync(path.join(folder, 'main.ts'), path.join(folder, 'linked.ts'));
    expect(programs.start('main', path.join(folder, 'linked.ts')).lines).toEqual(['true false']);
  });

  test('import.meta.main is false in every module of a child', () => {
    expect(programs.run(files, 'child').lines).toEqual(['false false']);
  });
});

describe('what can be sent', () => {
  test('top-level functions and classes of every user module are known, exported or not', () => {
    const ended = programs.run({
      'main.ts': [
        "import { find, Queue } from 'lanescope';",
        "import anonymous, { helper } from './helper.ts';",
        'const arrow = async (): Promise<number> => 1;',
        'const made = (() => function () {})();',
        'class Plain extends Map<string, number> {}',
        'class Secret { #x = 1; }',
        'class Heir extends Secret {}',
        'function outer() { return function inner() {}; }',
        'for (const value of [arrow, made, Plain, Secret, Heir, helper, anonymous, outer(), () => 1, Queue]) {',
        '  console.log(find(value));',
        '}',
      ].join('\n'),
      'helper.ts':
        "import type { Queue } from 'lanescope';\nexport default (q: Queue) => q;\nexport function helper(): void {}",
    });
    expect(ended.stderr).toBe('');
    expect(ended.lines).toEqual([
      'function main.ts arrow',
      'function main.ts made',
      'class main.ts Plain',
      'class main.ts Secret private',
      'class main.ts Heir private',
      'function helper.ts helper',
      'function helper.ts default',
      'unknown',
      'unknown',
      'unknown',
    ]);
  });

  test('functions are known while the module waits at a top-level await, constants once they are there', () => {
    const ended = programs.run({
      'main.ts': [
        "import { find } from 'lanescope';",
        'console.log(find(hoisted));',
        'const late = () => 1;',
        'await null;',
        'console.log(find(late));',
        'function hoisted() {}',
      ].join('\n'),
    });
    expect(ended.lines).toEqual(['function main.ts hoisted', 'function main.ts late']);
  });

  test('a module that has names of its own for what the prelude uses still registers', () => {
    const ended = programs.run({
      'main.ts':
        "import { find } from 'lanescope';\nclass Symbol {}\nconst globalThis = 1;\nconsole.log(find(Symbol), globalThis);",
    });
    expect(ended).toEqual({ lines: ['class main.ts Symbol 1'], stderr: '', status: 0 });
  });

  test('simulated processes have module instances and registries of their own, through every import', () => {
    const ended = programs.run(
      {
        'main.ts': "import { n } from './n';\nconsole.log(n());",
        'n.ts': 'let count = 0;\nexport const n = () => ++count;',
      },
      'simulated',
    );
    expect(ended.lines).toEqual(['1', '1', '["1","2"]']);
  });
});

describe('places', () => {
  test('a byte order mark does not count', () => {
    expect(programs.run({ 'main.ts': "\uFEFFimport { here } from 'lanescope'; console.log(here());" }).lines).toEqual([
      'main.ts:1:47',
    ]);
  });

  test('no column moves, not even on a first line that holds everything, and names come with them', () => {
    const ended = programs.run({
      'main.ts': [
        "import { here, Queue } from 'lanescope'; const first: string = here();",
        'class Work {',
        '  jobs = new Queue();',
        '  done: Queue;',
        '  constructor() { this.done = new Queue(); }',
        '}',
        'const work = new Work();',
        'const [a, b] = [new Queue(), new Queue()];',
        'const many = Array.from({ length: 1 }, () => new Queue());',
        'console.log([first, work.jobs.site, work.done.site, a.site, b.site, many[0].site, new Queue().site].join("\\n"));',
      ].join('\n'),
    });
    expect(ended.stderr).toBe('');
    expect(ended.lines).toEqual([
      'main.ts:1:64 first',
      'main.ts:3:10 jobs',
      'main.ts:5:31 done',
      'main.ts:8:17 a',
      'main.ts:8:30 b',
      'main.ts:9:46 many',
      'main.ts:10:83',
    ]);
  });

  test('they are found whatever the program does to Error, after an await, and below callbacks', () => {
    const ended = programs.run({
      'main.ts': [
        "import { here } from 'lanescope';",
        'Error.stackTraceLimit = 0;',
        "Error.prepareStackTrace = () => 'mine';",
        'async function later() { await null; return here(); }',
        'console.log(await later());',
        'console.log([1].map(() => here())[0], new Error().stack, Error.stackTraceLimit);',
      ].join('\n'),
    });
    expect(ended.stderr).toBe('');
    expect(ended.lines).toEqual(['main.ts:4:45', 'main.ts:6:27 mine 0']);
  });
});

describe('what is wrong is said once, as Node says it', () => {
  /** Without what differs by nature: the frames of Node's own loader, and the version at the end. */
  function essence(stderr: string): string[] {
    return stderr
      .split('\n')
      .filter((line) => !/^\s+at |^Node\.js v|^\s*$|^node:internal|^\s+throw |^\s+\^/.test(line))
      .map((line) => line.replace('file://', '').replace(/ \{$/, ''));
  }

  test.each([
    ['a syntax error of TypeScript', 'const a: number = 1;\nlet b: = 5;\n', 'main.ts:2'],
    ['a syntax error of JavaScript', "import 'node:fs';\nconst a: number = 1;\nconst a = 2;\n", 'main.ts:3'],
    ['a missing file', "import './nothing.ts';\n", 'nothing.ts'],
    ['a missing package', "import { x } from 'no-such-package';\n", 'no-such-package'],
    ['a missing export', "import { nope } from './there.ts';\nnope();\n", 'main.ts:1'],
  ])('%s', (_what, text, place) => {
    const { plain, ours } = programs.both({ 'main.ts': text, 'there.ts': 'export const there = 1;' });
    expect(ours.status).toBe(1);
    expect(ours.stderr.split(place)).toHaveLength(plain.stderr.split(place).length);
    expect(essence(ours.stderr)).toEqual(essence(plain.stderr));
  });

  test('an error thrown by the program has its own place, and no frame of ours', () => {
    const { plain, ours } = programs.both({ 'main.ts': "const a: number = 1;\nexport {};\nthrow new Error('boo');" });
    const frame = /at .*main\.ts:3:7/;
    const head = (stderr: string) => stderr.split('\n').slice(0, 6);
    expect(head(ours.stderr)).toEqual(head(plain.stderr));
    expect(plain.stderr).toMatch(frame);
    expect(ours.stderr).toMatch(frame);
    expect(ours.stderr).not.toContain('bootstrap.mjs');
  });

  test('decorators and JSX are named as what they are', () => {
    const decorated = programs.run({ 'main.ts': "import { find } from 'lanescope';\n\n@find\nclass A {}\n" });
    expect(decorated.stderr).toMatch(/main\.ts:3\n@find\n\^\n\nSyntaxError: Decorators are not supported/);
    const jsx = programs.run({ 'main.ts': "import './a.tsx';", 'a.tsx': 'export const a = 1;' });
    expect(jsx.stderr).toMatch(/a\.tsx: JSX is not supported.*Rename a\.tsx to a\.ts/);
  });
});
