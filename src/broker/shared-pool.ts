// Lends slots in shared-memory files to processes, for large payloads: the sender writes, the frame names the slot, the receiver
// copies before it takes, and the slot is lent again. What has no room here travels in frames: nobody can see it but in time.

import { ftruncateSync, readSync } from 'node:fs';
import type { EdgeReply, SlotName } from '../protocol/edge.ts';
import { largestSlotBytes, type SharedBytes, slotBytesFor } from '../protocol/payload.ts';
import type { SharedFolder } from './shared-folder.ts';

interface Slot {
  readonly file: SharedFile;
  readonly index: number;
  /** The process that may write in it; 0: none. */
  lentTo: number;
  /** A message lies in it. */
  isUsed: boolean;
  /** It has been written once: the memory for it is there. */
  isBacked: boolean;
}

interface SharedFile {
  readonly number: number;
  readonly path: string;
  readonly descriptor: number;
  readonly slotBytes: number;
  readonly slots: Slot[];
  readonly knownTo: Set<number>;
  /** Slots that are lent or used. */
  busy: number;
}

/** Small slots share a file of about this size: every process that meets a file keeps it open. */
const fileBytes = 4 * 1024 * 1024;
/** This much is kept for the next payloads when nobody uses it. */
const keptBytes = 64 * 1024 * 1024;
const mostAtOnce = 64;
/** So long nothing grows after somebody found no room. */
const pauseMs = 1000;

type Folder = Pick<SharedFolder, 'limit' | 'makeFile' | 'removeFile' | 'remove'>;

interface PoolEdge {
  send(process: number, reply: EdgeReply): void;
  /** @returns `null` where there is no shared memory. */
  openFolder(): Folder | null;
  /** Milliseconds, of any origin. */
  now(): number;
}

export class SharedPool {
  readonly #edge: PoolEdge;
  #folder: Folder | null | undefined;
  readonly #files = new Map<number, SharedFile>();
  /** By size, the next to be lent last: it was used a moment ago, and is in the processor's caches. */
  readonly #free = new Map<number, Slot[]>();
  #fileCount = 0;
  #bytes = 0;
  #idleBytes = 0;
  #growsAgainAt = 0;

  constructor(edge: PoolEdge) {
    this.#edge = edge;
  }

  /** Lends up to `count` slots; none where there is no room. @throws RangeError for sizes that are none of ours. */
  borrow(process: number, size: number, count: number): void {
    if (!isSlotSize(size) || !Number.isInteger(count) || count < 1 || count > mostAtOnce) {
      throw new RangeError(`process ${process} wants ${count} slots of ${size} bytes`);
    }
    this.#folder ??= this.#folder === undefined ? this.#edge.openFolder() : null;
    const slots: Slot[] = [];
    for (let slot = this.#next(size); slot !== undefined && slots.length < count; slot = this.#next(size)) {
      this.#take(slot, process);
      slots.push(slot);
    }
    if (slots.length === 0 && this.#folder) this.#recall(process);
    for (const { file } of slots) this.introduce(process, file.number);
    const names = slots.map(({ file, index }): SlotName => [file.number, index]);
    this.#edge.send(process, { op: 'lent', size, slots: names, isOff: this.#folder === null });
  }

  /** Slots that a process does not want. @throws RangeError for what it does not have. */
  giveBack(process: number, names: readonly SlotName[], hasFailed: boolean): void {
    if (!Array.isArray(names)) throw new RangeError(`process ${process} gives back no list of slots`);
    if (hasFailed) this.#growsAgainAt = this.#edge.now() + pauseMs;
    for (const name of names) {
      const [file, index] = Array.isArray(name) ? name : [];
      const slot = this.#lentSlot(process, file, index);
      if (hasFailed) slot.isBacked = false;
      this.#put(slot);
      // others may have the memory of a file that nobody uses
      if (hasFailed && slot.file.busy === 0 && this.#files.has(slot.file.number)) this.#remove(slot.file);
    }
  }

  /** A message of this process lies there now. @throws RangeError where it may not. */
  claim(process: number, { file, slot: index, length }: SharedBytes): void {
    const slot = this.#lentSlot(process, file, index);
    if (slotBytesFor(length) === null || length > slot.file.slotBytes) {
      throw new RangeError(
        `process ${process} says that ${length} bytes lie in ${slot.file.slotBytes} of shared memory`,
      );
    }
    slot.lentTo = 0;
    slot.isUsed = true;
    slot.isBacked = true;
  }

  /** Nobody will read it any more. */
  release({ file, slot: index }: SharedBytes): void {
    const slot = this.#files.get(file)?.slots[index];
    if (slot?.isUsed) this.#put(slot);
  }

  /** @throws the system's error, or that of a file that somebody has cut. */
  fetch({ file: number, slot, length }: SharedBytes): Uint8Array {
    const file = this.#files.get(number);
    if (!file) throw new RangeError(`there is no shared file ${number}`);
    const bytes = new Uint8Array(length);
    for (let have = 0; have < length; ) {
      const read = readSync(file.descriptor, bytes, have, length - have, slot * file.slotBytes + have);
      if (read === 0) throw new RangeError(`shared file ${file.path} was cut`);
      have += read;
    }
    return bytes;
  }

  /** Tells a process where a file is, before it is named to it. */
  introduce(process: number, number: number): void {
    const file = this.#files.get(number);
    if (!file || file.knownTo.has(process)) return;
    file.knownTo.add(process);
    this.#edge.send(process, { op: 'file', file: number, path: file.path, size: file.slotBytes });
  }

  processEnded(process: number): void {
    for (const file of [...this.#files.values()]) {
      file.knownTo.delete(process);
      for (const slot of file.slots) if (slot.lentTo === process) this.#put(slot);
    }
  }

  /** The run is over. */
  close(): void {
    for (const file of this.#files.values()) this.#folder?.removeFile(file);
    this.#files.clear();
    this.#folder?.remove();
    this.#folder = null;
  }

  #next(size: number): Slot | undefined {
    const free = this.#free.get(size);
    const canGrow = this.#edge.now() >= this.#growsAgainAt;
    const last = free?.at(-1);
    if (last && (last.isBacked || canGrow)) return last;
    return canGrow ? this.#grow(size) : undefined;
  }

  #take(slot: Slot, process: number): void {
    this.#free.get(slot.file.slotBytes)?.pop();
    slot.lentTo = process;
    if (slot.file.busy++ === 0) this.#idleBytes -= bytesOf(slot.file);
  }

  #put(slot: Slot): void {
    const { file } = slot;
    slot.lentTo = 0;
    slot.isUsed = false;
    const free = this.#free.get(file.slotBytes);
    if (slot.isBacked) free?.push(slot);
    else free?.unshift(slot);
    if (--file.busy > 0) return;
    this.#idleBytes += bytesOf(file);
    if (this.#idleBytes > keptBytes) this.#remove(file);
  }

  /** @returns a new slot that is the last of the free ones. */
  #grow(size: number): Slot | undefined {
    const count = Math.max(1, Math.floor(fileBytes / size));
    const made = this.#makeFile(count * size);
    if (!made) return undefined;
    const file: SharedFile = {
      ...made,
      number: ++this.#fileCount,
      slotBytes: size,
      slots: [],
      knownTo: new Set(),
      busy: 0,
    };
    for (let index = 0; index < count; index++) {
      file.slots.push({ file, index, lentTo: 0, isUsed: false, isBacked: false });
    }
    this.#files.set(file.number, file);
    this.#bytes += bytesOf(file);
    this.#idleBytes += bytesOf(file);
    const free = this.#free.get(size) ?? [];
    this.#free.set(size, free);
    free.push(...file.slots);
    return free.at(-1);
  }

  #makeFile(bytes: number): { path: string; descriptor: number } | null {
    try {
      return this.#folder && this.#makeRoom(bytes) ? this.#folder.makeFile() : null;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      // no room for one more file, no descriptor, no folder any more: in frames, then
      this.#growsAgainAt = this.#edge.now() + pauseMs;
      return null;
    }
  }

  /** Files of other sizes that nobody uses make room for one of this many bytes. */
  #makeRoom(bytes: number): boolean {
    const limit = this.#folder?.limit(this.#bytes) ?? 0;
    for (const file of [...this.#files.values()]) {
      if (this.#bytes + bytes <= limit) return true;
      if (file.busy === 0) this.#remove(file);
    }
    return this.#bytes + bytes <= limit;
  }

  /** Its memory is free at once, whoever has the file open still. */
  #remove(file: SharedFile): void {
    this.#files.delete(file.number);
    this.#bytes -= bytesOf(file);
    this.#idleBytes -= bytesOf(file);
    const free = this.#free.get(file.slotBytes) ?? [];
    this.#free.set(
      file.slotBytes,
      free.filter((slot) => slot.file !== file),
    );
    ftruncateSync(file.descriptor);
    this.#folder?.removeFile(file);
    for (const process of file.knownTo) this.#edge.send(process, { op: 'forget', file: file.number });
  }

  /** Asks all but one for what they have and do not use. */
  #recall(except: number): void {
    const holders = new Set<number>();
    for (const file of this.#files.values()) for (const { lentTo } of file.slots) holders.add(lentTo);
    holders.delete(0);
    holders.delete(except);
    for (const process of holders) this.#edge.send(process, { op: 'reclaim' });
  }

  #lentSlot(process: number, file = 0, index = 0): Slot {
    const slot = this.#files.get(file)?.slots[index];
    if (slot?.lentTo === process) return slot;
    throw new RangeError(`process ${process} names slot ${index} of shared file ${file}, which it was not lent`);
  }
}

function bytesOf({ slots, slotBytes }: SharedFile): number {
  return slots.length * slotBytes;
}

function isSlotSize(size: number): boolean {
  return size <= largestSlotBytes && slotBytesFor(size) === size;
}
