// What the kernel reads at the head of a pool's messages: the job, the chunk, and how it went. All behind it is opaque to it.

/** A chunk on its way to a worker. */
export interface TaskHead {
  /** A call of `map`, `apply`…, numbered by the creator from 1. */
  job: number;
  /** Which chunk of the job, from 0. */
  chunk: number;
  /** No other chunk of this job will follow. */
  isLast: boolean;
}

/** `lost`: its worker has ended; text behind the head names the worker and tells how. */
export const chunkFates = ['done', 'failed', 'lost'] as const;
export type ChunkFate = (typeof chunkFates)[number];

/** A chunk's result on its way back. */
export interface ResultHead {
  job: number;
  chunk: number;
  fate: ChunkFate;
}

export const headBytes = 9;

function head(job: number, chunk: number, last: number, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(headBytes + body.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, job, true);
  view.setUint32(4, chunk, true);
  view.setUint8(8, last);
  bytes.set(body, headBytes);
  return bytes;
}

/** @throws RangeError when the bytes are too short */
function read(bytes: Uint8Array): [job: number, chunk: number, last: number] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return [view.getUint32(0, true), view.getUint32(4, true), view.getUint8(8)];
}

export function withTaskHead({ job, chunk, isLast }: TaskHead, body: Uint8Array): Uint8Array {
  return head(job, chunk, isLast ? 1 : 0, body);
}

export function readTaskHead(bytes: Uint8Array): TaskHead {
  const [job, chunk, last] = read(bytes);
  return { job, chunk, isLast: last === 1 };
}

export function withResultHead({ job, chunk, fate }: ResultHead, body: Uint8Array): Uint8Array {
  return head(job, chunk, chunkFates.indexOf(fate), body);
}

export function readResultHead(bytes: Uint8Array): ResultHead {
  const [job, chunk, last] = read(bytes);
  const fate = chunkFates[last];
  if (fate === undefined) throw new RangeError(`a result of a pool with the unknown fate ${last}`);
  return { job, chunk, fate };
}

/** What a wait asks for: `number` chunks of the job, or the chunk of that number. */
export function waitArgument(job: number, number: number): Uint8Array {
  return head(job, number, 0, new Uint8Array(0));
}

export function readWaitArgument(bytes: Uint8Array | null): { job: number; number: number } {
  const [job, number] = read(bytes ?? new Uint8Array(0));
  return { job, number };
}
