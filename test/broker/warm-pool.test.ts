import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ProcessEvents, UserProcess } from '../../src/broker/user-process.ts';
import { WarmPool } from '../../src/broker/warm-pool.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const events = { launched: () => {}, rawOutput: () => {} } as unknown as ProcessEvents;

/** A pool whose processes are none. */
function poolOf() {
  const started: UserProcess[] = [];
  const launch = () => {
    const process = { pid: 1000 + started.length } as UserProcess;
    started.push(process);
    return process;
  };
  const pool = new WarmPool(launch, { add: () => {}, remove: () => {} });
  pool.expect('key', {});
  return { started, take: () => pool.take('key', {}, events), pool };
}

it('a process loads beside the one that was taken while it loaded, when starts come in a row', () => {
  const { started, take, pool } = poolOf();
  take();
  pool.refill();
  vi.advanceTimersByTime(10);
  expect(started.length).toBe(2);
  expect(take()).toBe(started[1]);
  vi.advanceTimersByTime(0);
  vi.runOnlyPendingTimers();
  expect(started.length).toBe(3);
});

it('nothing loads beside the first that is started, nor beside one that had long been ready', () => {
  const { started, take, pool } = poolOf();
  take();
  vi.advanceTimersByTime(2);
  expect(started.length).toBe(1);
  pool.refill();
  vi.advanceTimersByTime(200);
  take();
  vi.advanceTimersByTime(2);
  expect(started.length).toBe(2);
});

it('nothing loads beside many that are started at once', () => {
  const { started, take, pool } = poolOf();
  take();
  pool.refill();
  vi.advanceTimersByTime(10);
  take();
  expect(take()).toBe(undefined);
  vi.advanceTimersByTime(2);
  expect(started.length).toBe(2);
});
