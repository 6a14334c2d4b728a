import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { laneBoxes } from '../../webview/layout/lane-layout.ts';
import { cut, overlaps, Placer, type Wish } from '../../webview/layout/placer.ts';

const measure = (text: string) => text.length * 7;

function wish(text: string, x: number, more: Partial<Wish> = {}): Wish {
  const base = { tone: 'text', mono: false, row: 1, anchorY: 50, height: 16, least: 0, inside: false } as const;
  return { ...base, text, x, rows: [30, 13], ...more };
}

describe('labels', () => {
  test('never overlap one another or a mark, and never leave the lanes', () => {
    const item = fc.record({
      x: fc.integer({ min: -50, max: 650 }),
      text: fc.string({ minLength: 1, maxLength: 40 }),
      least: fc.constantFrom(0, 40),
    });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 60 }), fc.array(fc.nat(600), { maxLength: 20 }), (items, marks) => {
        const placer = new Placer(0, 600, measure);
        const boxes = marks.map((x) => ({ x: x - 5, y: 28, width: 10, height: 10 }));
        for (const box of boxes) placer.block(box);
        for (const { x, text, least } of items) placer.place(wish(text, x, { least }));
        for (const [i, label] of placer.labels.entries()) {
          expect(label.x).toBeGreaterThanOrEqual(0);
          expect(label.x + label.width).toBeLessThanOrEqual(600);
          for (const other of [...placer.labels.slice(i + 1), ...boxes]) expect(overlaps(label, other)).toBe(false);
          expect(measure(label.text)).toBeLessThanOrEqual(label.width);
        }
      }),
    );
  });

  test('begin at their thing, else end there, else go to the next row, else are cut', () => {
    const placer = new Placer(0, 200, measure);
    expect(placer.place(wish('first', 50))).toBe(true);
    expect(placer.place(wish('ends', 195))).toBe(true);
    expect(placer.place(wish('second row', 55))).toBe(true);
    expect(placer.labels.map(({ x, y }) => [x, y])).toEqual([
      [46, 30],
      [163, 30],
      [51, 13],
    ]);
    expect(placer.place(wish('no room for this here', 60))).toBe(false);
    expect(placer.place(wish('cut where it must be', 101, { least: 40 }))).toBe(true);
    expect(placer.labels.at(-1)?.text).toMatch(/^cut.*…$/);
  });

  test('keep off an arrow where there is another place, and take its place where there is none', () => {
    const placer = new Placer(0, 300, measure);
    placer.avoid([{ x: 70, y: 0, width: 2, height: 100 }]);
    placer.place(wish('beside the arrow', 68, { rows: [30] }));
    expect((placer.labels[0]?.x ?? 0) + (placer.labels[0]?.width ?? 0)).toBeLessThanOrEqual(300);
    const narrow = new Placer(0, 130, measure);
    narrow.avoid([{ x: 70, y: 0, width: 2, height: 100 }]);
    expect(narrow.place(wish('across the arrow', 68, { rows: [30] }))).toBe(true);
  });

  test('are cut to the longest beginning that fits', () => {
    expect(cut('abcdefghij', 49, measure)).toBe('abcdef…');
    expect(cut('abc', 5, measure)).toBe('…');
  });
});

describe('lanes', () => {
  test('two processes and a queue fill the panel; two hundred keep a readable height and scroll', () => {
    const few = laneBoxes(['process', 'process', 'queue'], 400);
    const end = (few.at(-1)?.y ?? 0) + (few.at(-1)?.height ?? 0);
    expect(end).toBeGreaterThan(395);
    expect(end).toBeLessThanOrEqual(400);
    expect(few[0]?.above).toBeGreaterThan(1);
    const many = laneBoxes(
      Array.from({ length: 200 }, () => 'process' as const),
      400,
    );
    expect(many.every((box) => box.height === 22 && box.barHeight >= 12)).toBe(true);
  });

  test('lie one below the other, bars and rows of labels inside them', () => {
    const kind = fc.constantFrom('process' as const, 'queue' as const);
    fc.assert(
      fc.property(
        fc.array(kind, { minLength: 1, maxLength: 50 }),
        fc.integer({ min: 50, max: 2000 }),
        (kinds, height) => {
          let y = 0;
          for (const box of laneBoxes(kinds, height)) {
            expect(box.y).toBe(y);
            expect(box.barY - box.above * 17).toBeGreaterThanOrEqual(box.y);
            expect(box.barY + box.barHeight + box.below * 17).toBeLessThanOrEqual(box.y + box.height);
            y += box.height;
          }
        },
      ),
    );
  });
});
