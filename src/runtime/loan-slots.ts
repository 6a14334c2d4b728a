// A process's side of the slots of loans, in the file that the broker names.

import { openSync, readSync, writeSync } from 'node:fs';
import { type LoanRecord, recalledAt, recordAt, recordBytes, writeRecord } from '../protocol/loan-slot.ts';
import type { LoanClaims } from './loan-store.ts';

class LoanSlots implements LoanClaims {
  readonly #descriptor: number;
  readonly #numbers = new Float64Array(recordBytes / 8);
  readonly #bytes = new Uint8Array(this.#numbers.buffer);
  readonly #recalled = new Float64Array(1);
  readonly #recalledBytes = new Uint8Array(this.#recalled.buffer);

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  claim(slot: number, count: number, record: LoanRecord): boolean {
    writeRecord(this.#numbers, record);
    // written first and looked then: either the broker sees the record, or we see that the loan is over
    if (writeSync(this.#descriptor, this.#bytes, 0, recordBytes, recordAt(slot, count)) < recordBytes) return false;
    const length = readSync(this.#descriptor, this.#recalledBytes, 0, 8, recalledAt(slot));
    return length === 8 && this.#recalled[0] === 0;
  }
}

export function openLoanSlots(file: string): LoanClaims | null {
  try {
    return new LoanSlots(openSync(file, 'r+'));
  } catch (error) {
    // not for this process: it goes on asking
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
