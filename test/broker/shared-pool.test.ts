// Who has which slot of shared memory: lent, used, given back, never two at once, never more than there may be.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SharedFolder } from '../../src/broker/shared-folder.ts';
import { SharedPool } from '../../src/broker/shared-pool.ts';
import type { EdgeReply, SlotName } from '../../src/protocol/edge.ts';

const mega = 1024 * 1024;
let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'lanescope-pool-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

class Desk {
  readonly said: [process: number, reply: EdgeReply][] = [];
  readonly pool: SharedPool;
  now = 10_000;

  constructor(limit = 64 * mega) {
    this.pool = new SharedPool({
      send: (process, reply) => this.said.push([process, reply]),
      openFolder: () => Object.assign(new SharedFolder(parent, () => {}), { limit: () => limit }),
      now: () => this.now,
    });
  }

  borrow(process: number, size: number, count: number): SlotName[] {
    this.pool.borrow(process, size, count);
    const [, last] = this.said.at(-1) ?? [];
    return last?.op === 'lent' ? last.slots : [];
  }

  heard(process: number, op: EdgeReply['op']): EdgeReply[] {
    return this.said.flatMap(([to, reply]) => (to === process && reply.op === op ? [reply] : []));
  }
}

function payload([file, slot]: SlotName, length = mega) {
  return { file, slot, length };
}

test('a slot whose message was read is the next to be lent', () => {
  const desk = new Desk();
  const lend = (process: number) => desk.borrow(process, mega, 1)[0] as SlotName;
  const first = lend(1);
  desk.pool.claim(1, payload(first));
  expect(lend(1)).not.toEqual(first);
  desk.pool.release(payload(first));
  expect(lend(2)).toEqual(first);
});

test('a process hears where a file is once, and before its slots', () => {
  const desk = new Desk();
  desk.borrow(1, mega, 2);
  desk.borrow(1, mega, 2);
  expect(desk.said.map(([, { op }]) => op)).toEqual(['file', 'lent', 'lent']);
});

test('no more is lent than there may be; who has too much is asked for it', () => {
  const desk = new Desk(8 * mega);
  expect(desk.borrow(1, mega, 64)).toHaveLength(8);
  expect(desk.borrow(2, mega, 1)).toEqual([]);
  expect([desk.heard(1, 'reclaim').length, desk.heard(2, 'reclaim').length]).toEqual([1, 0]);
});

test('slots of one size make room for another once nobody uses them', () => {
  const desk = new Desk(8 * mega);
  const slots = desk.borrow(1, mega, 8);
  expect(desk.borrow(1, 4 * mega, 1)).toEqual([]);
  desk.pool.giveBack(1, slots, false);
  expect(desk.borrow(1, 4 * mega, 2)).toHaveLength(2);
  expect(desk.heard(1, 'forget')).toHaveLength(2);
});

test('what a dead process was lent is lent again, and what it had sent stays', () => {
  const desk = new Desk(4 * mega);
  const slots = desk.borrow(1, mega, 4);
  desk.pool.claim(1, payload(slots[0] as SlotName));
  desk.pool.processEnded(1);
  expect(desk.borrow(2, mega, 4).sort()).toEqual(slots.slice(1).sort());
});

test('memory that nobody uses is given back to the system above 64 MiB', () => {
  const desk = new Desk(512 * mega);
  const slots = [1, 2, 3, 4].flatMap(() => desk.borrow(1, 4 * mega, 16));
  expect(slots).toHaveLength(64);
  desk.pool.giveBack(1, slots, false);
  const [folder = ''] = readdirSync(parent);
  expect(readdirSync(join(parent, folder))).toHaveLength(16);
  desk.pool.close();
  expect(readdirSync(parent)).toEqual([]);
});

test('after a write that found no room only slots that were written before are lent, for a second', () => {
  const desk = new Desk();
  const [good, bad] = desk.borrow(1, mega, 2) as [SlotName, SlotName];
  desk.pool.claim(1, payload(good));
  desk.pool.giveBack(1, [bad], true);
  expect(desk.borrow(1, mega, 1)).toEqual([]);
  desk.pool.release(payload(good));
  expect(desk.borrow(1, mega, 2)).toEqual([good]);
  desk.now += 1000;
  expect(desk.borrow(1, mega, 1)).toHaveLength(1);
});

describe('a slot', () => {
  test('is claimed only by whom it was lent to, once, and for what fits', () => {
    const desk = new Desk();
    const [slot] = desk.borrow(1, mega, 1) as [SlotName];
    expect(() => desk.pool.claim(2, payload(slot))).toThrow(RangeError);
    expect(() => desk.pool.claim(1, payload(slot, mega + 1))).toThrow(RangeError);
    expect(() => desk.pool.claim(1, payload(slot, 10))).toThrow(RangeError);
    desk.pool.claim(1, payload(slot));
    expect(() => desk.pool.claim(1, payload(slot))).toThrow(RangeError);
    expect(() => desk.pool.giveBack(1, [slot], false)).toThrow(RangeError);
  });

  test('is never two things at once, whatever processes do', () => {
    const step = fc.tuple(
      fc.constantFrom('borrow', 'claim', 'release', 'giveBack', 'fail', 'end'),
      fc.nat(2),
      fc.nat(7),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const desk = new Desk(6 * mega);
        const lent = new Map<string, [process: number, slot: SlotName]>();
        const used = new Map<string, SlotName>();
        for (const [what, process, n] of steps) {
          const own = [...lent].filter(([, [holder]]) => holder === process);
          const [key, mine] = own[n % Math.max(1, own.length)] ?? ['', undefined];
          if (what === 'borrow') {
            for (const slot of desk.borrow(process + 1, 2 * 65_536 * 2 ** (n % 5), 2)) {
              expect(lent.has(slot.join()) || used.has(slot.join())).toBe(false);
              lent.set(slot.join(), [process, slot]);
            }
          } else if (what === 'claim' && mine) {
            desk.pool.claim(process + 1, payload(mine[1], 100_000));
            lent.delete(key);
            used.set(key, mine[1]);
          } else if (what === 'release') {
            const [old, slot] = [...used][n % Math.max(1, used.size)] ?? ['', undefined];
            if (slot) desk.pool.release(payload(slot));
            used.delete(old);
          } else if ((what === 'giveBack' || what === 'fail') && mine) {
            desk.pool.giveBack(process + 1, [mine[1]], what === 'fail');
            lent.delete(key);
          } else if (what === 'end') {
            desk.pool.processEnded(process + 1);
            for (const [one] of own) lent.delete(one);
          }
          desk.now += 300;
        }
        desk.pool.close();
        expect(readdirSync(parent)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
