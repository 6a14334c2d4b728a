// What the ends of a link say to each other about the link itself: the kernel and the user's code never see it.

import type { Reply, Request } from './request.ts';

/** A part of a shared-memory file, which holds one payload. */
export type SlotName = [file: number, slot: number];

export type EdgeRequest =
  /** Slots of this size are wanted, for payloads to come. */
  | { op: 'borrow'; size: number; count: number }
  /** Slots that were lent and not used; `failed`: there was no room to write in them. */
  | { op: 'giveBack'; slots: SlotName[]; failed: boolean }
  /** The payload of a granted call cannot be read where it lies: it is wanted in band. */
  | { op: 'unreadable'; call: number };

export type EdgeReply =
  /** The broker has read: a full socket has room again. */
  | { op: 'room' }
  /** A file whose slots will be named from now on. */
  | { op: 'file'; file: number; path: string; size: number }
  /** Nobody will name the file any more. */
  | { op: 'forget'; file: number }
  /** The answer to `borrow`; `isOff`: there is no shared memory, and there will be none. */
  | { op: 'lent'; size: number; slots: SlotName[]; isOff: boolean }
  /** Somebody else needs what is lent and not used. */
  | { op: 'reclaim' };

/** Which of both a frame is is told by its `op` alone, so the compiler refuses one that the kernel has too. */
type Apart<Ours, Theirs> = [Extract<Ours, Theirs>] extends [never] ? Ours : never;

const edgeRequests: ReadonlySet<string> = new Set<Apart<EdgeRequest['op'], Request['op']>>([
  'borrow',
  'giveBack',
  'unreadable',
]);
const edgeReplies: ReadonlySet<string> = new Set<Apart<EdgeReply['op'], Reply['op']>>([
  'room',
  'file',
  'forget',
  'lent',
  'reclaim',
]);

export function isEdgeRequest(request: { op: string }): request is EdgeRequest {
  return edgeRequests.has(request.op);
}

export function isEdgeReply(reply: { op: string }): reply is EdgeReply {
  return edgeReplies.has(reply.op);
}
