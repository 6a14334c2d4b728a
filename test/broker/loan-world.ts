// Processes that use a lock or a semaphore, the desk of loans and the file of its slots over the real kernel. Frames go when they
// are told to.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LoanDesk } from '../../src/broker/loan-desk.ts';
import { LoanFile } from '../../src/broker/loan-file.ts';
import { Exchange } from '../../src/kernel/exchange.ts';
import type { KernelObject } from '../../src/kernel/object-rule.ts';
import { Recorder } from '../../src/kernel/recorder.ts';
import { ruleOfType } from '../../src/primitives/kinds.ts';
import { lockableOperations } from '../../src/primitives/lockable-operations.ts';
import { ringRecords } from '../../src/protocol/loan-slot.ts';
import type { Reply, Request } from '../../src/protocol/request.ts';
import { openLoanSlots } from '../../src/runtime/loan-slots.ts';
import { LoanStore } from '../../src/runtime/loan-store.ts';
import type { TraceRow } from '../../src/trace/event.ts';

export type Type = 'Lock' | 'RLock' | 'Semaphore' | 'BoundedSemaphore';

export const folder = mkdtempSync(join(tmpdir(), 'lanescope-loans-'));
let files = 0;

/** What every peer calls it. */
export const object = 2;
export const [acquire, release] = [lockableOperations.indexOf('acquire'), lockableOperations.indexOf('release')];
export const plain = { oneWay: false, site: 0, payload: null, handles: [], preview: '', from: 'kernel' } as const;

/** A process that acquires and releases, what it has not written yet, and the frames between it and the desk. */
export class Peer {
  readonly id: number;
  readonly unwritten: Request[] = [];
  readonly toDesk: Request[] = [];
  readonly toPeer: Reply[] = [];
  readonly loans: LoanStore;
  /** What it has, as its program sees it. */
  held = 0;
  /** Of these, known to the desk by a loan. */
  lent = 0;
  /** Acquires and releases without a round trip. */
  local = 0;
  refused = 0;
  isAlive = true;
  /** By call: what is not answered. */
  readonly pending = new Map<number, number>();
  readonly #onHold: () => void;
  #calls = 0;
  #sent = 0;

  constructor(id: number, onHold: () => void) {
    this.id = id;
    this.#onHold = onHold;
    this.loans = new LoanStore({
      sendNow: (request) => this.send(request),
      position: () => this.#sent + 1,
      open: openLoanSlots,
    });
  }

  acquire(timeout = Number.POSITIVE_INFINITY): void {
    if (this.#does(acquire)) {
      this.lent++;
      this.held++;
      this.#onHold();
    } else this.#ask(acquire, timeout);
  }

  release(): void {
    // from here on somebody else may have it
    if (this.held > 0) this.held--;
    this.lent = Math.min(this.lent, this.held);
    if (!this.#does(release)) this.#ask(release);
  }

  send(request: Request): void {
    this.#sent++;
    this.flush();
    this.toDesk.push(request);
  }

  flush(): void {
    this.toDesk.push(...this.unwritten.splice(0));
  }

  receive(): void {
    const reply = this.toPeer.shift();
    const left = reply && this.loans.receive(reply);
    if (!left || !('call' in left)) return;
    const method = this.pending.get(left.call);
    this.pending.delete(left.call);
    if (left.op === 'failed') this.refused++;
    if (left.op !== 'done' || method !== acquire) return;
    this.send({ op: 'take', call: left.call, time: 0 });
    this.held++;
    this.#onHold();
  }

  #does(method: number): boolean {
    if (this.unwritten.length === ringRecords) this.flush();
    const made = { object, method, call: this.#calls + 1, site: 0, time: 0 };
    if (!this.loans.take(made)) return false;
    this.#calls++;
    this.#sent++;
    this.local++;
    this.unwritten.push({ op: 'got', ...made, taken: 0 });
    return true;
  }

  #ask(method: number, timeout = Number.POSITIVE_INFINITY): void {
    const call = { ...plain, op: 'call', object, method, call: ++this.#calls, time: 0, timeout } as const;
    this.pending.set(call.call, method);
    this.loans.asked(call);
    this.send(call);
  }
}

export class World {
  readonly rows: TraceRow[] = [];
  readonly peers: Peer[] = [];
  readonly exchange: Exchange;
  readonly desk: LoanDesk;
  readonly file = new LoanFile(join(folder, `${++files}`));
  readonly later: (() => void)[] = [];
  /** How many may have it at once. */
  readonly most: number;
  now = 0;
  tooMany = 0;
  loans = 0;

  constructor(peers: number, type: Type, isLent = true) {
    this.most = type.endsWith('Semaphore') ? 2 : 1;
    this.exchange = new Exchange(ruleOfType, new Recorder((row) => this.rows.push({ ...row })), {
      send: (id, reply) => {
        if (reply.op === 'loan') this.loans++;
        this.peers[id - 1]?.toPeer.push(reply);
      },
      launch: (entry) => this.peers.push(new Peer(entry.id, () => this.#count(type))),
      signal: () => {},
      print: () => {},
      servesAtOnce: true,
      fileOf: (url) => url,
    });
    const next = {
      receive: (process: number, request: Request, now: number) => {
        this.exchange.receive(process, request, now);
        this.exchange.drain(now);
      },
    };
    const later = (check: (now: number) => void) => this.later.push(() => check(this.now));
    this.desk = new LoanDesk(this.exchange, next, isLent ? this.file : null, later);
    this.exchange.startMain(0);
    const [main] = this.peers as [Peer];
    const options = { value: 2 };
    main.send({ op: 'begin', time: 0 });
    main.send({ op: 'create', object: 1, type, name: 'lock', options, site: 0, time: 0 });
    const info = { name: 'Peer', daemon: false, identity: [1], target: null };
    for (let i = 1; i < peers; i++) {
      const start = { op: 'start', object: 2 * i + 1, call: 1_000_000 + i, time: 0, site: 0, info } as const;
      main.send({ ...start, payload: new Uint8Array(0), handles: [1] });
    }
    this.settle();
    for (const peer of this.peers.slice(1)) peer.send({ op: 'begin', time: 0 });
    this.settle();
    const made = this.exchange.ports.get(1)?.objectOf(1) as KernelObject;
    // every peer shall call it 2
    for (let i = 1; i <= peers; i++) this.exchange.ports.get(i)?.bind(object, made);
  }

  get object(): KernelObject {
    return this.exchange.ports.values().next().value?.objectOf(object) as KernelObject;
  }

  receive(peer: Peer, together = 1): void {
    this.now += 1000;
    for (const request of peer.toDesk.splice(0, together)) this.desk.receive(peer.id, request, this.now);
    this.desk.lend();
  }

  turn(): void {
    this.now += 1000;
    for (const check of this.later.splice(0)) check();
    this.exchange.drain(this.now);
  }

  /** What it had written is heard, as of every process that has ended. */
  kill(peer: Peer): void {
    this.receive(peer, peer.toDesk.length);
    peer.isAlive = false;
    this.desk.processEnds(peer.id, this.now);
    this.exchange.processEnded(peer.id, -9, this.now);
    this.desk.processEnded(peer.id, this.now);
    this.exchange.drain(this.now);
  }

  /** Delivers everything that was written. */
  settle(): void {
    for (let frames = 0; ; frames++) {
      if (frames > 100_000) throw new Error('the frames never end');
      this.turn();
      const peer = this.peers.find((one) => one.isAlive && (one.toDesk.length > 0 || one.toPeer.length > 0));
      if (!peer && this.later.length === 0) return;
      if (!peer) continue;
      this.receive(peer);
      peer.receive();
    }
  }

  #count(type: Type): void {
    const all = this.peers.filter(({ isAlive, held }) => isAlive && held > 0);
    const held = type === 'RLock' ? all.length : all.reduce((sum, peer) => sum + peer.held, 0);
    if (held > this.most) this.tooMany++;
  }
}
