// Each quick fix mends a faulty program: what was wrong is gone, and the program does what it should, in real processes.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { StaticFinding } from '../../../src/analysis/static/finding.ts';
import { applied, type Found } from '../../../src/analysis/static/fixes/fix.ts';
import { fixes, fixesFor } from '../../../src/analysis/static/fixes/index.ts';
import { root, runProgram } from '../../broker/run-program.ts';
import { findingsOf, moduleText, withImports } from '../../helpers/static.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanescope-fixes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const programAt = (name: string) => join(root, 'test', 'programs', 'fixes', name);

/** The text with the only fix of a finding made; null where there is none. */
function mended(source: string, found: Found | StaticFinding): string | null {
  const [fix, ...others] = fixesFor(moduleText(source), found);
  expect(others).toEqual([]);
  return fix ? applied(source, fix.edits) : null;
}

/** A finding of a run at the only place of `text`, to the end of its line. */
function foundAt(source: string, id: string, text: string, message = ''): Found {
  const lines = source.split('\n');
  const line = lines.findIndex((one) => one.includes(text));
  const column = (lines[line] ?? '').indexOf(text) + 1;
  const end = { line: line + 1, column: (lines[line] ?? '').length + 1 };
  return { id, range: { start: { line: line + 1, column }, end }, message };
}

async function runText(source: string) {
  const file = join(mkdtempSync(join(folder, 'run-')), 'mended.ts');
  writeFileSync(file, source);
  const { status, stdout, stderr } = await runProgram(file);
  return { status, lines: stdout.trimEnd().split('\n').sort(), stderr };
}

describe('what a check has found is mended, and the program runs', () => {
  for (const [name, ids, lines] of [
    ['main-guard.ts', ['main-guard'], ['the child says:', '  hello']],
    ['main-guard-call.ts', ['main-guard'], ['the child works', 'done']],
    [
      'missing-await.ts',
      ['missing-await', 'missing-await', 'missing-await'],
      ['Well, hi Jimmy', 'the child ended with 0'],
    ],
    ['run-not-start.ts', ['run-not-start'], ['runs in Process-1', 'Process-1 has ended']],
  ] as const) {
    test(name, async () => {
      let source = readFileSync(programAt(name), 'utf8');
      const before = findingsOf(source);
      expect(before.map(({ id }) => id)).toEqual(ids);
      for (let [next] = before; next !== undefined; [next] = findingsOf(source)) {
        source = mended(source, next) ?? expect.fail(`no fix for ${next.title}`);
      }
      expect(await runText(source)).toEqual({ status: 0, lines: [...lines].sort(), stderr: '' });
    });
  }
});

describe('what a run has found is mended, and the next one is right', () => {
  const counted = '2 consumers wait, 1 sentinel was sent';
  for (const [name, id, text, message, before, lines] of [
    ['sentinel-list.ts', 'sentinel-count', 'put(null)', '', 86, ['total 55']],
    ['sentinel-apart.ts', 'sentinel-count', 'get(); task !==', '', 86, ['both have ended', 'one task']],
    ['sentinel-count.ts', 'sentinel-count', 'put(null)', counted, 86, ['all have ended']],
    ['lock-returns.ts', 'left-held', 'acquire', '', 86, ['done', 'in', 'in', 'in', 'still']],
    ['lock-forgotten.ts', 'lock-not-released', 'acquire', '', 86, ['done', 'in 0', 'in 1', 'in 2']],
    [
      'queue-snapshot.ts',
      'queue-snapshot',
      'q.empty',
      '',
      0,
      ['consumed 3', 'left behind 0', 'message 0', 'message 1', 'message 2'],
    ],
    ['queue-snapshot-creator.ts', 'queue-snapshot', 'qsize', '', 0, ['sum 6']],
  ] as const) {
    test(name, async () => {
      const source = readFileSync(programAt(name), 'utf8');
      const faulty = await runText(source);
      expect(faulty.status).toBe(before);
      expect(faulty.lines).not.toEqual(lines);
      const after = mended(source, foundAt(source, id, text, message)) ?? expect.fail('no fix');
      expect(await runText(after)).toEqual({ status: 0, lines, stderr: '' });
      expect(findingsOf(after)).toEqual([]);
    });
  }
});

describe('the loop of a consumer ends with a sentinel, however it has asked', () => {
  const around = (loop: string, type: string) =>
    withImports(
      `async function c(q: Queue<${type}>) {\n${loop}\n}\nif (import.meta.main) {\n  const q = new Queue<${type}>();\n  new Process({ target: c, args: [q] }).start();\n  q.put(1);\n`,
    );
  const inside = '    if (item === null) break;\n    console.log(item);\n  }';
  for (const [asked, loop, right] of [
    [
      'on one line',
      '  while (!(await q.empty())) console.log(await q.get());',
      `  for (;;) {\n    const item = await q.get();\n${inside}`,
    ],
    [
      'on one line with braces',
      '  while (!(await q.empty())) { console.log(await q.get()); }',
      '  for (;;) { const item = await q.get(); if (item === null) break; console.log(item); }',
    ],
    [
      'by the number of items',
      '  while ((await q.qsize()) > 0) {\n    const item = await q.get();\n    console.log(item);\n  }',
      `  for (;;) {\n    const item = await q.get();\n${inside}`,
    ],
    [
      'in the loop',
      '  while (true) {\n    if (await q.empty()) {\n      break;\n    }\n    const item = await q.get();\n    console.log(item);\n  }',
      `  while (true) {\n    const item = await q.get();\n${inside}`,
    ],
  ] as const) {
    test(asked, () => {
      const source = `${around(loop, 'number')}}\n`;
      const expected = `${around(right, 'number | null')}  await q.put(null);\n}\n`;
      expect(mended(source, foundAt(source, 'queue-snapshot', loop.includes('qsize') ? 'qsize' : 'empty'))).toBe(
        expected,
      );
    });
  }
});

test('a lock that is released at last, after a try, becomes one that is held with `with`', () => {
  const body = (code: string) => withImports(`export async function f(lock: Lock) {\n${code}\n  return 1;\n}\n`);
  const source = body(
    '  await lock.acquire();\n  try {\n    console.log(1); // one\n  } finally {\n    await lock.release();\n  }',
  );
  expect(mended(source, foundAt(source, 'lock-with', 'acquire'))).toBe(
    body('  await lock.with(async () => {\n    console.log(1); // one\n  });'),
  );
});

test('promises that a callback or a list gives are awaited together', () => {
  const body = (line: string) => withImports(`export async function f(ps: Process[]) {\n  ${line}\n}`);
  for (const [wrong, right] of [
    ['ps.map((p) => p.join());', 'await Promise.all(ps.map((p) => p.join()));'],
    ['ps.forEach((p) => p.join());', 'await Promise.all(ps.map((p) => p.join()));'],
    ['await ps.forEach((p) => p.join());', 'await Promise.all(ps.map((p) => p.join()));'],
    ['ps.forEach(async (p) => { await p.join(); });', 'await Promise.all(ps.map(async (p) => { await p.join(); }));'],
    ['Promise.all(ps.map((p) => p.join()));', 'await Promise.all(ps.map((p) => p.join()));'],
    ['await Promise.all([ps.map((p) => p.join())]);', 'await Promise.all([...ps.map((p) => p.join())]);'],
  ] as const) {
    const [found, ...others] = findingsOf(body(wrong));
    expect(others).toEqual([]);
    expect(found && mended(body(wrong), found)).toBe(body(right));
    expect(findingsOf(body(right))).toEqual([]);
  }
});

describe('a fix that would have to guess is not offered', () => {
  test('for an await where the answer is needed at once', () => {
    for (const body of [
      'export function f(q: Queue<number>) { [1].forEach(() => {\n q.get();\n}); }',
      'export class A { constructor(q: Queue<number>) {\n q.get();\n} }',
      'export const f = (ps: Process[]) => ps.forEach((p) => p.join());',
      'export class A { q = new Queue(); get a() {\n if (this.q.empty()) return 1; return 2;\n} }',
    ]) {
      const source = withImports(body);
      const [found] = findingsOf(source);
      expect(found && mended(source, found), body).toBeNull();
    }
  });

  test('for a guard around what functions outside of it need', () => {
    const source = withImports(
      'function f() { return pool; }\nconst pool = new Pool();\nawait pool.map(f, [1]);\nconsole.log(1);',
    );
    const [found] = findingsOf(source);
    expect(found?.id).toBe('main-guard');
    expect(found && mended(source, found)).toBeNull();
  });

  test('for a lock whose release stands elsewhere, or around whose use something leaves', () => {
    for (const body of [
      'export async function f(l: Lock) {\n await l.acquire();\n try {\n l;\n } catch {\n l;\n } finally {\n await l.release();\n }\n}',
      'export async function f(l: Lock) {\n for (;;) {\n await l.acquire();\n switch (l) {\n default: continue;\n }\n await l.release();\n }\n}',
      'export async function f(l: Lock) {\n for (;;) {\n await l.acquire();\n if (l) break;\n await l.release();\n }\n}',
      'export async function f(l: Lock) {\n await l.acquire();\n if (l) return 1;\n await l.release();\n return 2;\n}',
      'export async function f(l: Lock) {\n await l.acquire();\n const x = 1;\n await l.release();\n return x;\n}',
      'export async function f(l: Lock) {\n if (await l.acquire({ timeout: 0 })) l;\n}',
    ]) {
      const source = withImports(body);
      expect(mended(source, foundAt(source, 'lock-with', 'acquire')), body).toBeNull();
    }
  });

  test('for a snapshot where the file does not show who puts, or where several do', () => {
    const consumer =
      'async function c(q: Queue<number>) {\n while (!(await q.empty())) {\n const x = await q.get();\n x;\n }\n}\n';
    const producer = 'async function p(q: Queue<number>) {\n q.put(1);\n}\n';
    const made = (targets: string[]) =>
      `async function main() {\n const q = new Queue<number>();\n${targets.map((t) => ` void new Process({ target: ${t}, args: [q] });\n`).join('')}}\nif (import.meta.main) await main();`;
    for (const [targets, isMended] of [
      [['c', 'p'], true],
      [['c', 'c', 'p'], true],
      [['c'], false],
      [['c', 'p', 'p'], false],
    ] as const) {
      const source = withImports(consumer + producer + made([...targets]));
      const text = mended(source, foundAt(source, 'queue-snapshot', 'empty'));
      expect(text !== null, targets.join()).toBe(isMended);
      if (targets[1] === 'c') expect(text).toContain('for (let i = 0; i < 2; i++) await q.put(null);');
    }
  });

  test('for a sentinel of which there are several, that is in a loop, or whose consumers nobody has counted', () => {
    const consumer = 'async function c(q: Queue<number | null>) {\n while ((await q.get()) !== null);\n}\n';
    for (const body of [
      'export function f(q: Queue<null>) {\n q.put(null);\n q.put(null);\n}\nlet finding;',
      'export function f(q: Queue<null>) {\n for (;;) {\n q.put(null);\n }\n}\nlet finding;',
      'export function f(q: Queue<null>) {\n q.put(null);\n}\nlet finding;',
    ]) {
      const source = withImports(consumer + body);
      expect(mended(source, foundAt(source, 'sentinel-count', 'finding')), body).toBeNull();
    }
  });
});

test('every fix has ids and a title of its own', () => {
  expect(new Set(fixes.map(({ title }) => title)).size).toBe(fixes.length);
  expect(new Set(fixes.flatMap(({ ids }) => ids)).size).toBe(fixes.flatMap(({ ids }) => ids).length);
});
