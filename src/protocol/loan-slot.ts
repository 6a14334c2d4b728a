// A loan's slot in the file of the slots: the broker's word in front, then a ring of what the holder has done by itself. The
// broker reads it where the frames that tell of it have not been written yet; nothing else of the holder's is unwritten then.

/** How many records there are in a ring: at most so many are unwritten. */
export const ringRecords = 16;
const recordNumbers = 6;
export const recordBytes = recordNumbers * 8;
const headBytes = 64;
export const slotBytes = headBytes + ringRecords * recordBytes;

/** An acquire or release that its holder has done. */
export interface LoanRecord {
  /** Which of its requests tells of it, counted from 1. */
  position: number;
  method: number;
  call: number;
  site: number;
  time: number;
}

/** Where the number is that is not 0 once the loan is over. */
export function recalledAt(slot: number): number {
  return slot * slotBytes;
}

/** Where the ring's record number `count` is, as often as it goes round. */
export function recordAt(slot: number, count: number): number {
  return slot * slotBytes + headBytes + (count % ringRecords) * recordBytes;
}

/** @param record as many numbers as a record has */
export function writeRecord(numbers: Float64Array, { position, method, call, site, time }: LoanRecord): void {
  numbers[0] = position;
  numbers[1] = method;
  numbers[2] = call;
  numbers[3] = site;
  numbers[4] = time;
  numbers[5] = checkOf(position, method, call, site, time);
}

/** The records of a whole ring, in no order; one that is just being written is left out: its writer will find the loan over. */
export function readRing(numbers: Float64Array): LoanRecord[] {
  const records: LoanRecord[] = [];
  for (let at = 0; at < ringRecords * recordNumbers; at += recordNumbers) {
    const [position = 0, method = 0, call = 0, site = 0, time = 0, check] = numbers.subarray(at, at + recordNumbers);
    if (position > 0 && check === checkOf(position, method, call, site, time)) {
      records.push({ position, method, call, site, time });
    }
  }
  return records;
}

/** Says nothing of what it was made of, but that all of it is there. */
function checkOf(position: number, method: number, call: number, site: number, time: number): number {
  return (((position * 31 + method) * 31 + call) * 31 + site) * 31 + time;
}
