// A cut or damaged trace made whole for tools that refuse an unfinished Arrow stream.

import { TraceReader } from './reader.ts';
import { endMarker } from './schema.ts';

/** Thrown where a file holds nothing that could be kept. */
export class TraceFormatError extends Error {
  override readonly name = 'TraceFormatError';
}

/**
 * The whole batches of a trace, closed with the end marker. A trace that is whole comes back as it is.
 *
 * @throws TraceFormatError when the bytes are no trace.
 */
export function repair(bytes: Uint8Array): Uint8Array {
  const reader = new TraceReader();
  reader.push(bytes);
  if (reader.wholeBytes === 0) throw new TraceFormatError(reader.finish() ?? 'The file holds no trace.');
  const whole = bytes.subarray(0, reader.wholeBytes);
  if (reader.ended) return whole;
  const end = endMarker();
  const repaired = new Uint8Array(whole.length + end.length);
  repaired.set(whole);
  repaired.set(end, whole.length);
  return repaired;
}
