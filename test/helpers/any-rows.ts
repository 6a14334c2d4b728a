// Any rows that the format allows, whether or not a run could make them.

import fc from 'fast-check';
import { firstEventKind, kindNumber, type TraceRow } from '../../src/trace/event.ts';
import { emptyRow } from './draw-trace.ts';

const uint32 = fc.integer({ min: 0, max: 0xffffffff });
const int32 = fc.integer({ min: -0x80000000, max: 0x7fffffff });
const time = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const text = fc.string({ unit: 'grapheme', maxLength: 40 });

/** Any row that a recorder could write; `seq` is given by its place. */
const anyRow: fc.Arbitrary<Partial<TraceRow>> = fc.oneof(
  fc.record({
    kind: fc.integer({ min: firstEventKind, max: kindNumber.mark }),
    t: time,
    k: time,
    process: fc.integer({ min: 0, max: 65_535 }),
    object: uint32,
    op: uint32,
    operation: uint32,
    message: uint32,
    by: fc.integer({ min: 0, max: 65_535 }),
    reason: uint32,
    size: int32,
    site: uint32,
    text: uint32,
    code: int32,
    bytes: time,
  }),
  fc.record({ kind: fc.constant(kindNumber.string), text: fc.integer({ min: 1, max: 500 }), value: text }),
  fc.record({
    kind: fc.constant(kindNumber.site),
    site: fc.integer({ min: 1, max: 500 }),
    text: fc.integer({ min: 0, max: 500 }),
    size: int32,
    code: int32,
  }),
);

export const anyRows = fc
  .array(anyRow, { maxLength: 60 })
  .map((rows) =>
    rows.map((row, i): TraceRow => ({ ...emptyRow, ...row, seq: (row.kind ?? 0) >= firstEventKind ? i + 1 : 0 })),
  );

const small = fc.integer({ min: 0, max: 5 });
const dangerous = fc.oneof(
  fc.constantFrom(
    '\u001b[2J',
    '\u001b]0;title\u0007',
    '\r',
    '\u009b31m',
    '\u202e',
    '日本',
    '👩‍👩‍👧',
    'e\u0301',
    '\ud800',
    '',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

/** Rows whose numbers meet one another, with texts that a terminal would act on: for views, which must bear everything. */
export const tangledRows: fc.Arbitrary<TraceRow[]> = fc
  .tuple(
    fc.array(dangerous, { minLength: 5, maxLength: 5 }),
    fc.array(
      fc.record({
        kind: fc.integer({ min: firstEventKind, max: kindNumber.mark }),
        t: fc.integer({ min: 0, max: 3e9 }),
        process: small,
        object: small,
        op: small,
        operation: small,
        message: small,
        by: small,
        reason: small,
        size: fc.integer({ min: -1, max: 3 }),
        site: small,
        text: small,
        code: fc.integer({ min: -15, max: 3 }),
      }),
      { maxLength: 40 },
    ),
  )
  .map(([texts, events]) => [
    ...texts.map((value, i) => ({ ...emptyRow, kind: kindNumber.string, text: i + 1, value })),
    ...[1, 2, 3].flatMap((n) => [
      { ...emptyRow, kind: kindNumber.site, site: n, text: n, size: n },
      { ...emptyRow, kind: kindNumber.object, object: n, op: 4, text: n },
      { ...emptyRow, kind: kindNumber.process, process: n, object: n, text: n },
    ]),
    ...events.map((event, i) => ({ ...emptyRow, ...event, k: event.t, seq: i + 1 })),
  ]);
