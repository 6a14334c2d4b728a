// What holders of loans record and the broker reads.

import { expect, test } from 'vitest';
import {
  readRing,
  recalledAt,
  recordAt,
  recordBytes,
  ringRecords,
  slotBytes,
  writeRecord,
} from '../../src/protocol/loan-slot.ts';

const record = { position: 7, method: 1, call: 42, site: 3, time: 1_000_000.5 };

function ringWith(...records: (typeof record)[]): Float64Array {
  const ring = new Float64Array((ringRecords * recordBytes) / 8);
  for (const [index, one] of records.entries()) writeRecord(ring.subarray((index * recordBytes) / 8), one);
  return ring;
}

test('records are read as they were written, and nothing where none is', () => {
  const second = { ...record, position: 8, method: 0 };
  expect(readRing(ringWith(record, second))).toEqual([record, second]);
  expect(readRing(ringWith())).toEqual([]);
});

test('a record that is just being written is none', () => {
  for (let number = 0; number < recordBytes / 8; number++) {
    const ring = ringWith({ ...record, position: 23, call: 58, site: 4, method: 0, time: 2_000_000 });
    const next = ringWith(record);
    for (let at = 0; at <= number; at++) ring[at] = next[at] ?? 0;
    const isWhole = number === recordBytes / 8 - 1;
    expect(readRing(ring)).toEqual(isWhole ? [record] : []);
  }
});

test('slots and their records lie beside one another', () => {
  const places = [0, 1].flatMap((slot) => [
    recalledAt(slot),
    ...Array.from({ length: ringRecords }, (_, count) => recordAt(slot, count)),
  ]);
  expect(places).toEqual([...places].sort((one, other) => one - other));
  expect(new Set(places).size).toBe(places.length);
  expect(recordAt(0, ringRecords)).toBe(recordAt(0, 0));
  expect(recordAt(1, ringRecords - 1) + recordBytes).toBe(2 * slotBytes);
});
