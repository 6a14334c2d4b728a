// The head of a record batch: the same flatbuffer every time but for its lengths. A library writes it once, for a sample; the lengths
// of each batch are put in where the reader would look for them.

import { fieldAt, vectorAt } from './flatbuffer.ts';
import { readHead } from './message.ts';
import { prefixBytes } from './schema.ts';

const nodeBytes = 16;
const bufferBytes = 16;

export interface BufferPlace {
  /** From the beginning of the body. */
  offset: number;
  length: number;
}

export class BatchHead {
  readonly #sample: Uint8Array;
  readonly #length: number;
  readonly #bodyLength: number;
  readonly #nodes: number;
  readonly #nodeCount: number;
  readonly #buffers: number;

  /** @param sample the batch message of a stream with the same schema, of at least one row */
  constructor(sample: Uint8Array) {
    const headBytes = new DataView(sample.buffer, sample.byteOffset).getUint32(4, true);
    this.#sample = sample.slice(0, prefixBytes + headBytes);
    const { view, table, bodyField } = readHead(this.#sample.subarray(prefixBytes));
    const [nodes, buffers] = [
      vectorAt(view, fieldAt(view, table, 1), nodeBytes),
      vectorAt(view, fieldAt(view, table, 2), bufferBytes),
    ];
    this.#length = prefixBytes + fieldAt(view, table, 0);
    this.#bodyLength = prefixBytes + bodyField;
    this.#nodes = prefixBytes + nodes.start;
    this.#nodeCount = nodes.length;
    this.#buffers = prefixBytes + buffers.start;
  }

  get bytes(): number {
    return this.#sample.length;
  }

  /**
   * Writes the head at the beginning of `message`.
   * @param nulls of the last column; the others have none
   */
  write(message: Uint8Array, rows: number, nulls: number, buffers: readonly BufferPlace[], bodyLength: number): void {
    message.set(this.#sample);
    const view = new DataView(message.buffer, message.byteOffset, this.#sample.length);
    const size = (at: number, value: number) => view.setBigInt64(at, BigInt(value), true);
    size(this.#length, rows);
    size(this.#bodyLength, bodyLength);
    for (let node = 0; node < this.#nodeCount; node++) {
      size(this.#nodes + nodeBytes * node, rows);
      size(this.#nodes + nodeBytes * node + 8, node === this.#nodeCount - 1 ? nulls : 0);
    }
    for (const [i, { offset, length }] of buffers.entries()) {
      size(this.#buffers + bufferBytes * i, offset);
      size(this.#buffers + bufferBytes * i + 8, length);
    }
  }
}
