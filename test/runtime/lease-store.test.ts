import { describe, expect, it } from 'vitest';
import type { LocalReply, Request } from '../../src/protocol/request.ts';
import { LeaseStore } from '../../src/runtime/lease-store.ts';

/** A store whose time passes only where a test says so, in microseconds. */
function storeAt() {
  const time = { us: 0 };
  const now = () => time.us * 1000;
  const store = new LeaseStore({ send: () => {}, read: () => null, now, computed: now });
  const call = (call: number, from: 'ask' | 'kernel') => {
    const request = { op: 'call', object: 2, method: 1, call, oneWay: false, time: now(), site: 0, timeout: 0, from };
    store.call({ ...request, payload: null, handles: [], preview: '' } as Request & { op: 'call' });
  };
  const done = (call: number, payload: Uint8Array | null) =>
    store.receive({ op: 'done', call, code: 0, payload, handles: [] } as LocalReply);
  return { time, store, call, done };
}

const item = new Uint8Array([1]);

describe('that an item was taken is said', () => {
  it('along with the next call by who goes on quickly, and at once by who has computed before it asked', () => {
    const { time, store, call, done } = storeAt();
    call(1, 'ask');
    done(1, item);
    time.us += 20;
    call(2, 'ask');
    done(2, item);
    expect(store.mayTellLater(2)).toBe(true);
    time.us += 500;
    call(3, 'ask');
    done(3, item);
    expect(store.mayTellLater(3)).toBe(false);
  });

  it('at once where no lease could have given it: of a lock, of a strict queue', () => {
    const { store, call, done } = storeAt();
    call(1, 'ask');
    done(1, item);
    call(2, 'kernel');
    done(2, item);
    expect(store.mayTellLater(2)).toBe(false);
    call(3, 'kernel');
    call(4, 'ask');
    done(3, null);
    expect(store.mayTellLater(3)).toBe(false);
    expect(store.mayTellLater(4)).toBe(true);
  });
});
