// How tasks and their results are put into messages: a description that is always plain, and behind it the values, encoded.

import { inOnePiece } from '../../protocol/payload.ts';
import type { Encoded } from '../handle-context.ts';

export interface Place {
  url: string;
  line: number;
  column: number;
}

/** What a worker has to do with the items of every chunk of a job. */
export interface TaskKind {
  /** Where the function is found. */
  url: string;
  name: string;
  /** `args`: the items are the arguments of one call; `each`: one call an item; `spread`: the same, and each item is a list of arguments. */
  how: 'args' | 'each' | 'spread';
  /** Where the program asked for it, for the span in the worker's lane. */
  place: Place | null;
}

export interface TaskInfo extends TaskKind {
  /** The chunk as people read it. */
  shown: string;
}

/** What a worker has to know from its start. */
export interface WorkerInfo {
  initializer: { url: string; name: string } | null;
  /** Chunks after which it is replaced; 0: never. */
  maxTasks: number;
}

/** Who has worked on a chunk. */
export interface ResultInfo {
  worker: string;
}

/** Who had a chunk that is lost. */
export interface LossInfo {
  worker: string;
  exitCode: number | null;
}

const lengthBytes = 4;

/** Puts the description in front of the values; handles and preview stay theirs. */
export function pack(info: TaskInfo | WorkerInfo | ResultInfo, values: Encoded): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(info));
  const body = inOnePiece(values.bytes);
  const bytes = new Uint8Array(lengthBytes + text.length + body.length);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, lengthBytes);
  bytes.set(body, lengthBytes + text.length);
  return bytes;
}

export function unpack<Info extends TaskInfo | WorkerInfo | ResultInfo>(bytes: Uint8Array): [Info, Uint8Array] {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const text = new TextDecoder().decode(bytes.subarray(lengthBytes, lengthBytes + length));
  return [JSON.parse(text) as Info, bytes.subarray(lengthBytes + length)];
}

/** A part of the input that goes to one worker. */
export interface Chunk {
  readonly items: unknown[];
  /** Its first item's number in the input. */
  readonly from: number;
  readonly isLast: boolean;
}

/** At most `size` items each; the last says that it is. */
export function chunksOf(items: Iterable<unknown>, size: number): Iterator<Chunk, void> {
  return Array.isArray(items) ? slicesOf(items, size) : gathered(items, size);
}

function* slicesOf(items: readonly unknown[], size: number): Generator<Chunk, void> {
  for (let from = 0; from < items.length; from += size) {
    yield { items: items.slice(from, from + size), from, isLast: from + size >= items.length };
  }
}

function* gathered(items: Iterable<unknown>, size: number): Generator<Chunk, void> {
  let chunk: unknown[] = [];
  let from = 0;
  try {
    for (const item of items) {
      if (chunk.length === size) {
        yield { items: chunk, from, isLast: false };
        from += size;
        chunk = [];
      }
      chunk.push(item);
    }
  } catch (error) {
    // what came before the failure is worked on
    if (chunk.length > 0) yield { items: chunk, from, isLast: false };
    throw error;
  }
  if (chunk.length > 0) yield { items: chunk, from, isLast: true };
}

/** Python's: so that every worker gets about four. */
export function defaultChunksize(items: number, workers: number): number {
  return Math.max(1, Math.ceil(items / (4 * workers)));
}
