// Bytes of a `.lanes` file, in pieces of any size, to a Trace. Reads what can be read of growing, cut, newer and damaged files and says
// what is wrong; runs in Node and in a browser.

import { type BatchColumns, readBatch } from './batch.ts';
import { ByteQueue } from './byte-queue.ts';
import { isSoundEvent, isSoundNumber, parseMeta, rowFault } from './check.ts';
import { blankRow, kindNumber, rowKinds, type TraceRow, traceVersion } from './event.ts';
import { EventBlock } from './event-block.ts';
import { DamageError } from './flatbuffer.ts';
import { messageTypes, readHead, readSchema } from './message.ts';
import { unpack } from './packed.ts';
import { continuation, prefixBytes } from './schema.ts';
import { Trace } from './trace.ts';
import { type Upgrade, upgradesFrom } from './upgrade.ts';

/** No message of ours comes near these; a greater length is damage, and waiting for its bytes would be for ever. */
const greatestHead = 1 << 20;
const greatestBody = 1 << 30;

export interface TraceReaderOptions {
  /**
   * Called for each row, definitions too, after it entered the trace: a follower forwards new rows with it.
   * The object is used again for the next row.
   */
  onRow?: (row: Readonly<TraceRow>) => void;
}

/**
 * Reads a trace while it grows.
 *
 * @example
 * const reader = new TraceReader();
 * for await (const chunk of file) reader.push(chunk);
 * const problem = reader.finish();
 */
export class TraceReader {
  /** Every row of every whole batch so far. */
  readonly trace = new Trace();
  readonly #onRow: ((row: Readonly<TraceRow>) => void) | undefined;
  readonly #queue = new ByteQueue();
  readonly #row: TraceRow = { ...blankRow };
  readonly #block = new EventBlock();
  #version = 0;
  #upgrades: Upgrade[] = [];
  #hasSchema = false;
  #ended = false;
  #damage: string | null = null;
  #bytesSeen = 0;
  #wholeBytes = 0;
  #rows = 0;
  #lastSeq = 0;

  constructor({ onRow }: TraceReaderOptions = {}) {
    this.#onRow = onRow;
  }

  /** Whether the end marker was read: the recording was closed and nothing more will come. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Bytes from the beginning of the file to the end of the last message that was read whole and right. */
  get wholeBytes(): number {
    return this.#wholeBytes;
  }

  /** What is known to be wrong already, without regard to an incomplete end; null for nothing. Never changes back to null. */
  get problem(): string | null {
    return this.#damage ?? this.#tooNew();
  }

  /** Takes the next bytes of the file. Never throws for what they hold. */
  push(chunk: Uint8Array): void {
    this.#bytesSeen += chunk.length;
    if (this.#damage !== null || this.#ended) return;
    this.#queue.push(chunk);
    try {
      while (!this.#ended && this.#readMessage()) {}
    } catch (error) {
      if (!(error instanceof DamageError) && !(error instanceof RangeError)) throw error;
      this.#damage = this.#describe(error);
    }
    if (this.#damage !== null || this.#ended) this.#queue.clear();
  }

  /** Says that no more bytes will come. Returns what could not be read and why, null when the file is whole. */
  finish(): string | null {
    if (this.problem !== null) return this.problem;
    const rest = this.#bytesSeen - this.#wholeBytes;
    if (this.#bytesSeen === 0) return 'The file is empty: no run has been recorded in it.';
    if (!this.#hasSchema) {
      return `This is not a whole Lanescope trace: it ends within its first message, after ${this.#bytesSeen} bytes.`;
    }
    if (this.#ended) return rest === 0 ? null : `The ${rest} bytes after the end of the trace were not read.`;
    if (rest > 0) {
      return `The trace ends inside a batch: its last ${rest} bytes could not be read, everything before them is here.`;
    }
    return 'The recording was not closed: the run was killed or is still going on. Everything recorded is here.';
  }

  /** False when the queue does not hold a whole message. */
  #readMessage(): boolean {
    const queue = this.#queue;
    if (queue.length < prefixBytes) {
      if (queue.length >= 4) this.#checkPrefix();
      return false;
    }
    this.#checkPrefix();
    const headBytes = queue.uint32(4);
    if (headBytes === 0) {
      if (!this.#hasSchema) throw new DamageError('it has an end and no beginning');
      this.#ended = true;
      this.#take(prefixBytes);
      return true;
    }
    if (headBytes > greatestHead) throw new DamageError(`a message head of ${headBytes} bytes`);
    if (queue.length < prefixBytes + headBytes) return false;
    const head = readHead(queue.peek(prefixBytes, headBytes));
    if (head.bodyLength > greatestBody) throw new DamageError(`a batch of ${head.bodyLength} bytes`);
    const size = prefixBytes + headBytes + head.bodyLength;
    if (queue.length < size) return false;
    if (!this.#hasSchema) {
      if (head.type !== messageTypes.schema) throw new DamageError('it does not begin with a schema');
      this.#setVersion(readSchema(head) || traceVersion);
      this.#hasSchema = true;
    } else if (head.type === messageTypes.batch) {
      // A copy, so that columns of eight-byte numbers can be views whatever the place of the body in the file.
      this.#readRows(readBatch(head, queue.peek(prefixBytes + headBytes, head.bodyLength).slice()));
    } else {
      throw new DamageError(`a message of type ${head.type}, which a trace does not have`);
    }
    this.#take(size);
    return true;
  }

  #checkPrefix(): void {
    if (this.#queue.uint32(0) !== continuation) throw new DamageError('no message begins here');
  }

  #take(bytes: number): void {
    this.#queue.drop(bytes);
    this.#wholeBytes += bytes;
  }

  #readRows(batch: BatchColumns): void {
    try {
      for (let i = 0; i < batch.length; i++) {
        if (this.#takeSound(batch, i)) continue;
        this.#flush();
        fillRow(this.#row, batch.numbers, i);
        this.#row.value = batch.value(i);
        unpack(this.#row, this.#takeRow);
      }
    } finally {
      this.#flush();
    }
  }

  /** Takes an event that needs no second look, packed or not; false where the row needs one. */
  #takeSound(batch: BatchColumns, i: number): boolean {
    const { numbers } = batch;
    if (this.#upgrades.length > 0 || !isSoundEvent(numbers, i, this.#lastSeq)) return false;
    if (batch.hasValue(i)) {
      const number = numbers.text[i] ?? 0;
      if (!isSoundNumber(number, this.#rows + 1)) return false;
      this.#defineString(number, batch.value(i) ?? '');
    }
    const before = this.#block.length;
    this.#lastSeq = this.#block.add(numbers, i);
    this.#rows += this.#block.length - before;
    if (this.#block.isFull) this.#flush();
    return true;
  }

  #defineString(number: number, value: string): void {
    this.#rows++;
    this.trace.strings[number] = value;
    if (!this.#onRow) return;
    this.#flush();
    this.#onRow({ ...blankRow, kind: kindNumber.string, text: number, value });
  }

  #flush(): void {
    const { length, columns } = this.#block;
    if (length === 0) return;
    this.trace.appendEvents(columns, 0, length);
    this.#row.value = null;
    for (let i = 0; this.#onRow && i < length; i++) {
      fillRow(this.#row, columns, i);
      this.#onRow(this.#row);
    }
    this.#block.clear();
  }

  readonly #takeRow = (row: TraceRow): void => {
    for (const upgrade of this.#upgrades) upgrade(row);
    this.#append(row);
  };

  #append(row: TraceRow): void {
    const { trace } = this;
    this.#rows++;
    if (row.kind >= rowKinds.length) {
      if (this.#tooNew() !== null) return;
      throw new DamageError(`row ${this.#rows} is of the unknown kind ${row.kind}`);
    }
    const stringOf = (number: number) => trace.stringOf(number);
    if (row.kind === kindNumber.meta) this.#setVersion(parseMeta(stringOf(row.text))?.version ?? this.#version);
    const fault = rowFault(row, { rows: this.#rows, lastSeq: this.#lastSeq, stringOf });
    if (fault !== null) {
      if (this.#tooNew() !== null) return;
      throw new DamageError(`row ${this.#rows} has ${fault}`);
    }
    if (row.seq > 0) this.#lastSeq = row.seq;
    trace.append(row);
    this.#onRow?.(row);
  }

  #setVersion(version: number): void {
    if (version === this.#version) return;
    if (!Number.isInteger(version) || version < 1) throw new DamageError(`version ${version}`);
    this.#version = version;
    this.#upgrades = upgradesFrom(version);
  }

  #tooNew(): string | null {
    if (this.#version <= traceVersion) return null;
    return (
      `The trace is of format version ${this.#version}; this Lanescope reads versions up to ${traceVersion}. ` +
      'What it understands is shown; a newer Lanescope shows the rest.'
    );
  }

  #describe(error: Error): string {
    const what = error instanceof DamageError ? error.message : 'an offset points outside of its message';
    if (!this.#hasSchema) return `This is not a Lanescope trace (an Arrow stream of trace rows): ${what}.`;
    const place = `in the message at byte ${this.#wholeBytes}`;
    return `The trace is damaged ${place}: ${what}. Everything before it is here, what follows was not read.`;
  }
}

/** Written out rather than looped: a loop over column names is several times slower on a million rows. */
function fillRow(row: TraceRow, numbers: BatchColumns['numbers'], i: number): void {
  row.seq = numbers.seq[i] ?? 0;
  row.t = numbers.t[i] ?? 0;
  row.k = numbers.k[i] ?? 0;
  row.kind = numbers.kind[i] ?? 0;
  row.process = numbers.process[i] ?? 0;
  row.object = numbers.object[i] ?? 0;
  row.op = numbers.op[i] ?? 0;
  row.operation = numbers.operation[i] ?? 0;
  row.message = numbers.message[i] ?? 0;
  row.by = numbers.by[i] ?? 0;
  row.reason = numbers.reason[i] ?? 0;
  row.size = numbers.size[i] ?? 0;
  row.site = numbers.site[i] ?? 0;
  row.text = numbers.text[i] ?? 0;
  row.code = numbers.code[i] ?? 0;
  row.bytes = numbers.bytes[i] ?? 0;
}
