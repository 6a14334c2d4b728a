// The process's side of loans: what it does by itself, and when it asks.

import { describe, expect, test } from 'vitest';
import { lockableOperations } from '../../src/primitives/lockable-operations.ts';
import type { LoanRecord } from '../../src/protocol/loan-slot.ts';
import type { LoanTerms, Request } from '../../src/protocol/request.ts';
import { LentHold } from '../../src/runtime/lent-hold.ts';
import { LoanStore } from '../../src/runtime/loan-store.ts';

const numberOf = (name: (typeof lockableOperations)[number]) => lockableOperations.indexOf(name);
const lock: LoanTerms = { permits: 1, most: 1, isRecursive: false };
const recursive: LoanTerms = { permits: 1000, most: 1000, isRecursive: true };

function lentStore(terms = lock) {
  const sent: Request[] = [];
  const records: (LoanRecord & { slot: number; count: number })[] = [];
  const state = { isOver: false };
  const store = new LoanStore({
    sendNow: (request) => void sent.push(request),
    position: () => 11,
    open: () => ({
      claim(slot, count, record) {
        records.push({ slot, count, ...record });
        return !state.isOver;
      },
    }),
  });
  store.receive({ op: 'loan', object: 2, loan: 5, slot: 3, file: 'any', ...terms });
  const take = (name: (typeof lockableOperations)[number], object = 2) =>
    store.take({ object, method: numberOf(name), call: 1, site: 0, time: 9 });
  return { store, sent, records, state, take };
}

const call = { op: 'call', object: 9, method: 0, call: 77, time: 0, site: 0, timeout: 0, payload: null } as const;
const asked = { ...call, oneWay: false, handles: [], preview: '', from: 'kernel' } as const;

describe('a process that has a loan', () => {
  test('records each call with the place of the request that tells of it', () => {
    const { records, sent, take } = lentStore();
    expect([take('acquire'), take('release')]).toEqual([true, true]);
    const record = { slot: 3, position: 11, call: 1, site: 0, time: 9 };
    expect(records).toEqual([
      { ...record, count: 0, method: numberOf('acquire') },
      { ...record, count: 1, method: numberOf('release') },
    ]);
    expect(sent).toEqual([]);
  });

  test('asks for what would have to wait or be refused, and records nothing', () => {
    const { records, take } = lentStore();
    expect(take('release')).toBe(false);
    take('acquire');
    expect([take('acquire'), take('acquire', 4)]).toEqual([false, false]);
    expect(records.length).toBe(1);
  });

  test('gives it back where it finds it over, when it is told so, and when it asks', () => {
    const repaid = [{ op: 'repaid', object: 2, loan: 5 }];
    const found = lentStore();
    found.state.isOver = true;
    expect([found.take('acquire'), found.sent, found.take('acquire')]).toEqual([false, repaid, false]);
    const told = lentStore();
    expect(told.store.receive({ op: 'recall', object: 2, loan: 4 })).toBeNull();
    expect(told.take('acquire')).toBe(true);
    told.store.receive({ op: 'recall', object: 2, loan: 5 });
    expect([told.take('release'), told.sent]).toEqual([false, repaid]);
    const asking = lentStore();
    asking.store.asked({ ...asked, object: 2 });
    expect(asking.sent).toEqual(repaid);
  });

  test('does nothing by itself while a call of its own may have to wait, of whatever object', () => {
    const { store, take } = lentStore();
    store.asked(asked);
    expect(take('acquire')).toBe(false);
    const answer = { op: 'timeout', call: 77 } as const;
    expect(store.receive(answer)).toBe(answer);
    expect(take('acquire')).toBe(true);
    // a get that waits for an item is in nobody's way
    store.asked({ ...asked, from: 'ask' });
    expect(take('release')).toBe(true);
  });
});

describe('what is lent', () => {
  const names = (hold: LentHold) => lockableOperations.filter((name) => hold.allows(numberOf(name)));

  test('of a lock is one acquire and one release in turn', () => {
    const hold = new LentHold(lock);
    expect(names(hold)).toEqual(['acquire', 'acquireAlone']);
    hold.perform(numberOf('acquireAlone'));
    expect(names(hold)).toEqual(['release', 'releaseAlone']);
  });

  test('of an RLock is level upon level, but one body of with at a time', () => {
    const hold = new LentHold(recursive);
    for (const name of ['acquireAlone', 'acquire'] as const) hold.perform(numberOf(name));
    expect(names(hold)).toEqual(['acquire', 'release', 'releaseAlone']);
    // the level of with is the only one left, and goes by a plain release too
    for (const name of ['release', 'release'] as const) hold.perform(numberOf(name));
    expect(names(hold)).toEqual(['acquire', 'acquireAlone']);
  });

  test('of a semaphore are the permits that there are, without a bound where it has none', () => {
    const bounded = new LentHold({ permits: 2, most: 2, isRecursive: false });
    for (let i = 0; i < 2; i++) bounded.perform(numberOf('acquire'));
    expect(names(bounded)).toEqual(['release', 'releaseAlone']);
    const unbounded = new LentHold({ permits: 1, most: Number.MAX_SAFE_INTEGER, isRecursive: false });
    for (let i = 0; i < 3; i++) unbounded.perform(numberOf('release'));
    expect(names(unbounded).length).toBe(4);
  });

  test('is nothing else than acquires and releases', () => {
    expect(new LentHold(recursive).allows(lockableOperations.length)).toBe(false);
  });
});
