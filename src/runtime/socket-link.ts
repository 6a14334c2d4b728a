// The link of a real process: frames over the socket that it inherited as file descriptor 3.
// Writing is our own, straight to the descriptor: at the end of the process everything must go out synchronously.

import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { FrameSplitter } from '../protocol/bytes.ts';
import { decodeReply, encodeRequest } from '../protocol/frame.ts';
import type { Reply, Request } from '../protocol/request.ts';
import { IdleWatch } from './idle-watch.ts';
import type { Link } from './link.ts';

const descriptor = 3;
/** Frames of one turn of the event loop that go out at once, each by itself. */
const eagerFrames = 8;
/** A computing process holds back at most this much of its calls. */
const longestHoldMs = 0.1;
const fullBytes = 64 * 1024;

export class SocketLink implements Link {
  onReply: (reply: Reply) => void = () => {};
  /** The broker is gone: nobody will ever answer. */
  onLost: () => void = () => {};
  readonly #socket: Socket;
  readonly #splitter = new FrameSplitter();
  readonly #idle: IdleWatch;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #framesThisTurn = 0;
  #turnEnds = false;
  #flushedAt = 0;
  #isRetrying = false;
  #isBusy = false;
  #received = 0;

  constructor() {
    this.#socket = new Socket({ fd: descriptor, readable: true, writable: false });
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
    this.#waiting.push(encodeRequest(request));
    this.#waitingBytes += this.#waiting.at(-1)?.length ?? 0;
    this.#framesThisTurn++;
    this.#endTurnLater();
    const atOnce = request.op === 'print' || this.#framesThisTurn <= eagerFrames || this.#waitingBytes >= fullBytes;
    if (atOnce || performance.now() - this.#flushedAt > longestHoldMs) this.#flush();
  }

  setBusy(isBusy: boolean): void {
    this.#isBusy = isBusy;
    this.#setRef(isBusy);
  }

  probe(isWeak: () => boolean): void {
    this.#idle.probe(isWeak);
  }

  /** Writes everything out and waits for it; for the end of the process. */
  flushSync(): void {
    while (this.#waitingBytes > 0) {
      if (!this.#flush()) return;
      // the broker reads slowly: nothing else can run in this process any more, so sleeping is right
      if (this.#waitingBytes > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
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
      this.onReply(reply);
    }
  }

  #endTurnLater(): void {
    if (this.#turnEnds) return;
    this.#turnEnds = true;
    setImmediate(() => {
      this.#turnEnds = false;
      this.#framesThisTurn = 0;
      this.#flush();
    });
  }

  #retryLater(): void {
    if (this.#isRetrying) return;
    this.#isRetrying = true;
    setTimeout(() => {
      this.#isRetrying = false;
      this.#flush();
    }, 1);
  }

  /** @returns false when the broker is gone. */
  #flush(): boolean {
    this.#flushedAt = performance.now();
    while (this.#waitingBytes > 0) {
      const bytes = this.#waiting.length === 1 && this.#waiting[0] ? this.#waiting[0] : Buffer.concat(this.#waiting);
      const written = writeSome(bytes);
      if (written < 0) {
        this.#waiting = [];
        this.#waitingBytes = 0;
        this.onLost();
        return false;
      }
      this.#waitingBytes -= written;
      this.#waiting = written === bytes.length ? [] : [bytes.subarray(written)];
      if (written === 0) {
        this.#retryLater();
        break;
      }
    }
    return true;
  }
}

/** @returns bytes written; 0 when the socket is full, -1 when its other end is gone. */
function writeSome(bytes: Uint8Array): number {
  try {
    return writeSync(descriptor, bytes);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EAGAIN') return 0;
    if (code === 'EPIPE' || code === 'ECONNRESET' || code === 'EBADF') return -1;
    throw error;
  }
}
