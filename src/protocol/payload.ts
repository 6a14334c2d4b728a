// The bytes of a value on its way: in the frame itself, or in a file of the run's shared memory that the frame only names.

import { Slice } from '../base/slice.ts';

/** A value whose first byte stands apart, so that the rest is neither copied to put it in front nor to take it off. */
export interface TaggedBytes {
  readonly tag: number;
  readonly rest: Uint8Array;
  /** With the first byte. */
  readonly length: number;
}

/** A small value that is made into bytes only where it is written: no memory is made for it. */
export interface TaggedValue {
  readonly tag: number;
  /** A 32-bit integer in four bytes, or a text in UTF-8. */
  readonly value: number | string;
  /** In bytes, with the first one. */
  readonly length: number;
}

/** A value that lies in a shared-memory file; sizes and numbers are checked by the broker. */
export interface SharedBytes {
  readonly file: number;
  readonly slot: number;
  readonly length: number;
}

/** What a process itself makes and reads. */
export type LocalPayload = Uint8Array | TaggedBytes | TaggedValue | Slice;
/** What is sent; opaque to the kernel but for its length. */
export type Payload = LocalPayload | SharedBytes;

/** From this size on a value goes through shared memory where there is some. */
export const leastSharedBytes = 64 * 1024;
const leastSlotBytes = 2 * leastSharedBytes;
/** Larger values travel in frames. */
export const largestSlotBytes = 512 * 1024 * 1024;

export function tagged(tag: number, rest: Uint8Array): TaggedBytes {
  return { tag, rest, length: rest.length + 1 };
}

export function isShared(payload: Payload | null): payload is SharedBytes {
  return payload !== null && 'file' in payload;
}

/** In one piece, and a copy where it was none. */
export function inOnePiece(payload: LocalPayload): Uint8Array {
  if (payload instanceof Uint8Array) return payload;
  if (payload instanceof Slice) return payload.view();
  const bytes = new Uint8Array(payload.length);
  bytes[0] = payload.tag;
  if ('rest' in payload) bytes.set(payload.rest, 1);
  else if (typeof payload.value === 'number') new DataView(bytes.buffer).setInt32(1, payload.value, true);
  else new TextEncoder().encodeInto(payload.value, bytes.subarray(1));
  return bytes;
}

/** The size of slot that a payload needs: a power of two, so that slots are used again. `null`: it goes in band. */
export function slotBytesFor(length: number): number | null {
  if (length < leastSharedBytes || length > largestSlotBytes) return null;
  let size = leastSlotBytes;
  while (size < length) size *= 2;
  return size;
}
