// Source maps of modules with numbered calls: every token leads to its own place, as Node and debuggers read maps.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates inside of the code under test

import { SourceMap, type SourceMapPayload } from 'node:module';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sitedMethods } from '../../../src/primitives/sited-methods.ts';
import { analyze } from '../../../src/runtime/loader/analyze.ts';
import { instrument } from '../../../src/runtime/loader/instrument.ts';
import { quantity } from '../../../src/runtime/loader/source-map.ts';

const url = 'file:///work/map.js';

function instrumented(code: string, isDebugged: boolean) {
  const analysis = analyze(code, 'module', 'module', sitedMethods);
  if (analysis === undefined) throw new Error('not parsed');
  return { analysis, changed: instrument({ code, map: undefined }, url, analysis, false, isDebugged).code };
}

function mapIn(code: string): SourceMap {
  const inline = /sourceMappingURL=data:application\/json;base64,(\S+)/.exec(code)?.[1] ?? '';
  return new SourceMap(JSON.parse(Buffer.from(inline, 'base64').toString()) as SourceMapPayload);
}

const statements = [
  'q.put(1); box.q.get(); q.get().then(done);',
  'box.q.put(await f(),\n  { a: 1 }); const x = q.get();',
  'function g() { return q.get() + [q.put(2), 3] }',
  'class A { run() { this.q.put(`a${q.get()}\n${1}`) } }',
  "q.put('ä€😀'); after(1)",
  '/* text */ other()',
  '',
];

test('every token leads to its own place in the file of the user', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...statements), { minLength: 1 }), (parts) => {
      const code = ['q.put(0);', ...parts.map((part) => `{ ${part} }`)].join('\n');
      const { analysis, changed } = instrumented(code, true);
      const before = code.split('\n');
      const after = changed.split('\n');
      const map = mapIn(changed);
      const found = new Set<string>();
      for (const [line, text] of after.slice(0, before.length).entries()) {
        for (let column = 0; column < text.length; column++) {
          const entry = map.findEntry(line, column);
          if (!('originalLine' in entry) || entry.generatedLine !== line || entry.generatedColumn !== column) continue;
          found.add(`${entry.originalLine + 1}:${entry.originalColumn}`);
          expect(entry.originalSource).toBe(url);
          expect(entry.originalLine).toBe(line);
          expect(before[line]?.[entry.originalColumn]).toBe(text[column]);
        }
      }
      const tokens = Array.from({ length: analysis.tokens.length / 2 }, (_, index) =>
        [...analysis.tokens.slice(index * 2, index * 2 + 2)].join(':'),
      );
      // what has no width, such as the end of the file and empty parts of templates, stands where another token stands
      const wide = tokens.filter((place) => {
        const [line = 1, column = 0] = place.split(':').map(Number);
        return (before[line - 1]?.length ?? 0) > column;
      });
      expect(wide.filter((place) => !found.has(place))).toEqual([]);
    }),
  );
});

test('is made only for somebody who reads it', () => {
  expect(instrumented('q.put(1)', true).changed).toContain('sourceMappingURL');
  expect(instrumented('q.put(1)', false).changed).not.toContain('sourceMappingURL');
  expect(instrumented('q.other(1)', true).changed).toBe('q.other(1)');
});

test('numbers are written as the format of source maps says', () => {
  expect([0, 1, -1, 15, 16, -16, 511].map(quantity)).toEqual(['A', 'C', 'D', 'e', 'gB', 'hB', '+f']);
  fc.assert(fc.property(fc.integer({ min: -(2 ** 29), max: 2 ** 29 }), (value) => decoded(quantity(value)) === value));
});

/** The format's definition, read the other way. */
function decoded(text: string): number {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const value = [...text].reduce((sum, char, index) => sum + (digits.indexOf(char) & 31) * 32 ** index, 0);
  return value % 2 === 1 ? -(value - 1) / 2 : value / 2;
}
