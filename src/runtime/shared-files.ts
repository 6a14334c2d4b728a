// The sender's and the receiver's side of payloads in shared memory: writes into slots that the broker has lent, reads from those
// that a reply names. What does not succeed here travels in a frame: no room, no descriptor, nothing lent yet.

import { closeSync, openSync, readvSync, writevSync } from 'node:fs';
import type { EdgeReply, EdgeRequest, SlotName } from '../protocol/edge.ts';
import { inOnePiece, type LocalPayload, type SharedBytes, slotBytesFor, tagged } from '../protocol/payload.ts';

interface SharedFile {
  readonly path: string;
  readonly slotBytes: number;
  /** Opened when it is first used; -1: not yet. */
  descriptor: number;
}

interface Shelf {
  /** Lent and not used. */
  readonly free: SlotName[];
  isAsked: boolean;
}

/** A process has this much lent ahead for each size that it uses… */
const aheadBytes = 16 * 1024 * 1024;
/** …but never more slots than this. */
const mostAhead = 16;

export class SharedFiles {
  readonly #send: (request: EdgeRequest) => void;
  readonly #files = new Map<number, SharedFile>();
  readonly #shelves = new Map<number, Shelf>();
  #isOff = false;

  constructor(send: (request: EdgeRequest) => void) {
    this.#send = send;
  }

  /** A payload of this size would find no slot, or take the last: the next has to wait for the broker's word. */
  isShort(length: number): boolean {
    const size = slotBytesFor(length);
    return !this.#isOff && size !== null && (this.#shelves.get(size)?.free.length ?? 0) <= 1;
  }

  /** Writes a payload where the receiver finds it. @returns `null`: it has to go in band. */
  store(payload: LocalPayload): SharedBytes | null {
    const size = slotBytesFor(payload.length);
    if (this.#isOff || size === null) return null;
    const shelf = this.#shelves.get(size) ?? { free: [], isAsked: false };
    this.#shelves.set(size, shelf);
    const slot = shelf.free.pop();
    this.#refill(size, shelf);
    if (!slot) return null;
    if (this.#write(slot, payload)) return { file: slot[0], slot: slot[1], length: payload.length };
    // there will be no room for the others either, and the system needs what they take
    this.#send({ op: 'giveBack', slots: [slot, ...shelf.free.splice(0)], failed: true });
    return null;
  }

  /** @returns `null` where it cannot be read. */
  read({ file: number, slot, length }: SharedBytes): LocalPayload | null {
    const file = this.#files.get(number);
    if (!file) return null;
    // of its own, exactly as large: it becomes the user's. Not zeroed: all of it is written or nothing is given out
    const [tag, rest] = [new Uint8Array(1), new Uint8Array(Buffer.allocUnsafeSlow(length - 1).buffer)];
    const isWhole = attempt(() => transfer(readvSync, this.#open(file), [tag, rest], slot * file.slotBytes));
    return isWhole ? tagged(tag[0] ?? 0, rest) : null;
  }

  receive(reply: Exclude<EdgeReply, { op: 'room' }>): void {
    switch (reply.op) {
      case 'file':
        this.#files.set(reply.file, { path: reply.path, slotBytes: reply.size, descriptor: -1 });
        break;
      case 'forget':
        this.#forget(reply.file);
        break;
      case 'lent': {
        const shelf = this.#shelves.get(reply.size);
        this.#isOff = reply.isOff;
        if (!shelf) break;
        shelf.isAsked = false;
        // the first is the one that was used last, and in the processor's caches
        shelf.free.push(...reply.slots.toReversed());
        break;
      }
      case 'reclaim':
        for (const { free } of this.#shelves.values()) {
          if (free.length > 0) this.#send({ op: 'giveBack', slots: free.splice(0), failed: false });
        }
        break;
    }
  }

  #refill(size: number, shelf: Shelf): void {
    const wanted = Math.min(mostAhead, Math.max(1, Math.floor(aheadBytes / size)));
    if (shelf.isAsked || shelf.free.length > wanted / 2) return;
    shelf.isAsked = true;
    this.#send({ op: 'borrow', size, count: wanted - shelf.free.length });
  }

  #write([number, slot]: SlotName, payload: LocalPayload): boolean {
    const file = this.#files.get(number);
    if (!file) return false;
    const parts = 'rest' in payload ? [Uint8Array.of(payload.tag), payload.rest] : [inOnePiece(payload)];
    return attempt(() => transfer(writevSync, this.#open(file), parts, slot * file.slotBytes));
  }

  #open(file: SharedFile): number {
    if (file.descriptor < 0) file.descriptor = openSync(file.path, 'r+');
    return file.descriptor;
  }

  #forget(number: number): void {
    const descriptor = this.#files.get(number)?.descriptor ?? -1;
    this.#files.delete(number);
    if (descriptor >= 0) closeSync(descriptor);
  }
}

type Vectored = (descriptor: number, parts: Uint8Array[], position: number) => number;

/** Reads or writes all of the parts, one behind the other. @returns false when there is less than that. */
function transfer(move: Vectored, descriptor: number, parts: Uint8Array[], position: number): boolean {
  let left = parts;
  for (let at = position; left.length > 0; ) {
    const moved = move(descriptor, left, at);
    if (moved === 0) return false;
    at += moved;
    left = behind(left, moved);
  }
  return true;
}

/** What is left of the parts behind their first `count` bytes. */
function behind(parts: readonly Uint8Array[], count: number): Uint8Array[] {
  let skipped = count;
  return parts.flatMap((part) => {
    const skip = Math.min(skipped, part.length);
    skipped -= skip;
    return skip < part.length ? [part.subarray(skip)] : [];
  });
}

/** @returns false when the system refuses: no room, no descriptor, no such file any more. */
function attempt(act: () => boolean): boolean {
  try {
    return act();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}
