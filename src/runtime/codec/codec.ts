// Values to bytes and back: one tag byte, small ones in place, the rest as a structured clone that keeps classes, functions and handles.

import { LanescopeError, SerializationError } from '../../base/errors.ts';
import { Slice } from '../../base/slice.ts';
import { inOnePiece, type LocalPayload, leastSharedBytes, type TaggedBytes, tagged } from '../../protocol/payload.ts';
import { type Rewritten, restore, rewrite } from './graph.ts';
import type { CodecHost } from './host.ts';
import { scan } from './scan.ts';
import { fromBytes, toBytes } from './structured.ts';
import { packTree, unpackTree } from './tree.ts';

export type { CodecHost, HandleRef } from './host.ts';

/** The first byte of every value; a number never changes its meaning. */
const tag = {
  undefined: 0,
  null: 1,
  false: 2,
  true: 3,
  int32: 4,
  float64: 5,
  utf8: 6,
  utf16: 7,
  bytes: 8,
  buffer: 9,
  plain: 10,
  rich: 11,
  tree: 12,
} as const;

export interface Encoded {
  /** Large byte arrays are not copied: to be sent before anything else can change them. */
  bytes: LocalPayload;
  /** Numbers of the objects whose handles are in the value; the bytes hold indexes into this list. */
  handles: readonly number[];
}

const none: readonly never[] = Object.freeze([]);

/**
 * @param path how the value is called in messages: `item`, `args`
 * @throws SerializationError naming the place, the kind and the cure of the first part that cannot be sent
 */
export function encode(value: unknown, host: CodecHost, path: string): Encoded {
  const small = encodeInPlace(value);
  if (small !== undefined) return { bytes: small, handles: none };
  try {
    const tree = packTree(value);
    if (tree) return { bytes: tagged(tag.tree, tree), handles: none };
    if (!scan(value, host, path)) return { bytes: toBytes(value, tag.plain), handles: none };
    const { graph, handles } = rewrite(value, host);
    return { bytes: toBytes(graph, tag.rich), handles };
  } catch (error) {
    throw thrownHere(error instanceof LanescopeError ? error : fault(error, path));
  }
}

/** How many frames of our own can stand between the user's call and `encode`. */
const ownFrames = 16;

/** The way down to the value in question would push the user's own frames out of the stack. */
function thrownHere(error: Error): Error {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = limit + ownFrames;
  Error.captureStackTrace(error, encode);
  Error.stackTraceLimit = limit;
  return error;
}

/** What only V8 finds out: a native object, or a value too deep or too large for it. */
function fault(error: unknown, path: string): SerializationError {
  const reason = error instanceof RangeError ? 'nested too deeply, or too large' : String(error);
  const cure = error instanceof RangeError ? 'send it in smaller parts' : 'send a plain object with its data';
  return new SerializationError(`${path} cannot be sent to another process (${reason}): ${cure}.`, { cause: error });
}

type Decoded = { value: unknown } | { needs: string[] };

/**
 * @param handles the receiver's numbers of the objects that `encode` listed
 * @returns `needs` where modules must be imported first: do so and call again
 */
export function decode(payload: LocalPayload, handles: readonly number[], host: CodecHost): Decoded {
  if ('rest' in payload) return decodeOwn(payload, handles, host);
  const { memory, start, length } = payload instanceof Slice ? payload : sliceOf(inOnePiece(payload));
  const kind = memory[start] ?? Number.NaN;
  if (kind === tag.tree) return { value: unpackTree(memory, start + 1, start + length) };
  if (kind !== tag.plain && kind !== tag.rich) return { value: decodeInPlace(memory, start, start + length) };
  return decodeClone(kind, memory.subarray(start + 1, start + length), handles, host);
}

function sliceOf(bytes: Uint8Array): Slice {
  return new Slice(asBuffer(bytes), 0, bytes.length);
}

/** What stands apart was made for us alone: bytes need not be copied once more. */
function decodeOwn({ tag: kind, rest }: TaggedBytes, handles: readonly number[], host: CodecHost): Decoded {
  if (kind === tag.bytes) return { value: rest };
  if (kind === tag.buffer) return { value: asBuffer(rest) };
  if (kind === tag.utf8) return { value: asBuffer(rest).toString('utf8') };
  if (kind === tag.utf16) return { value: asBuffer(rest).toString('utf16le') };
  if (kind === tag.tree) return { value: unpackTree(rest, 0, rest.length) };
  if (kind === tag.plain || kind === tag.rich) return decodeClone(kind, rest, handles, host);
  const bytes = asBuffer(inOnePiece(tagged(kind, rest)));
  return { value: decodeInPlace(bytes, 0, bytes.length) };
}

function decodeClone(kind: number, bytes: Uint8Array, handles: readonly number[], host: CodecHost): Decoded {
  if (kind === tag.plain) return { value: fromBytes(bytes) };
  const graph = fromBytes(bytes) as Rewritten;
  const needs = graph.modules.filter((url) => !host.registry.has(url));
  return needs.length > 0 ? { needs } : { value: restore(graph, handles, host) };
}

function encodeInPlace(value: unknown): LocalPayload | undefined {
  switch (typeof value) {
    case 'undefined':
      return Uint8Array.of(tag.undefined);
    case 'boolean':
      return Uint8Array.of(value ? tag.true : tag.false);
    case 'number':
      return encodeNumber(value);
    case 'string':
      return encodeString(value);
    default:
      if (value === null) return Uint8Array.of(tag.null);
      return value instanceof Uint8Array ? encodeBytes(value) : undefined;
  }
}

function encodeNumber(value: number): LocalPayload {
  if ((value | 0) === value && !Object.is(value, -0)) return { tag: tag.int32, value, length: 5 };
  const bytes = new Uint8Array(9);
  bytes[0] = tag.float64;
  new DataView(bytes.buffer).setFloat64(1, value, true);
  return bytes;
}

/** UTF-8, unless a lone surrogate, which UTF-8 has no bytes for, would be lost. */
function encodeString(value: string): LocalPayload {
  const encoding = value.isWellFormed() ? 'utf8' : 'utf16le';
  const length = 1 + Buffer.byteLength(value, encoding);
  // what goes into a frame is written there only once
  if (encoding === 'utf8' && length < leastSharedBytes) return { tag: tag.utf8, value, length };
  const bytes = Buffer.allocUnsafeSlow(length);
  bytes[0] = encoding === 'utf8' ? tag.utf8 : tag.utf16;
  bytes.write(value, 1, encoding);
  return bytes;
}

/** Only the two classes themselves: a subclass is an instance of a class, and shared memory is refused. */
function encodeBytes(value: Uint8Array): LocalPayload | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  const isBuffer = prototype === Buffer.prototype;
  if ((!isBuffer && prototype !== Uint8Array.prototype) || !(value.buffer instanceof ArrayBuffer)) return undefined;
  const kind = isBuffer ? tag.buffer : tag.bytes;
  if (value.length >= leastSharedBytes) return tagged(kind, value);
  const bytes = new Uint8Array(1 + value.length);
  bytes[0] = kind;
  bytes.set(value, 1);
  return bytes;
}

/** The value in `bytes` from `start` to `end`. What is made of bytes is a copy: the frame's memory is used again. */
function decodeInPlace(bytes: Buffer, start: number, end: number): unknown {
  switch (bytes[start]) {
    case tag.undefined:
      return undefined;
    case tag.null:
      return null;
    case tag.false:
      return false;
    case tag.true:
      return true;
    case tag.int32:
      return int32(bytes[start + 1], bytes[start + 2], bytes[start + 3], bytes[start + 4]);
    case tag.float64:
      return bytes.readDoubleLE(start + 1);
    case tag.utf8:
      return bytes.toString('utf8', start + 1, end);
    case tag.utf16:
      return bytes.toString('utf16le', start + 1, end);
    case tag.bytes:
      return new Uint8Array(bytes.subarray(start + 1, end));
    case tag.buffer:
      return Buffer.from(bytes.subarray(start + 1, end));
    default:
      throw new SerializationError(
        `A message begins with the unknown tag ${bytes[start] ?? '(none)'}; it cannot be decoded`,
      );
  }
}

function int32(a = 0, b = 0, c = 0, d = 0): number {
  return a | (b << 8) | (c << 16) | (d << 24);
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
