// Types go, places stay, also where TypeScript is more than types.

import { describe, expect, test } from 'vitest';
import { withoutTypes } from '../../../src/analysis/static/strip.ts';
import { strip } from '../../helpers/static.ts';

describe('every token stays at its place', () => {
  for (const [what, source, kept] of [
    ['annotations', "let s: 'é😀' = x;\r\nlet y = f<number>(1) as string;", ['= x', '(1)']],
    ['enums', 'export const enum E {\n  A = 1,\n}\nconst enum F { B }\nlet x: E = y;', ['= y', 'var E', 'var F']],
    ['namespaces', "/* é😀 */ export namespace A.B { export const a = '}'; }\nlet x: number = y;", ['= y']],
    [
      'parameter properties',
      'class A {\n  constructor(private readonly q: Queue, public x: number = 1,\n protected zz?: string) {} }',
      ['q', 'x', '= 1', 'zz'],
    ],
    ['import with require', "import fs = require('fs');\nlet x: number = y;", ["fs = require('fs')", '= y']],
    ['a byte order mark', '\uFEFFlet x: number = y;', ['= y']],
  ] as const) {
    test(`of a file with ${what}`, () => {
      const code = withoutTypes(source, strip) ?? '';
      expect(code.length).toBe(source.length);
      for (const text of kept) {
        const place = text.startsWith('var ') ? code.indexOf(text) : source.indexOf(text);
        expect(code.slice(place, place + text.length)).toBe(text);
      }
      expect(code.split('\n').length).toBe(source.split('\n').length);
    });
  }
});

test('a text that does not parse has no code, and nothing is thrown', () => {
  for (const source of ['const a = ;', 'class {', 'export = 1; enum', '<string>a', 'enum E {', "let a: = '"]) {
    expect(withoutTypes(source, strip)).toBeNull();
  }
});
