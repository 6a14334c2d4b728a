// The link of a real process: requests go out over the socket that it inherited as file descriptor 3, replies come in over 4.
// Two sockets, for what was written before the end must be read even when a reply finds nobody any more.
// Writing is our own, straight to the descriptor: at the end of the process everything must go out synchronously.

import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { FrameSplitter } from '../protocol/bytes.ts';
import { decodeReply, encodeRequest } from '../protocol/frame.ts';
import type { Reply, Request } from '../protocol/request.ts';
import { IdleWatch } from './idle-watch.ts';
import { LeaseStore } from './lease-store.ts';
import type { Link } from './link.ts';
import { OutBuffer } from './out-buffer.ts';

const requestDescriptor = 3;
const replyDescriptor = 4;
/** Frames of one turn of the event loop that go out at once, each by itself. */
const eagerFrames = 8;
/** A computing process holds back at most this much of its calls. */
const longestHoldMs = 0.1;
const fullBytes = 64 * 1024;
/** So long calls are answered without a turn of the event loop. */
const longestTurnMs = 1;
/** A full socket is tried again so often. */
const retryMs = 1;
/** Above this much unwritten the program's own prints count as not yet written. */
const roomBytes = 1024 * 1024;

export class SocketLink implements Link {
  onReply: (reply: Reply) => void = () => {};
  /** The broker is gone: nobody will ever answer. */
  onLost: () => void = () => {};
  readonly #socket: Socket;
  readonly #splitter = new FrameSplitter();
  readonly #idle: IdleWatch;
  readonly #waiting = new OutBuffer();
  readonly #leases = new LeaseStore({
    send: (request) => this.#write(request),
    deliver: (reply) => this.#deliverLater(reply),
    now: () => performance.now(),
  });
  #answered: Reply[] = [];
  #turnBeganAt = 0;
  #whenRoom: (() => void)[] = [];
  #framesThisTurn = 0;
  #turnEnds = false;
  #flushedAt = 0;
  #isRetrying = false;
  #isEnding = false;
  #isBusy = false;
  #received = 0;

  constructor() {
    this.#socket = new Socket({ fd: replyDescriptor, readable: true, writable: false });
    // opened only so that a full socket says so instead of waiting; nothing is ever written through the stream
    new Socket({ fd: requestDescriptor, readable: false, writable: true }).unref();
    this.#socket.on('data', (chunk) => this.#read(chunk));
    this.#socket.on('end', () => this.onLost());
    this.#socket.on('error', () => this.onLost());
    this.#socket.unref();
    this.#idle = new IdleWatch({
      isBusy: () => this.#isBusy,
      hold: (isHeld) => this.#setRef(isHeld),
      answer: (weak) => this.send({ op: 'idle', received: this.#received, weak }),
    });
  }

  /** Keeps the process alive until the broker's first word has come. */
  awaitBegin(): void {
    this.setBusy(true);
  }

  send(request: Request): void {
    if (request.op === 'call' && request.from !== undefined) this.#leases.call(request);
    else this.#write(request);
  }

  #write(request: Request): void {
    this.#waiting.push(encodeRequest(request));
    if (this.#isEnding) this.flushSync();
    else if (this.#isDue(request)) this.#flush();
  }

  #isDue(request: Request): boolean {
    // the socket is full: trying with every frame would only cost time
    if (this.#isRetrying) return performance.now() - this.#flushedAt > retryMs;
    this.#framesThisTurn++;
    this.#endTurnLater();
    if (request.op === 'print' || this.#framesThisTurn <= eagerFrames || this.#waiting.bytes >= fullBytes) return true;
    return performance.now() - this.#flushedAt > longestHoldMs;
  }

  /** Calls back once little enough is unwritten that more may be printed; at once where that is so already. */
  whenRoom(go: () => void): void {
    if (this.#isEnding || this.#waiting.bytes < roomBytes) go();
    else this.#whenRoom.push(go);
  }

  setBusy(isBusy: boolean): void {
    this.#isBusy = isBusy;
    this.#setRef(isBusy);
  }

  probe(isWeak: () => boolean): void {
    this.#idle.probe(isWeak);
  }

  /** From now on everything is written at once, and waited for: no turn of the event loop will come any more. */
  end(): void {
    this.#isEnding = true;
    this.flushSync();
    // each may print more, which goes out at once
    for (const go of this.#whenRoom.splice(0)) go();
  }

  /** Writes everything out and waits for it. */
  flushSync(): void {
    while (this.#waiting.bytes > 0) {
      if (!this.#flush()) return;
      // the broker reads slowly: nothing else can run in this process any more, so sleeping is right
      if (this.#waiting.bytes > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, retryMs);
    }
  }

  #setRef(isHeld: boolean): void {
    if (isHeld) this.#socket.ref();
    else this.#socket.unref();
  }

  #read(chunk: Buffer): void {
    for (const frame of this.#splitter.push(chunk)) {
      this.#received++;
      const reply = decodeReply(frame);
      if (reply.op !== 'probe') this.#idle.interrupted();
      const left = this.#leases.receive(reply);
      if (left) this.onReply(left);
    }
  }

  #endTurnLater(): void {
    if (this.#turnEnds) return;
    this.#turnEnds = true;
    setImmediate(() => {
      this.#turnEnds = false;
      this.#turnBeganAt = performance.now();
      this.#framesThisTurn = 0;
      this.#flush();
    });
  }

  /** Within this turn, unless it has lasted long: a loop over answers that are here already must not starve timers. */
  #deliverLater(reply: Reply): void {
    this.#answered.push(reply);
    if (this.#answered.length > 1) return;
    const deliver = () => {
      for (const one of this.#answered.splice(0)) this.onReply(one);
      this.#leases.gave();
    };
    if (performance.now() - this.#turnBeganAt > longestTurnMs) setImmediate(deliver);
    else queueMicrotask(deliver);
  }

  #retryLater(): void {
    if (this.#isRetrying || this.#isEnding) return;
    this.#isRetrying = true;
    setTimeout(() => {
      this.#isRetrying = false;
      this.#flush();
    }, retryMs);
  }

  /** @returns false when the broker is gone. */
  #flush(): boolean {
    this.#flushedAt = performance.now();
    while (this.#waiting.bytes > 0) {
      const written = writeSome(this.#waiting.head());
      if (written < 0) {
        this.#waiting.clear();
        this.onLost();
        return false;
      }
      if (written === 0) {
        this.#retryLater();
        break;
      }
      this.#waiting.drop(written);
    }
    if (this.#waiting.bytes < roomBytes) for (const go of this.#whenRoom.splice(0)) go();
    return true;
  }
}

/** @returns bytes written; 0 when the socket is full, -1 when its other end is gone. */
function writeSome(bytes: Uint8Array): number {
  try {
    return writeSync(requestDescriptor, bytes);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EAGAIN') return 0;
    if (code === 'EPIPE' || code === 'ECONNRESET' || code === 'EBADF') return -1;
    throw error;
  }
}
