// Numbered calls in real processes: wherever a call has a number, it names the place that a captured stack names.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates inside of the programs under test

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Programs } from './program.ts';

// whatever the rest of the suite runs with
const programs = new Programs({ LANESCOPE_CALL_SITES: 'ids' });
beforeAll(() => programs.build());
afterAll(() => programs.close());

/** `number`: the call came with one; `stack`: it was left alone. In the order in which the calls are made. */
const shapes: [code: string, by: string][] = [
  ['q.put(1)', 'number'],
  ['q.get()', 'number'],
  ['q . /* a */ put /* b */ ( /* c */ 1 /* d */ , /* e */ )', 'number'],
  ['q\n  .put(\n    1,\n    2,\n  )', 'number'],
  ['q.get(/* nothing */)', 'number'],
  ['q.put((1, 2))', 'number'],
  ['q.put(((1)), ((2)),)', 'number'],
  ['q.put(")", `,${"("}`)', 'number'],
  ['q.put(/\\)/, /[,)]/)', 'number'],
  ['q.put(1 as number)', 'number'],
  ['q.put<number>(1)', 'number'],
  ['q!.put(1)', 'number'],
  ['q?.put(1)', 'number'],
  ['q?.get()', 'number'],
  ['nothing?.put(q.get())', ''],
  ['nothing?.q.put(1)', ''],
  ['box?.q.put(1)', 'stack'],
  ['box.q?.put(1)', 'number'],
  ['(box?.q).put(1)', 'number'],
  ['q.put?.(1)', 'stack'],
  ['q["put"](1)', 'stack'],
  ['(q).put(1)', 'number'],
  ['(0, q).put(1)', 'stack'],
  ['q.put.call(q, 1)', 'stack'],
  ['Reflect.apply(q.put, q, [1])', 'stack'],
  ['const put = q.put.bind(q); put(1)', 'stack'],
  ['q.put(...[1])', 'stack'],
  ['q.put(...[1], 2)', 'number'],
  ['box.q.put(...[1], 2)', 'stack'],
  ['q.put(1, ...[2])', 'stack'],
  ['q.put(await 1)', 'number'],
  ['q.put(await later1(), { timeout: 1 })', 'number'],
  ['box.q.put(await later1())', 'number'],
  ['box.q.put(await later1(), { timeout: 1 })', 'stack'],
  ['box.q.put({ a: [1, `x`, this, () => 1], b }, await later1())', 'number'],
  ['(await Promise.resolve(q)).put(1)', 'number'],
  ['q.put(q.get())', 'number number'],
  ['q.put(q.put(q.put(1)), q.get())', 'number number number number'],
  ['box.q.put(box.q.get())', 'number number'],
  ['box.q.put(box.q.put(box.q.get()))', 'number number number'],
  ['make().put(1)', 'number'],
  ['make().get()', 'number'],
  ['make(\n).put(make().get())', 'number number'],
  ['new Handle().put(1)', 'number'],
  ['(new Handle).get()', 'number'],
  ['qs[0].put(1)', 'number'],
  ['qs[qs.indexOf(q)].get()', 'number'],
  ['map.get("q").put(1)', 'number'],
  ['map.get("q").get()', 'number'],
  ['(map.get("none") ?? q).put(1)', 'number'],
  ['(true ? q : null).get()', 'number'],
  ['let x: any; (x = q).put(1)', 'number'],
  ['let x: any = map; x.get((x = q, "q"))', ''],
  ['let x: any = q; x.put((x = make(), 1), 2)', 'stack'],
  ['let x: any = q; x.put((x = make(), 1))', 'number'],
  ['[1, 2].map((n) => q.put(n))', 'number number'],
  ['for (const each of [q, make()]) each.put(await later1(), {})', 'number number'],
  ['`${q.get()}${box.q.put(`${q.get()}`)}`', 'number number number'],
  ['tag`a${q.put(1)}b`', 'number'],
  ['const f = () => q.get(), g = async () => q.put(await f()); await g()', 'number number'],
  ['const a = make\nq.put(a)', 'number'],
  ['const a = 1\nbox.q.put(a)\nbox.q.get()', 'number number'],
  ['const a = box\n.q.put(1)\n;[q][0].get()', 'number number'],
  ['q.put(function () { return q.get() }.call(null))', 'number number'],
  ['q.put((function* () { yield q.get() })().next().value)', 'number number'],
  [
    'function* g(): any { q.put(yield 1); box.q.put(yield 2) } const i = g(); i.next(); i.next(); i.next()',
    'number number',
  ],
  [
    'class A { q = q; #p = q; run() { this.q.put(1); this.#p.get(); return this.#p.put(this.q.get()) } } new A().run()',
    'number number number number',
  ],
  [
    'class A extends Handle { run() { this.put(1); this.get(); return super.put(2) } } new A().run()',
    'number number stack',
  ],
  ['class A extends Handle { override put(x: unknown) { return super.put(x) } } new A().put(1)', 'stack'],
  ['class A extends Handle { override get() { return this.put(1) } } new A().get()', 'number'],
  ['class A { static q = q.put(1); x = q.get(); constructor(y = q.put(2)) {} } new A()', 'number number number'],
  ['const o = { get q() { return q } }; o.q.put(1); o.q.get()', 'number number'],
  ['const { a = q.get() } = {}, [c = q.put(1)] = []', 'number number'],
  ['try { throw q } catch (e: any) { e.put(1) } finally { q.get() }', 'number number'],
  ['label: for (;;) { q.put(1); break label }', 'number'],
  ['if (q.put(1)) q.get(); else q.put(2)', 'number number'],
  ['q.put(1), q.get(); void q.put(2); !q.get(); typeof q.put(3)', 'number number number number number'],
  ['q.put(async () => 1); q.put(class {}); q.put({ ...box })', 'number number number'],
  ['q.put(a1 => a1); q.put(x1 = 2); q.put(x1 ? 1 : 2)', 'number number number'],
  ['q.put(1).push(2); q.get().at(0); q.put(1)[0]', 'number number number'],
  ['q\u{2e}put("\u2028"); q.put("ä€😀"); q.get()', 'number number number'],
  ['eval("q.put(1)")', 'stack'],
];

/** What a call that was numbered and never came must not leave behind: `later` calls from code that was not rewritten. */
const stale: [code: string, by: string][] = [
  ['map.get("q"); later(q, "get")', 'stack'],
  ['map.get(1); set.put?.(1); later(q, "get"); later(q, "put")', 'stack stack'],
  ['try { none.get() } catch {} later(q, "get")', 'stack'],
  ['try { none.put(q) } catch {} later(q, "put")', 'stack'],
  ['try { q.put(fails()) } catch {} later(q, "put")', 'stack'],
  ['try { q.put(1, missing) } catch {} later(q, "put")', 'stack'],
  ['try { box.q.put(fails()) } catch {} later(q, "put")', 'stack'],
  ['try { box.q.put(dead) } catch {} later(q, "put"); let dead = 1', 'stack'],
  ['class A { get() { return later(q, "get") } } new A().get()', 'stack'],
  ['class A extends Handle { override get() { return later(this, "put") } } new A().get()', 'stack'],
  [
    'class A extends Handle { override get() { return later(q, "get") } } new A().get(); later(q, "get")',
    'stack stack',
  ],
  ['q.put(later(q, "put"))', 'stack number'],
  ['box.q.put(later(box.q, "put"))', 'stack number'],
  ['q.put(1, later(q, "get"))', 'stack number'],
  ['const p = new Proxy(q, {}); p.get(); later(q, "get")', 'stack stack'],
  ['q.get = function () { return later(q, "put") }; q.get(); later(q, "put"); delete q.get', 'stack stack'],
  ['q.get = () => own.get.call(q); q.get(); delete q.get', 'stack'],
  ['const o = { get get() { box.q.put(1); return () => later(q, "get") } }; (o as any).get()', 'number stack'],
  ['let x: any = map; x.get((x = q, 1)); later(q, "get")', 'stack'],
  ['setTimeout(() => q.put(1)); await Promise.all([q.put(await wait()), q.put(await wait())])', 'number number number'],
  ['const all = [1, 2, 3].map(async (n) => box.q.put(await wait(n), n)); await Promise.all(all)', 'stack stack stack'],
  [
    'const all = [1, 2, 3].map(async (n) => box.q.put(n, await wait(n))); await Promise.all(all)',
    'number number number',
  ],
];

const setting = [
  "import { Handle, later, taken } from 'lanescope';",
  'const q: any = new Handle(), box: any = { q }, qs: any[] = [q], b = 1, nothing: any = undefined, none: any = null;',
  'const map: any = new Map([["q", q]]), set: any = new Set(), own = Handle.prototype as any;',
  'const make = (): any => new Handle(), later1 = async () => 1, fails = () => { throw new Error() };',
  'const wait = (ms = 1) => new Promise((resolve) => setTimeout(resolve, ms));',
  'const tag = (..._: unknown[]) => {}; let x1 = 1;',
  'declare const missing: unknown;',
].join('\n');

function results(cases: readonly [string, string][], more = '', file = 'main.ts'): string[] {
  // in one line, so that every column behind a call has moved, and each in a function of its own
  const bodies = cases.map(
    ([code], index) =>
      `await (async function (this: any) { ${code}\n}).call({ q }); console.log("${index}: " + taken());`,
  );
  const { lines, stderr } = programs.run({ [file]: [setting, more, ...bodies].join('\n') }, 'main', file);
  expect(stderr).toBe('');
  return lines;
}

describe.each([
  ['stripped', ''],
  [
    'transformed',
    "enum Color { Red = 'red' }\nnamespace N { export const a = 1; }\nclass P { constructor(readonly n: number) {} }",
  ],
])('in %s TypeScript', (_how, more) => {
  test('every shape of call comes by its number or by its stack, and at the same place', () => {
    expect(results(shapes, more)).toEqual(shapes.map(([, by], index) => `${index}: ${by}`));
  });

  test('no number is ever taken by another call than its own', () => {
    expect(results(stale, more)).toEqual(stale.map(([, by], index) => `${index}: ${by}`));
  });
});

test('a callee in parentheses is left alone, for V8 puts the frame of its call elsewhere', () => {
  expect(results([['(q.put)(1)', 'stack']])).toEqual(['0: stack']);
});

test('arguments arrive as they were written: how many, which, and in what order they were evaluated', () => {
  const { lines, stderr } = programs.run({
    'main.ts': `${setting}
const seen: string[] = [];
const log = (name: string, value?: any): any => (seen.push(name), value);
const o = { get q() { return log('q', q); } };
console.log(JSON.stringify([q.get(), q.put(undefined), q.put(1, 2, 3), q.put((1, 2)), box.q.get(), box.q.put(1, null)]));
o.q.put(log('a'), log('b')); o.q.put(log('c')); o.q.get(); log('d', q).put(1, log('e'));
console.log(seen.join(''));
console.log(map.get('q') === q, map.get(), [1].keys().next().value, (() => q.put(1))().length);`,
  });
  expect(stderr).toBe('');
  expect(lines).toEqual(['[[],[null],[1,2,3],[2],[],[1,null]]', 'qabqcqde', 'true undefined 0 1']);
});

test('CommonJS, several modules and simulated processes are numbered alike', () => {
  const files = {
    'main.ts':
      "import { Handle, taken } from 'lanescope';\nimport { work } from './work.cts';\nimport { again } from './again.js';\nconst q = new Handle();\nq.put(work(q), again(q)); console.log(taken());",
    'work.cts':
      "import type { Handle } from 'lanescope';\nfunction work(q: Handle) { return q.put(1, q.get()); }\nmodule.exports = { work };",
    'again.js': "/** @param {import('lanescope').Handle} q */\nexport function again(q) { return q.get(); }",
  };
  expect(programs.run(files)).toEqual({ lines: ['number number number number'], stderr: '', status: 0 });
  expect(programs.run(files, 'simulated').lines.slice(0, 2)).toEqual(Array(2).fill('number number number number'));
});

test('what never mentions Lanescope, has a source map or uses the names of the helpers stays as it is', () => {
  const work = 'export const work = (q: any) => (q.put(1), String(work).length);';
  const use =
    "import { Handle, taken } from 'lanescope';\nimport { work } from './work.ts';\nconst n = work(new Handle()); console.log(taken(), n);";
  for (const more of ['', '// lanescope\n//# sourceMappingURL=x.map', '// __lanescope_ of lanescope']) {
    const plain = work.slice(work.indexOf('= ') + 2, -1).replace(': any', '     ');
    expect(programs.run({ 'main.ts': use, 'work.ts': `${work}\n${more}` }).lines).toEqual([`stack ${plain.length}`]);
  }
});

describe('stacks', () => {
  const broken = [
    "import { Handle } from 'lanescope';",
    'const q = new Handle(), box = { q }, fails = () => { throw new Error("boo"); };',
    'class A { async run() { box.q.put(1); box.q.put(q.get(), fails()); } }',
    'const show = (error: any) => console.log(error.stack.split("\\n").filter((l: string) => l.includes("main.ts")).join("\\n"));',
    'try { box.q.get(); await new A().run(); } catch (error) { show(error); }',
    'try { q.put(1); (box as any).q.none.x(q.get()); } catch (error) { show(error); }',
    'try { box.q.put(1); const o: any = {}; q.get(); o.get(1); } catch (error) { show(error); }',
    'box.q.put(1); show(new Error("é")); [1].map(() => { q.get(); show(new RangeError("x")); });',
    'const later = async () => { await null; q.put(1); throw new Error("later"); }; await later().catch(show);',
  ];

  test('name the same places, in the same form, as without numbers', () => {
    const { lines, stderr } = programs.run({ 'main.ts': broken.join('\n') });
    expect(stderr).toBe('');
    const plain = programs.run({ 'main.ts': broken.join('\n') }, 'main', 'main.ts', { LANESCOPE_CALL_SITES: 'stack' });
    const same = (text: string) => text.replace(/program-\d+/, 'program');
    expect(lines.map(same)).toEqual(plain.lines.map(same));
    expect(lines.length).toBeGreaterThan(8);
  });

  test('of an uncaught error point to its column, and name no helper', () => {
    const code =
      "import { Handle } from 'lanescope';\nconst box: any = { q: new Handle(), m: {} };\nbox.q.put(1); box.q.get(); box.m.get();";
    const { stderr } = programs.run({ 'main.ts': code });
    expect(stderr).toMatch(/main\.ts:3\nbox\.q\.put\(1\).*\n {33}\^\n/);
    expect(stderr).toContain('TypeError: (intermediate value).get is not a function');
    expect(stderr).toMatch(/main\.ts:3:34\n/);
    expect(stderr).not.toContain('__lanescope');
  });
});
