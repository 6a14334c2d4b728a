// Loans against the strict truth: the desk, the stores and the file of the slots over the real kernel, with frames on their way
// in every order and records that no frame tells of yet.

import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { KernelObject } from '../../src/kernel/object-rule.ts';
import { ringRecords } from '../../src/protocol/loan-slot.ts';
import { kindNumber } from '../../src/trace/event.ts';
import { illegalities } from '../helpers/legal.ts';
import { seeded } from '../sim/random.ts';
import { acquire, folder, object, type Peer, plain, release, type Type, World } from './loan-world.ts';

afterAll(() => rmSync(folder, { recursive: true }));

/** Permits as the trace tells of them, at their least. */
function leastPermits({ rows, most }: World): number {
  const names = new Map(rows.filter(({ kind }) => kind === kindNumber.string).map(({ text, value }) => [text, value]));
  let [permits, least] = [most, most];
  for (const { kind, op, operation } of rows) {
    if (kind !== kindNumber.return || operation === 0) continue;
    const name = names.get(op);
    permits += name === 'release' ? 1 : name === 'acquire' ? -1 : 0;
    least = Math.min(least, permits);
  }
  return least;
}

interface Plan {
  seed: number;
  peers: number;
  steps: number;
  type: Type;
  /** Anybody releases, not only who has it. */
  isWild: boolean;
  kills: boolean;
}

/** Plays a random story; mostly one process is alone for a while, for only then is anything lent. */
function play({ seed, peers, steps, type, isWild, kills }: Plan): World {
  const random = seeded(seed);
  const world = new World(peers, type);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  let alone = 0;
  const spree = (peer: Peer) => {
    for (let i = Math.floor(random() * 60); i > 0; i--) {
      if (peer.pending.size > 0) world.settle();
      if (peer.pending.size > 0) break;
      if (peer.held > 0) peer.release();
      else peer.acquire();
      if (random() < 0.3) peer.flush();
      if (random() < 0.5) world.receive(peer, 8);
    }
  };
  for (let step = 0; step < steps; step++) {
    const live = world.peers.filter(({ isAlive }) => isAlive);
    const busy = live[alone % live.length] as Peer;
    const one = random() < 0.95 ? busy : pick(live);
    const dice = random();
    if (dice < 0.3) {
      // now and then once more than it can have
      const may = type === 'RLock' || one.held < 1 || random() < 0.2;
      if (one.pending.size < 2 && may) one.acquire(random() < 0.2 ? 0 : undefined);
    } else if (dice < 0.5) {
      if (one.pending.size < 2 && (one.held > 0 || (isWild && random() < 0.1))) one.release();
    } else if (dice < 0.55) one.flush();
    else if (dice < 0.75) world.receive(pick(live), 1 + Math.floor(random() * 4));
    else if (dice < 0.87) pick(live).receive();
    else if (dice < 0.92) world.turn();
    else if (dice < 0.985) spree(busy);
    else if (dice < 0.99) alone++;
    else if (kills && live.length > 1) {
      const isHeldForGood = type === 'Lock' && !isWild && one.lent > 0;
      world.kill(one);
      if (isHeldForGood) expect(world.object.state.size()).toBe(0);
    }
  }
  return world;
}

const plan = fc.record({
  seed: fc.integer(),
  peers: fc.integer({ min: 2, max: 4 }),
  steps: fc.integer({ min: 10, max: 800 }),
  type: fc.constantFrom<Type>('Lock', 'RLock', 'Semaphore', 'BoundedSemaphore'),
});

/** Whoever has something gives it back, until nobody wants any. */
function giveAllBack(world: World): void {
  for (let rounds = 0; rounds < 100; rounds++) {
    for (const peer of world.peers) peer.flush();
    world.settle();
    const holder = world.peers.find(({ held }) => held > 0);
    if (!holder) return;
    holder.release();
  }
}

describe('a lock or semaphore that is lent', () => {
  test('is never had by more than may have it, keeps nobody waiting for good, and leaves a legal trace', () => {
    let local = 0;
    fc.assert(
      fc.property(plan, (one) => {
        const world = play({ ...one, isWild: false, kills: false });
        giveAllBack(world);
        expect(world.tooMany).toBe(0);
        expect(world.peers.flatMap(({ pending }) => [...pending])).toEqual([]);
        expect(world.peers.map(({ refused }) => refused)).toEqual(world.peers.map(() => 0));
        expect(world.object.state.size()).toBe(world.most);
        expect(illegalities(world.rows)).toEqual([]);
        if (one.type !== 'RLock') expect(leastPermits(world)).toBeGreaterThanOrEqual(0);
        local += world.peers.reduce((sum, peer) => sum + peer.local, 0);
        world.file.remove();
      }),
      { numRuns: 300, endOnFailure: true },
    );
    // else the property would hold for want of loans
    expect(local).toBeGreaterThan(1000);
  });

  test('is as the kernel says when others release it, or are refused to', () => {
    fc.assert(
      fc.property(plan, (one) => {
        const world = play({ ...one, isWild: true, kills: false });
        for (const peer of world.peers) peer.flush();
        world.settle();
        expect(illegalities(world.rows)).toEqual([]);
        if (one.type !== 'RLock') expect(leastPermits(world)).toBeGreaterThanOrEqual(0);
        // whoever still waits, waits for something that is not there
        const waits = world.peers.some(({ pending }) => pending.size > 0);
        if (waits) expect(world.object.state.size()).toBe(0);
        world.file.remove();
      }),
      { numRuns: 200, endOnFailure: true },
    );
  });

  test('stays with a holder that was killed before it had said so, and is free where it did not hold it', () => {
    let killed = 0;
    fc.assert(
      fc.property(plan, (one) => {
        const world = play({ ...one, isWild: false, kills: true });
        for (const peer of world.peers) if (peer.isAlive) peer.flush();
        world.settle();
        expect(world.tooMany).toBe(0);
        expect(illegalities(world.rows)).toEqual([]);
        killed += world.peers.filter(({ isAlive, lent }) => !isAlive && lent > 0).length;
        world.file.remove();
      }),
      { numRuns: 200, endOnFailure: true },
    );
    expect(killed).toBeGreaterThan(5);
  });
});

/** A lock that the first peer has been using alone, and has by a loan. */
function lentLock(type: Type = 'Lock'): { world: World; holder: Peer; other: Peer } {
  const world = new World(2, type);
  const [holder, other] = world.peers as [Peer, Peer];
  for (let i = 0; i < 4; i++) {
    holder.acquire();
    world.settle();
    holder.release();
    world.settle();
  }
  return { world, holder, other };
}

describe('the desk of loans', () => {
  test('lends to a process that alone uses a lock: its next acquires and releases need no answer', () => {
    const { holder } = lentLock();
    holder.acquire();
    expect(holder).toMatchObject({ held: 1, local: expect.any(Number) });
    const before = holder.local;
    holder.release();
    expect(holder.local).toBe(before + 1);
    expect(holder.pending.size).toBe(0);
  });

  test('lends nothing where it is switched off', () => {
    const world = new World(2, 'Lock', false);
    const [holder] = world.peers as [Peer];
    for (let i = 0; i < 20; i++) {
      holder.acquire();
      world.settle();
      holder.release();
      world.settle();
    }
    expect(holder.local).toBe(0);
  });

  test('gives a lock that its holder has and does not hold to another process without a word from the holder', () => {
    const { world, holder, other } = lentLock();
    holder.acquire();
    holder.release();
    // it computes from here on: nothing of it is written, and nothing is read
    expect(holder.unwritten.length).toBeGreaterThan(0);
    other.acquire();
    world.receive(other);
    world.turn();
    other.receive();
    other.receive();
    expect(other.held).toBe(1);
  });

  test('waits for what the holder had written before its records', () => {
    const { world, holder, other } = lentLock();
    for (let i = 0; i < ringRecords; i++) {
      holder.acquire();
      holder.release();
    }
    holder.acquire();
    holder.release();
    expect([holder.toDesk.length > 0, holder.unwritten.length > 0]).toEqual([true, true]);
    other.acquire();
    world.receive(other);
    world.turn();
    expect(other.toPeer).toEqual([]);
    world.receive(holder, holder.toDesk.length);
    expect(other.toPeer).toMatchObject([{ op: 'done' }]);
    world.settle();
    expect(illegalities(world.rows)).toEqual([]);
  });

  test('lets a process wait for a holder that holds it, and for no longer', () => {
    const { world, holder, other } = lentLock();
    holder.acquire();
    other.acquire();
    world.receive(other);
    world.turn();
    while (other.toPeer.length > 0) other.receive();
    expect(other.held).toBe(0);
    holder.release();
    world.receive(holder, 10);
    while (other.toPeer.length > 0) other.receive();
    expect(other.held).toBe(1);
    expect(world.tooMany).toBe(0);
  });

  test('answers who does not want to wait as the holder’s records say', () => {
    const { world, holder, other } = lentLock();
    holder.acquire();
    other.acquire(0);
    world.receive(other);
    world.turn();
    world.turn();
    expect(other.toPeer.at(-1)).toMatchObject({ op: 'timeout' });
  });

  test('does what its holder recorded too late, once', () => {
    const { world, holder, other } = lentLock();
    other.acquire(0);
    world.receive(other);
    // the loan is over, and what is recorded has not been read
    holder.acquire();
    expect(holder.pending.size).toBe(1);
    world.settle();
    expect(holder.held + other.held).toBe(1);
    expect(world.tooMany).toBe(0);
    expect(illegalities(world.rows)).toEqual([]);
  });

  test('has it back from a holder that asks for it', () => {
    const { world, holder } = lentLock();
    holder.acquire();
    holder.acquire(0);
    expect(holder.loans.has(object)).toBe(false);
    world.settle();
    expect(holder.held).toBe(1);
    expect(holder.pending.size).toBe(0);
  });

  test('has it back from a holder that had asked before it knew', () => {
    const world = new World(2, 'Lock');
    const [holder] = world.peers as [Peer];
    for (let i = 0; world.loans === 0; i++) {
      expect(i).toBeLessThan(20);
      holder.acquire();
      world.settle();
      holder.release();
      world.receive(holder, 10);
      if (world.loans === 0) world.settle();
    }
    holder.acquire();
    while (holder.toPeer.length > 0) holder.receive();
    expect(holder.loans.has(object)).toBe(false);
    world.settle();
    expect(holder).toMatchObject({ held: 1, local: 0 });
  });

  test('is not waited for by two processes that have what the other one wants', () => {
    const { world, holder, other } = lentLock();
    const second = { op: 'create', object: 101, type: 'Lock', name: 'second', options: {}, site: 0, time: 0 } as const;
    holder.send(second);
    world.settle();
    const made = world.exchange.ports.get(holder.id)?.objectOf(101) as KernelObject;
    world.exchange.ports.get(other.id)?.bind(101, made);
    const ask = (peer: Peer, method: number, number: number, call: number) => {
      const request = { ...plain, op: 'call', object: number, method, call, time: 0, timeout: 0 } as const;
      peer.loans.asked(request);
      peer.send(request);
    };
    for (let i = 0; !other.loans.has(101) && i < 20; i++) {
      ask(other, acquire, 101, 1000 + 2 * i);
      world.settle();
      other.send({ op: 'take', call: 1000 + 2 * i, time: 0 });
      ask(other, release, 101, 1001 + 2 * i);
      world.settle();
    }
    expect([holder.loans.has(object), other.loans.has(101)]).toEqual([true, true]);
    // each asks for what the other one has, and tries its own before it is answered
    ask(holder, acquire, 101, 2000);
    ask(other, acquire, object, 2000);
    const own = { method: acquire, call: 2001, site: 0, time: 0 };
    expect(holder.loans.take({ ...own, object })).toBe(false);
    expect(other.loans.take({ ...own, object: 101 })).toBe(false);
    world.settle();
    expect(holder.toPeer).toEqual([]);
    expect([holder.loans.has(101), other.loans.has(object)]).toEqual([false, false]);
  });

  test('never lends the lock of a condition', () => {
    const world = new World(2, 'Lock');
    const [holder] = world.peers as [Peer];
    const made = { op: 'create', object: 101, type: 'Condition', name: 'c', options: {}, site: 0, time: 0 } as const;
    holder.send({ ...made, parts: [object] });
    for (let i = 0; i < 20; i++) {
      holder.acquire();
      world.settle();
      holder.release();
      world.settle();
    }
    expect(holder.local).toBe(0);
  });

  test('waits for no record of a process whose next request says something else: that process ends alone', () => {
    const { world, holder, other } = lentLock();
    holder.acquire();
    other.acquire();
    world.receive(other);
    world.turn();
    holder.unwritten.length = 0;
    expect(() => world.desk.receive(holder.id, { op: 'close', object: 1, time: 0 }, world.now)).toThrow(RangeError);
  });

  test('refuses a call that is said to be done by a loan that its process does not have', () => {
    const { world, other } = lentLock();
    const claim = { op: 'got', object, method: acquire, call: 9, site: 0, time: 0, taken: 0 } as const;
    expect(() => world.desk.receive(other.id, claim, world.now)).toThrow(RangeError);
    const repaid = { op: 'repaid', object, loan: 1 } as const;
    expect(() => world.desk.receive(other.id, repaid, world.now)).toThrow(RangeError);
  });

  test('lends nothing more to a process that cannot open the file', () => {
    const world = new World(2, 'Lock');
    const [holder] = world.peers as [Peer];
    for (let i = 0; i < 20; i++) {
      holder.acquire();
      world.settle();
      holder.release();
      world.receive(holder, 10);
      if (world.loans > 0) rmSync(world.file.file, { force: true });
      world.settle();
    }
    expect(holder).toMatchObject({ local: 0, held: 0 });
    expect(world.loans).toBe(1);
  });
});
