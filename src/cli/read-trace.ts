// A trace from a file, for every command that is given one.

import { createReadStream } from 'node:fs';
import { TraceReader } from '../trace/reader.ts';
import { TraceFormatError } from '../trace/repair.ts';
import type { Trace } from '../trace/trace.ts';
import { isSystemError } from './streams.ts';
import { UsageError } from './usage-error.ts';

/**
 * @returns the trace, and what of it could not be read
 * @throws UsageError where there is no such file, TraceFormatError where it is no trace
 */
export async function readTrace(file: string): Promise<{ trace: Trace; problem: string | null }> {
  const reader = new TraceReader();
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
      reader.push(chunk as Uint8Array);
      // what is no trace may go on for ever, as a device does
      if (reader.problem !== null && reader.wholeBytes === 0) break;
    }
  } catch (error) {
    unreadable(file, error);
  }
  const problem = reader.finish();
  if (reader.wholeBytes === 0) throw new TraceFormatError(`${file}: ${problem}`);
  return { trace: reader.trace, problem };
}

/** Whether these are the first bytes of a trace: the mark of an Arrow stream. */
export function beginsAsTrace(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && bytes.subarray(0, 4).every((byte) => byte === 0xff);
}

/** Says in the user's words why a file cannot be read. */
export function unreadable(file: string, error: unknown): never {
  const code = isSystemError(error) ? error.code : '';
  if (code === 'ENOENT') throw new UsageError(`there is no file ${file}; name the .lanes file of a run.`);
  if (code === 'EISDIR') throw new UsageError(`${file} is a folder; name a .lanes file in it.`);
  if (code) throw new UsageError(`${file} cannot be read (${code}).`);
  throw error;
}
