// The slots of loans, as a file in the machine's memory that the broker and the holders have open. Each slot has two sides:
// the holder writes what it has done, the broker writes that the loan is over.

import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import {
  type LoanRecord,
  readRing,
  recalledAt,
  recordAt,
  recordBytes,
  ringRecords,
  slotBytes,
} from '../protocol/loan-slot.ts';
import type { LoanSlots } from './loan-desk.ts';

const mostSlots = 4096;

export class LoanFile implements LoanSlots {
  readonly file: string;
  readonly #free: number[] = [];
  readonly #ring = new Float64Array((ringRecords * recordBytes) / 8);
  #descriptor: number | null = null;
  #count = 0;
  #hasFailed = false;

  constructor(file: string) {
    this.file = file;
  }

  open(): number | null {
    const slot = this.#free.pop() ?? (this.#count < mostSlots ? this.#count++ : null);
    return slot !== null && this.#write(new Uint8Array(slotBytes), slot * slotBytes) ? slot : null;
  }

  recall(slot: number): boolean {
    return this.#write(new Uint8Array(Float64Array.of(1).buffer), recalledAt(slot));
  }

  records(slot: number): LoanRecord[] {
    if (this.#descriptor === null) return [];
    const bytes = new Uint8Array(this.#ring.buffer);
    const length = readSync(this.#descriptor, bytes, 0, bytes.length, recordAt(slot, 0));
    return length === bytes.length ? readRing(this.#ring) : [];
  }

  close(slot: number): void {
    this.#free.push(slot);
  }

  /** The run is over. */
  remove(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
    this.#hasFailed = true;
    rmSync(this.file, { force: true, maxRetries: 5 });
  }

  /** @returns false where there is no memory for it: nothing is lent then */
  #write(bytes: Uint8Array, at: number): boolean {
    if (this.#hasFailed) return false;
    try {
      this.#descriptor ??= openSync(this.file, 'wx+', 0o600);
      return writeSync(this.#descriptor, bytes, 0, bytes.length, at) === bytes.length;
    } catch {
      this.#hasFailed = true;
      return false;
    }
  }
}
