// Promised room against the strict truth: the desk and the stores over the real kernel, with frames on their way in every order.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CreditDesk } from '../../src/broker/credit-desk.ts';
import { LeaseDesk } from '../../src/broker/lease-desk.ts';
import { Exchange } from '../../src/kernel/exchange.ts';
import { Recorder } from '../../src/kernel/recorder.ts';
import { ruleOfType } from '../../src/primitives/kinds.ts';
import { queueMethod } from '../../src/primitives/queue/operations.ts';
import type { Reply, Request } from '../../src/protocol/request.ts';
import { CreditStore } from '../../src/runtime/credit-store.ts';
import { kindNumber, type TraceRow } from '../../src/trace/event.ts';
import { illegalities } from '../helpers/legal.ts';
import { seeded } from '../sim/random.ts';

const capacity = 4;
const plain = { site: 0, timeout: Number.POSITIVE_INFINITY, payload: null, handles: [], preview: '' };

/** A process that puts and gets numbers, and the frames between it and the desks. */
class Peer {
  readonly id: number;
  readonly toDesk: Request[] = [];
  readonly toPeer: Reply[] = [];
  readonly got: number[] = [];
  readonly credits = new CreditStore((request) => this.toDesk.push(request));
  /** Puts whose promise has resolved. */
  resolved = 0;
  onCredit = 0;
  pending = 0;
  isAlive = true;
  #calls = 0;

  constructor(id: number) {
    this.id = id;
  }

  #call(method: number, fields: Partial<Request & { op: 'call' }>): Request & { op: 'call' } {
    return { ...plain, op: 'call', object: 2, method, call: ++this.#calls, time: 0, oneWay: false, ...fields };
  }

  put(value: number): void {
    const payload = Uint8Array.of(value & 255, value >> 8);
    if (this.credits.take(2)) {
      this.onCredit++;
      this.resolved++;
      this.toDesk.push(this.#call(queueMethod('put'), { payload, oneWay: true, from: 'credit' }));
      return;
    }
    const call = this.#call(queueMethod('put'), { payload });
    this.pending++;
    this.credits.asked(call);
    this.toDesk.push(call);
  }

  get(): void {
    this.pending++;
    this.toDesk.push(this.#call(queueMethod('get'), {}));
  }

  receive(): void {
    const next = this.toPeer.shift();
    const reply = next && this.credits.receive(next);
    if (reply?.op !== 'done') return;
    this.pending--;
    if (reply.payload === null) this.resolved++;
    else {
      const bytes = reply.payload as Uint8Array;
      this.got.push((bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8));
      this.toDesk.push({ op: 'take', call: reply.call, time: 0 });
    }
  }
}

class World {
  readonly rows: TraceRow[] = [];
  readonly peers: Peer[] = [];
  readonly exchange: Exchange;
  readonly desk: CreditDesk;
  now = 0;

  constructor(peers: number) {
    this.exchange = new Exchange(ruleOfType, new Recorder((row) => this.rows.push({ ...row })), {
      send: (id, reply) => this.peers[id - 1]?.toPeer.push(reply),
      launch: (entry) => this.peers.push(new Peer(entry.id)),
      signal: () => {},
      print: () => {},
      servesAtOnce: true,
      fileOf: (url) => url,
    });
    this.desk = new CreditDesk(this.exchange, new LeaseDesk(this.exchange, false));
    this.exchange.startMain(0);
    const time = 0;
    const options = { maxsize: capacity };
    this.desk.receive(1, { op: 'begin', time }, 0);
    this.desk.receive(1, { op: 'create', object: 1, type: 'Queue', name: 'q', options, site: 0, time }, 0);
    const info = { name: 'Peer', daemon: false, identity: [1], target: null };
    for (let i = 1; i < peers; i++) {
      const start = { op: 'start', object: 2 * i + 1, call: i, time, site: 0, info } as const;
      this.desk.receive(1, { ...start, payload: new Uint8Array(0), handles: [1] }, 0);
      this.desk.receive(i + 1, { op: 'begin', time }, 0);
    }
    // every peer shall call the queue 2
    const main = this.exchange.ports.get(1);
    for (let i = 1; i <= peers; i++) if (main) this.exchange.ports.get(i)?.bind(2, main.objectOf(1));
  }

  receive(peer: Peer, together = 1): void {
    this.now += 1000;
    for (const request of peer.toDesk.splice(0, together)) {
      if (peer.isAlive) this.desk.receive(peer.id, request, this.now);
    }
    this.desk.grant();
  }

  kill(peer: Peer): void {
    peer.isAlive = false;
    peer.toDesk.length = 0;
    this.exchange.processEnded(peer.id, -9, this.now);
    this.desk.processEnded(peer.id, this.now);
    this.exchange.drain(this.now);
  }

  /** Delivers everything that is on its way. */
  settle(): void {
    for (let frames = 0; ; frames++) {
      if (frames > 100_000) throw new Error('the frames never end');
      const peer = this.peers.find((one) => one.isAlive && (one.toDesk.length > 0 || one.toPeer.length > 0));
      if (!peer) return;
      this.receive(peer);
      peer.receive();
    }
  }

  /** Items that were promised a place and not got: never more than the queue has room for. */
  get held(): number {
    return this.peers.reduce((sum, peer) => sum + peer.resolved - peer.got.length, 0);
  }
}

const plan = fc.record({
  seed: fc.integer(),
  putters: fc.integer({ min: 1, max: 2 }),
  steps: fc.integer({ min: 10, max: 600 }),
  kills: fc.boolean(),
});

test('promised room never exceeds the bound, and nothing is lost, doubled, stuck or out of order', () => {
  let onCredit = 0;
  fc.assert(
    fc.property(plan, ({ seed, putters, steps, kills }) => {
      const random = seeded(seed);
      const world = new World(4);
      const [main, second, getter, other] = world.peers as [Peer, Peer, Peer, Peer];
      const live = () => world.peers.filter((peer) => peer.isAlive);
      const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
      const sent: number[][] = [[], []];
      let killed = false;
      const put = (who: 0 | 1) => {
        const peer = who === 0 ? main : second;
        if (!peer.isAlive || peer.pending > 2) return;
        const value = (sent[who]?.length ?? 0) * 2 + who;
        sent[who]?.push(value);
        peer.put(value);
      };
      for (let step = 0; step < steps; step++) {
        const dice = random();
        if (dice < 0.3) put(0);
        // the second begins late: until then main has all the room
        else if (dice < 0.36 && putters === 2 && step > steps / 2) put(1);
        else if (dice < 0.55) {
          const one = random() < 0.8 ? getter : other;
          if (one.isAlive && one.pending < 2) one.get();
        } else if (dice < 0.78) world.receive(pick(live()), 1 + Math.floor(random() * 4));
        else if (dice < 0.99) pick(live()).receive();
        else if (kills && !killed && step > steps / 2) {
          killed = true;
          world.kill(main);
        }
        // often its frames are quick: only then does a put find room
        if (random() < 0.4 && main.isAlive) {
          world.receive(main, 4);
          while (main.toPeer.length > 0) main.receive();
        }
        if (!killed) expect(world.held).toBeLessThanOrEqual(capacity);
      }
      // whatever still waits goes on when somebody gets
      for (let i = 0; i < steps && other.isAlive; i++) {
        world.settle();
        if (live().every((peer) => peer === other || peer === getter || peer.pending === 0) && world.held <= 0) break;
        if (other.pending === 0) other.get();
      }
      world.settle();
      onCredit += main.onCredit;
      const got = [...getter.got, ...other.got].sort((a, b) => a - b);
      const wanted = sent.flat().sort((a, b) => a - b);
      // of a killed putter what was still on its way is lost, as without promises
      if (killed) expect(wanted).toEqual(expect.arrayContaining(got));
      else expect(got).toEqual(wanted);
      expect(second.pending).toBe(0);
      for (const who of [0, 1]) {
        for (const peer of [getter, other]) {
          const from = peer.got.filter((value) => value % 2 === who);
          expect(from).toEqual([...from].sort((a, b) => a - b));
        }
      }
      expect(illegalities(world.rows)).toEqual([]);
      // nobody who was promised room ever waited for it
      const waits = world.rows.filter(({ kind }) => kind === kindNumber.block).map(({ operation }) => operation);
      const asked = world.rows.filter(({ kind, text }) => kind === kindNumber.call && text === 0);
      expect(waits.every((operation) => asked.some((row) => row.operation === operation))).toBe(true);
    }),
    { numRuns: 300 },
  );
  expect(onCredit).toBeGreaterThan(100);
});
