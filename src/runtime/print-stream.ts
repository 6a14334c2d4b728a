// process.stdout and process.stderr of a user's process: what is written goes over the link, so that its order with puts and gets is kept.
// To the program they look like the broker's own: the same `isTTY`, width and colours.

import { syncBuiltinESMExports } from 'node:module';
import { Writable } from 'node:stream';
import tty, { WriteStream } from 'node:tty';
import type { StreamShape } from '../protocol/boot.ts';

/** Takes the bytes at once; `done` is called when there is room for more. */
type Print = (stream: 1 | 2, bytes: Uint8Array, done: () => void) => void;

class PrintStream extends Writable {
  readonly fd: 1 | 2;
  readonly #print: Print;

  constructor(fd: 1 | 2, print: Print) {
    super({ decodeStrings: true, highWaterMark: 64 * 1024 });
    this.fd = fd;
    this.#print = print;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#print(this.fd, chunk, done);
  }

  // standard streams stay open until the process ends, as Node's own do
  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    done(error);
    (this as unknown as { _undestroy(): void })._undestroy();
  }
}

const terminalMethods = [
  'clearLine',
  'clearScreenDown',
  'cursorTo',
  'getColorDepth',
  'getWindowSize',
  'hasColors',
  'moveCursor',
] as const;

/** Libraries that choose colours ask for the descriptor, which is a pipe here. */
export function answerIsatty(shapes: Readonly<Record<number, StreamShape>>): void {
  const { isatty } = tty;
  tty.isatty = (fd) => shapes[fd]?.isTTY ?? isatty(fd);
  syncBuiltinESMExports();
}

/** Replaces one standard stream. @returns what to call when the terminal's size changes. */
export function replaceStream(fd: 1 | 2, shape: StreamShape, print: Print): (columns: number, rows: number) => void {
  const stream = new PrintStream(fd, print);
  const name = fd === 1 ? 'stdout' : 'stderr';
  Object.defineProperty(process, name, { configurable: true, enumerable: true, get: () => stream });
  if (!shape.isTTY) return () => {};
  const { columns, rows } = shape;
  Object.assign(stream, { isTTY: true, columns, rows });
  for (const method of terminalMethods) {
    Object.defineProperty(stream, method, { value: WriteStream.prototype[method], configurable: true, writable: true });
  }
  return (newColumns, newRows) => {
    Object.assign(stream, { columns: newColumns, rows: newRows });
    stream.emit('resize');
  };
}
