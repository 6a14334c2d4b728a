// Lengths in a message that no bytes stand behind are damage, said in words, before anything is read by them.

import { describe, expect, it } from 'vitest';
import { readBatch } from '../../src/trace/batch.ts';
import { TraceEncoder } from '../../src/trace/encoder.ts';
import { DamageError, sizeAt, stringAt, vectorAt } from '../../src/trace/flatbuffer.ts';
import { readHead } from '../../src/trace/message.ts';
import { emptyRow } from '../helpers/draw-trace.ts';

describe('readBatch', () => {
  const encoder = new TraceEncoder();
  encoder.encode([]);
  const message = encoder.encode([1, 2, 3].map((seq) => ({ ...emptyRow, seq, kind: 17, value: 'text' })));
  const headBytes = new DataView(message.buffer, message.byteOffset).getUint32(4, true);
  const head = () => readHead(message.subarray(8, 8 + headBytes));
  const body = message.slice(8 + headBytes);

  it('reads the columns of a whole body', () => {
    const { length, numbers, value } = readBatch(head(), body);
    expect(length).toBe(3);
    expect(Array.from(numbers.seq)).toEqual([1, 2, 3]);
    expect(value(2)).toBe('text');
  });

  it('refuses a body that is shorter than a column says', () => {
    for (const bytes of [0, 8, 100, body.length - 8]) {
      expect(() => readBatch(head(), body.slice(0, bytes))).toThrow('a column runs over the end of its batch');
    }
  });

  it('refuses text offsets that go back or beyond the texts', () => {
    const at = body.length - 32;
    const offsets = new DataView(body.buffer).getInt32(at + 4, true);
    expect(offsets, 'the second offset stands behind "text"').toBe(4);
    for (const wrong of [-1, 9999]) {
      const changed = body.slice();
      new DataView(changed.buffer).setInt32(at + 4, wrong, true);
      expect(() => readBatch(head(), changed).value(0)).toThrow('a text runs over the end of its batch');
    }
  });
});

describe('the flatbuffer reader', () => {
  const view = (...words: number[]) => new DataView(Uint32Array.from(words).buffer);

  it('refuses a list that is longer than its message', () => {
    expect(vectorAt(view(4, 1, 7), 0, 4)).toEqual({ start: 0, length: 0 });
    expect(vectorAt(view(9, 4, 1, 7), 4, 4)).toEqual({ start: 12, length: 1 });
    expect(() => vectorAt(view(9, 4, 2, 7), 4, 4)).toThrow(DamageError);
    expect(() => vectorAt(view(9, 4, 0xffffffff, 7), 4, 4)).toThrow('a list runs over the end of its message');
    expect(() => stringAt(view(9, 4, 5, 7), 4)).toThrow(DamageError);
  });

  it('refuses a length below 0 or beyond what a file can have', () => {
    expect(sizeAt(view(7, 0), 0)).toBe(7);
    expect(() => sizeAt(view(0xffffffff, 0xffffffff), 0)).toThrow('a length of -1 bytes');
    expect(() => sizeAt(view(0, 0x7fffffff), 0)).toThrow(DamageError);
  });
});
