// The link of a real process: requests go out over the socket that it inherited as file descriptor 3, replies come in over 4.
// Two sockets, for what was written before the end must be read even when a reply finds nobody any more.
// Writing is our own, straight to the descriptor: at the end of the process everything must go out synchronously.

import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Nanos } from '../base/units.ts';
import { FrameSplitter, FrameWriter } from '../protocol/bytes.ts';
import { type EdgeReply, type EdgeRequest, isEdgeReply, isEdgeRequest } from '../protocol/edge.ts';
import { readReply, writeRequest } from '../protocol/frame.ts';
import { ringRecords } from '../protocol/loan-slot.ts';
import { isShared, type LocalPayload, leastSharedBytes, type SharedBytes } from '../protocol/payload.ts';
import type { LocalReply, Reply, Request } from '../protocol/request.ts';
import { CreditStore } from './credit-store.ts';
import { IdleWatch } from './idle-watch.ts';
import { LeaseStore } from './lease-store.ts';
import type { Link } from './link.ts';
import { openLoanSlots } from './loan-slots.ts';
import { type LoanCall, LoanStore } from './loan-store.ts';
import { OutBuffer } from './out-buffer.ts';
import { SharedFiles } from './shared-files.ts';

const requestDescriptor = 3;
const replyDescriptor = 4;
const readBytes = 64 * 1024;
/** Frames of one turn of the event loop that go out at once, each by itself… */
const eagerFrames = 8;
/** …unless the turn before had more than this: in a flood nobody waits for the first of it, and a write costs as much as ten frames. */
const floodFrames = 64;
/** A computing process holds back at most this much of its calls. */
const longestHoldNanos = 100_000;
const fullBytes = 64 * 1024;
/** So long calls are answered without a turn of the event loop. */
const longestTurnNanos = 1_000_000;
/** A full socket is tried again so often, unless the broker says before that it has read. */
const retryMs = 1;
const retryNanos = 1_000_000;
/** Above this much unwritten nothing more counts as written: prints are not done, puts wait. */
const roomBytes = 1024 * 1024;

export class SocketLink implements Link {
  onReply: (reply: LocalReply) => void = () => {};
  /** The broker is gone: nobody will ever answer. */
  onLost: () => void = () => {};
  readonly #socket: Socket;
  readonly #splitter = new FrameSplitter();
  readonly #idle: IdleWatch;
  readonly #waiting = new OutBuffer();
  readonly #writer = new FrameWriter();
  readonly #leases: LeaseStore;
  readonly #credits = new CreditStore((request) => this.#write(request));
  readonly #loans = new LoanStore({
    sendNow: (request) => this.#writeNow(request),
    position: () => this.#written + 1,
    open: openLoanSlots,
  });
  readonly #shared = new SharedFiles((request) => this.#write(request));
  readonly #now: () => Nanos;
  #turnBeganAt = 0;
  #whenRoom: (() => void)[] = [];
  #framesThisTurn = 0;
  #isFlood = false;
  #turnEnds = false;
  #flushedAt = 0;
  #retry: NodeJS.Timeout | null = null;
  #isEnding = false;
  #isBusy = false;
  /** Requests so far. */
  #written = 0;
  /** The object whose loan has answered all calls that are unwritten, and how many these are. */
  #recorded = 0;
  #recordedCount = 0;
  #received = 0;

  constructor(now: () => Nanos) {
    this.#now = now;
    const read = (payload: SharedBytes) => this.#shared.read(payload);
    this.#leases = new LeaseStore({ send: (request) => this.#write(request), read, now, computed });
    const onread = {
      // one for all reads: Node's own way takes 64 kB for each, however little comes
      buffer: Buffer.allocUnsafeSlow(readBytes),
      callback: (count: number, bytes: Uint8Array) => {
        this.#read(Buffer.from(bytes.subarray(0, count)));
        return true;
      },
    };
    this.#socket = new Socket({ fd: replyDescriptor, readable: true, writable: false, onread });
    // opened only so that a full socket says so instead of waiting; nothing is ever written through the stream
    new Socket({ fd: requestDescriptor, readable: false, writable: true }).unref();
    this.#socket.on('end', () => this.onLost());
    this.#socket.on('error', () => this.onLost());
    this.#socket.unref();
    this.#idle = new IdleWatch({
      isBusy: () => this.#isBusy,
      hold: (isHeld) => this.#setRef(isHeld),
      answer: (how) => this.send({ op: 'idle', received: this.#received, ...how }),
    });
  }

  /** Keeps the process alive until the broker's first word has come. */
  awaitBegin(): void {
    this.setBusy(true);
  }

  send(request: Request): void {
    if (request.op === 'call') this.#loans.asked(request);
    if (request.op === 'call' && request.payload !== null && !request.oneWay) this.#credits.asked(request);
    if (request.op === 'call' && (request.from === 'ask' || request.from === 'kernel')) this.#leases.call(request);
    else this.#write(request);
  }

  takeCredit(object: number): boolean {
    return this.#credits.take(object);
  }

  takeLent(object: number, at: Nanos): LocalPayload | undefined {
    return this.#leases.take(object, at);
  }

  takeLoan(call: LoanCall): boolean {
    if (!this.#loans.has(call.object) || this.#retry) return false;
    // the broker reads of it in shared memory where it must: then nothing else may be unwritten before it
    const isAlone = this.#unwritten === 0 || (this.#recorded === call.object && this.#recordedCount < ringRecords);
    if (!isAlone && (!this.#flush() || this.#unwritten > 0)) return false;
    if (!this.#loans.take(call)) return false;
    this.#recorded = call.object;
    this.#recordedCount++;
    return true;
  }

  nextTurn(at: Nanos): Promise<void> | undefined {
    if (at - this.#turnBeganAt <= longestTurnNanos) return undefined;
    return new Promise((resolve) => setImmediate(resolve));
  }

  get #unwritten(): number {
    return this.#waiting.bytes + this.#writer.pending;
  }

  isBehind(bytes: number): boolean {
    return this.#unwritten >= roomBytes || this.#shared.isShort(bytes);
  }

  #write(request: Request | EdgeRequest): void {
    writeRequest(this.#writer, this.#withPayloadStored(request));
    if (!isEdgeRequest(request)) this.#written++;
    if (request.op !== 'idle') this.#idle.acted();
    if (request.op !== 'got' || request.object !== this.#recorded) this.#recorded = 0;
    if (this.#isEnding) this.flushSync();
    else if (this.#isDue(request)) this.#flush();
  }

  #writeNow(request: Request): void {
    this.#write(request);
    if (this.#unwritten > 0 && !this.#retry) this.#flush();
  }

  #withPayloadStored(request: Request | EdgeRequest): Request | EdgeRequest {
    if (request.op !== 'call' || request.payload === null || request.payload.length < leastSharedBytes) return request;
    const payload = isShared(request.payload) ? null : this.#shared.store(request.payload);
    return payload ? { ...request, payload } : request;
  }

  #isDue(request: Request | EdgeRequest): boolean {
    const at = 'time' in request ? request.time : this.#now();
    // the socket is full: trying with every frame would only cost time
    if (this.#retry) return at - this.#flushedAt > retryNanos;
    if (this.#endTurnLater()) this.#turnBeganAt = at;
    if (request.op === 'print' || this.#unwritten >= fullBytes) return true;
    if (this.#isNews(request) && ++this.#framesThisTurn <= eagerFrames && !this.#isFlood) return true;
    return at - this.#flushedAt > longestHoldNanos;
  }

  /** Nobody waits for the news of a get that a lease has answered, or could have; who holds a lock is shown while it computes. */
  #isNews(request: Request | EdgeRequest): boolean {
    if (request.op === 'take') return !this.#leases.mayTellLater(request.call);
    return request.op !== 'got' || request.object === this.#recorded;
  }

  /** Calls back once little enough is unwritten that more may be printed; at once where that is so already. */
  whenRoom(go: () => void): void {
    if (this.#isEnding || this.#unwritten < roomBytes) go();
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
    while (this.#unwritten > 0) {
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
    this.#splitter.push(chunk, (frame) => {
      const reply = readReply(frame);
      if (isEdgeReply(reply)) this.#receiveForEdge(reply);
      else this.#receive(reply);
    });
  }

  #receiveForEdge(reply: EdgeReply): void {
    if (reply.op !== 'room') this.#shared.receive(reply);
    else if (this.#retry) this.#flush();
  }

  #receive(reply: Reply): void {
    this.#received++;
    if (reply.op !== 'probe') this.#idle.interrupted();
    const local = this.#withPayloadRead(reply);
    const unlent = local && this.#leases.receive(local);
    const unpromised = unlent && this.#credits.receive(unlent);
    const left = unpromised && this.#loans.receive(unpromised);
    if (left) this.onReply(left);
  }

  /** Copied out of where it lies before anything can be taken. @returns `null`: it will come again, in band. */
  #withPayloadRead(reply: Reply): LocalReply | null {
    if (reply.op !== 'done') return reply;
    const { payload } = reply;
    if (!isShared(payload)) return reply as LocalReply;
    const read = this.#shared.read(payload);
    if (read) return { ...reply, payload: read };
    this.#write({ op: 'unreadable', call: reply.call });
    return null;
  }

  /** @returns whether this is the first word of a turn. */
  #endTurnLater(): boolean {
    if (this.#turnEnds) return false;
    this.#turnEnds = true;
    setImmediate(() => {
      this.#turnEnds = false;
      this.#isFlood = this.#framesThisTurn > floodFrames;
      this.#framesThisTurn = 0;
      this.#flush();
    });
    return true;
  }

  #retryLater(): void {
    if (this.#retry || this.#isEnding) return;
    this.#retry = setTimeout(() => {
      this.#retry = null;
      this.#flush();
    }, retryMs);
  }

  #stopRetrying(): void {
    if (this.#retry) clearTimeout(this.#retry);
    this.#retry = null;
  }

  /** @returns false when the broker is gone. */
  #flush(): boolean {
    this.#flushedAt = this.#now();
    if (this.#writer.pending > 0) this.#waiting.push(this.#writer.take());
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
    if (this.#unwritten === 0) {
      this.#stopRetrying();
      this.#recordedCount = 0;
    }
    if (this.#unwritten < roomBytes) for (const go of this.#whenRoom.splice(0)) go();
    return true;
  }
}

/** Nanoseconds that this process has computed. */
function computed(): Nanos {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
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
