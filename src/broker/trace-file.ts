// Appends the trace to its file, a batch every 50 ms. Without space the run goes on unrecorded, and says so once.

import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, writeSync } from 'node:fs';
import type { Slice } from '../base/slice.ts';
import { TraceEncoder } from '../trace/encoder.ts';
import type { TraceRow } from '../trace/event.ts';
import { RowBuffer } from '../trace/row-buffer.ts';

const flushMs = 50;
const flushRows = 64 * 1024;
const questionMark = 63;

export class TraceFile {
  readonly path: string | null;
  readonly #encoder = new TraceEncoder();
  readonly #rows = new RowBuffer();
  readonly #onFailure: (text: string) => void;
  #file: number | null = null;
  #timer: NodeJS.Timeout | null = null;

  /** @param path `null`: nothing is recorded. @throws the system's error when the file cannot be made. */
  constructor(path: string | null, onFailure: (text: string) => void) {
    this.path = path;
    this.#onFailure = onFailure;
    if (path !== null) this.#file = openSync(path, 'w');
  }

  push(row: TraceRow): void {
    if (this.#file === null) return;
    this.#rows.push(row);
    this.#flushInTime();
  }

  /** A string of which only the UTF-8 is there. */
  pushText(number: number, text: Slice): void {
    if (this.#file === null) return;
    this.#rows.pushText(number, text);
    this.#flushInTime();
  }

  #flushInTime(): void {
    if (this.#rows.length >= flushRows) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), flushMs);
  }

  flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#rows.length === 0) return;
    this.#checkTexts();
    this.#append(this.#encoder.flush(this.#rows));
  }

  /** Texts come as bytes from the run's processes, and a file with others than UTF-8 would be none for most of its readers. */
  #checkTexts(): void {
    const { bytes } = this.#rows.texts.parts(this.#rows.length);
    if (isUtf8(bytes)) return;
    for (let i = 0; i < bytes.length; i++) if ((bytes[i] ?? 0) > 127) bytes[i] = questionMark;
  }

  close(): void {
    this.flush();
    this.#append(this.#encoder.end());
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  #append(bytes: Uint8Array): void {
    if (this.#file === null) return;
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at);
    } catch (error) {
      closeSync(this.#file);
      this.#file = null;
      const reason = error instanceof Error ? error.message : String(error);
      this.#onFailure(
        `the trace ${this.path} cannot be written (${reason}); the run goes on and is not recorded any further`,
      );
    }
  }
}
