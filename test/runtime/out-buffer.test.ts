// What waits to be written comes out whole and in order, however it is cut.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { OutBuffer } from '../../src/runtime/out-buffer.ts';

const bytes = (length: number, from: number) => new Uint8Array(length).map((_, i) => from + i);

it('gives back every byte in order, whatever is pushed and however little is written at once', () => {
  const sizes = fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 60_000, max: 70_000 }));
  const steps = fc.array(
    fc.oneof(
      sizes.map((push) => ({ push })),
      fc.double({ min: 0, max: 1, noNaN: true }).map((write) => ({ write })),
    ),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(steps, (all) => {
      const buffer = new OutBuffer();
      const [pushed, written]: [Uint8Array[], Uint8Array[]] = [[], []];
      const write = (share: number) => {
        const head = buffer.head();
        const count = Math.ceil(head.length * share);
        // copied: what was written is no longer the buffer's
        written.push(head.slice(0, count));
        buffer.drop(count);
      };
      for (const step of all) {
        if ('write' in step) {
          if (buffer.bytes > 0) write(step.write);
          continue;
        }
        pushed.push(bytes(step.push, pushed.length));
        buffer.push(pushed.at(-1) ?? new Uint8Array(0));
      }
      while (buffer.bytes > 0) write(1);
      expect(Buffer.concat(written).equals(Buffer.concat(pushed))).toBe(true);
    }),
    { numRuns: 50 },
  );
});

it('joins small frames, so that one write takes many of them', () => {
  const buffer = new OutBuffer();
  for (let i = 0; i < 1000; i++) buffer.push(bytes(50, i));
  expect(buffer.head().length).toBe(50_000);
});

it('leaves a large frame as it is, without a copy', () => {
  const buffer = new OutBuffer();
  const large = bytes(1_000_000, 0);
  buffer.push(large);
  buffer.push(bytes(10, 0));
  expect(buffer.head()).toBe(large);
  buffer.drop(400_000);
  expect(buffer.head().buffer).toBe(large.buffer);
});

it('forgets everything when it is cleared', () => {
  const buffer = new OutBuffer();
  buffer.push(bytes(10, 0));
  buffer.clear();
  expect([buffer.bytes, buffer.head().length]).toEqual([0, 0]);
});
