// Text for a terminal: what would act on it is spelled out, and its cells are counted as terminals do.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GridLine } from '../../../src/export/text/grid-line.ts';
import { clip, clipStart, safeText, textWidth, wrap } from '../../../src/export/text/safe-text.ts';

describe('safeText', () => {
  it.each([
    ['plain ✓ 日本', 'plain ✓ 日本'],
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u001b[2J\u001b]0;x\u0007', '\\x1b[2J\\x1b]0;x\\x07'],
    ['a\nb\rc\td', 'a\\nb\\rc  d'],
    ['\u009b1m\u0000\u007f', '\\x9b1m\\x00\\x7f'],
    ['abc\u202edef\u2028', 'abc\\u202edef\\u2028'],
    ['\ud800', '\\ud800'],
    ['👩‍👩‍👧', '👩‍👩‍👧'],
  ])('turns %j into %j', (given, shown) => {
    expect(safeText(given)).toBe(shown);
  });
});

describe('textWidth', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['日本', 4],
    ['한글', 4],
    ['e\u0301', 1],
    ['👩‍👩‍👧', 2],
    ['✗ ░', 3],
    ['🇩🇪', 2],
    ['ｆｕｌｌ', 8],
  ])('of %j is %i', (given, width) => {
    expect(textWidth(given)).toBe(width);
  });
});

describe('clip, clipStart and wrap', () => {
  it('keep to the width and say that something is missing', () => {
    expect(clip('abcdef', 4)).toBe('abc…');
    expect(clip('日本語', 4)).toBe('日…');
    expect(clip('abcd', 4)).toBe('abcd');
    expect(clipStart('src/deep/greet.ts:5', 11)).toBe('…greet.ts:5');
  });

  it('wrap breaks at spaces, else between signs', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
    expect(wrap('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
    expect(wrap('日本語日本語', 5)).toEqual(['日本', '語日', '本語']);
    expect(wrap('a bc de', 2, 5)).toEqual(['a', 'bc de']);
  });

  it('wrap loses nothing but the spaces at its breaks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 20 }), (given, width) => {
        const lines = wrap(given, width);
        for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width);
        expect(lines.join('').replace(/\s/g, '')).toBe(given.replace(/\s/g, ''));
      }),
    );
  });
});

describe('GridLine', () => {
  it('keeps its columns when signs of two cells are written over', () => {
    const line = new GridLine();
    line.put(0, '日本語');
    line.put(1, 'x');
    line.put(4, '|');
    expect(line.render(false)).toBe(' x本|');
    expect(textWidth(line.render(false))).toBe(5);
  });

  it('writes one colour code for signs of one tone', () => {
    const line = new GridLine();
    line.put(2, 'ab', 'bad');
    expect(line.render(true)).toBe('  \u001b[31mab\u001b[0m');
  });
});
