import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Slice } from '../../src/base/slice.ts';
import { FrameSplitter } from '../../src/protocol/bytes.ts';
import { decodeReply, decodeRequest, encodeReply, encodeRequest } from '../../src/protocol/frame.ts';
import { inOnePiece, tagged } from '../../src/protocol/payload.ts';
import type { Reply, Request } from '../../src/protocol/request.ts';

const u32 = fc.nat(0xffffffff);
const time = fc.double({ noNaN: true, min: 0 });
const bytes = fc.uint8Array({ maxLength: 300 });
const tag = fc.integer({ min: 0, max: 255 });
const payload = fc.oneof(
  bytes,
  fc.record({ file: u32, slot: u32, length: u32 }),
  fc.tuple(tag, bytes).map(([tag, rest]) => tagged(tag, rest)),
  fc.record({ tag, value: fc.integer(), length: fc.constant(5) }),
  fc
    .tuple(tag, fc.string({ unit: 'grapheme' }))
    .map(([tag, value]) => ({ tag, value, length: 1 + Buffer.byteLength(value) })),
  bytes.map((part) => new Slice(Buffer.concat([Buffer.from('before'), part, Buffer.from('behind')]), 6, part.length)),
);
const handles = fc.array(u32, { maxLength: 4 });
const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const start = fc.record({
  name: text,
  daemon: fc.boolean(),
  identity: fc.array(fc.nat(9)),
  target: fc.constant(null),
});

const request: fc.Arbitrary<Request> = fc.oneof(
  fc.record({
    op: fc.constant('call' as const),
    object: u32,
    method: fc.nat(255),
    call: u32,
    oneWay: fc.boolean(),
    time,
    site: u32,
    timeout: fc.oneof(time, fc.constant(Number.POSITIVE_INFINITY)),
    payload: fc.option(payload),
    handles,
    preview: text,
    wire: fc.boolean(),
    from: fc.constantFrom('ask' as const, 'kernel' as const, 'credit' as const, undefined),
  }),
  fc.record({
    op: fc.constant('got' as const),
    object: u32,
    method: fc.nat(255),
    call: u32,
    site: u32,
    time,
    taken: time,
  }),
  fc.record({
    op: fc.constant('call' as const),
    object: u32,
    method: fc.nat(255),
    call: u32,
    oneWay: fc.constant(true),
    time,
    site: u32,
    timeout: time,
    payload: bytes,
    handles,
    preview: text,
    answers: fc.maxSafeNat(),
    wire: fc.boolean(),
  }),
  fc.record({ op: fc.constantFrom('take' as const, 'cancel' as const), call: u32, time }),
  fc.record({ op: fc.constant('close' as const), object: u32, time }),
  fc.record({
    op: fc.constant('start' as const),
    object: u32,
    call: u32,
    time,
    site: u32,
    info: start,
    payload: bytes,
    handles,
  }),
  fc.record({
    op: fc.constant('print' as const),
    stream: fc.constantFrom(1 as const, 2 as const),
    time,
    payload: bytes,
  }),
  fc.record({ op: fc.constant('site' as const), site: u32, url: text, line: u32, column: u32 }),
  fc.record({ op: fc.constant('idle' as const), received: u32, weak: fc.boolean() }),
);

const reply: fc.Arbitrary<Reply> = fc.oneof(
  fc.record({ op: fc.constant('done' as const), call: u32, code: time, payload: fc.option(payload), handles }),
  fc.record({ op: fc.constant('lease' as const), object: u32, items: fc.array(payload, { maxLength: 5 }) }),
  fc.record({ op: fc.constantFrom('timeout' as const, 'cancelled' as const), call: u32 }),
  fc.record({ op: fc.constant('credit' as const), object: u32, count: fc.integer() }),
  fc.record({ op: fc.constant('failed' as const), call: u32, error: text, text }),
  fc.record({
    op: fc.constant('begin' as const),
    payload: bytes,
    handles,
    info: fc.record({ start, self: u32, parent: fc.constant(null) }),
  }),
);

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** Cuts bytes into chunks of the given sizes, again and again. */
function chunked(whole: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < whole.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    chunks.push(whole.slice(at, at + size));
    at += size;
  }
  return chunks;
}

/** As JSON, with payloads as the bytes and previews as the text that they stand for. */
const plain = (value: unknown) =>
  JSON.parse(
    JSON.stringify(value, (key, one) => {
      if (one === Infinity) return 'Infinity';
      if (key === 'preview' && one instanceof Slice) return one.text();
      const isPayload = one instanceof Uint8Array || one instanceof Slice || one?.tag !== undefined;
      return isPayload ? [...inOnePiece(one)] : one;
    }),
  );

function split(splitter: FrameSplitter, chunk: Uint8Array): Uint8Array[] {
  const frames: Uint8Array[] = [];
  splitter.push(chunk, (frame) => frames.push(frame.rest()));
  return frames;
}

describe('frames', () => {
  test('carry every request unchanged, in whatever chunks the socket delivers them', () => {
    fc.assert(
      fc.property(fc.array(request), fc.array(fc.integer({ min: 1, max: 97 }), { minLength: 1 }), (requests, sizes) => {
        const splitter = new FrameSplitter();
        const frames = chunked(joined(requests.map(encodeRequest)), sizes).flatMap((chunk) => split(splitter, chunk));
        expect(frames.map(decodeRequest).map(plain)).toEqual(requests.map(plain));
        expect(splitter.pending).toBe(0);
      }),
    );
  });

  test('carry every reply unchanged', () => {
    fc.assert(
      fc.property(reply, (one) => {
        expect(plain(decodeReply(encodeReply(one).subarray(4)))).toEqual(plain(one));
      }),
    );
  });

  test('that are cut short are refused with a RangeError or SyntaxError, never read past their end', () => {
    fc.assert(
      fc.property(request, fc.double({ min: 0, max: 0.99, noNaN: true }), (one, share) => {
        const frame = encodeRequest(one).subarray(4);
        const cut = frame.slice(0, Math.floor(frame.length * share));
        try {
          // the last field takes what is there: a shorter frame may be a smaller request, but never the same
          expect(plain(decodeRequest(cut))).not.toEqual(plain(one));
        } catch (error) {
          expect(error instanceof RangeError || error instanceof SyntaxError).toBe(true);
        }
      }),
    );
  });

  test('keep the bytes of a frame that has begun until it is whole', () => {
    const splitter = new FrameSplitter();
    const frame = encodeRequest({ op: 'print', stream: 1, time: 5, payload: new Uint8Array(1_000_000).fill(7) });
    const [first, second] = [frame.slice(0, 400_000), frame.slice(400_000)];
    expect(split(splitter, first)).toEqual([]);
    expect(splitter.pending).toBe(400_000);
    const [whole] = split(splitter, second);
    expect(whole && decodeRequest(whole)).toMatchObject({ op: 'print', stream: 1, time: 5 });
    expect(whole?.length).toBe(frame.length - 4);
  });
});
