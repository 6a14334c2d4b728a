// Calls that go on waiting when they have lost a race, and take what nobody gets.

import { expect, test } from 'vitest';
import { findingsOf, marked, said, withImports } from '../../../helpers/static.ts';

const check = (body: string) => {
  const source = withImports(body);
  expect(said(source)).toEqual(marked(source));
};

test('is said of gets, receives and acquires that race in a loop, or in a function that is called in one', () => {
  check(`
    async function next(q: Queue<number>) {
      return Promise.race([q.get().then((n) => n), sleep(5)]); // ! race-loses-item
    }
    export async function f(q: Queue<number>, end: Connection<number>, lock: Lock) {
      while (true) {
        await Promise.race([q.get(), sleep(5)]); // ! race-loses-item
        await Promise.any([sleep(5), end.recv({})]); // ! race-loses-item
        await next(q);
      }
      do await Promise.race([lock.acquire(), end.recv()]); while (true); // ! race-loses-item race-loses-item
    }`);
});

test('names the call, and what is lost: an item, or a lock', () => {
  const loop = (call: string) =>
    withImports(`
    export async function f(q: Queue<number>, lock: Lock) {
      for (;;) await Promise.race([${call}, sleep(5)]);
    }`);
  expect(findingsOf(loop('q.get()'))[0]).toMatchObject({
    severity: 'warning',
    title: expect.stringContaining('`q.get` goes on waiting'),
    message: expect.stringContaining('takes the next item'),
    cure: expect.stringContaining('q.get({ timeout: … })'),
  });
  expect(findingsOf(loop('lock.acquire()'))[0]?.message).toContain('nobody releases');
});

test('is not said of a single race, of calls that give up, of promises that are kept, and of what takes nothing', () => {
  check(`
    async function once(q: Queue<number>) { return Promise.race([q.get(), sleep(5)]); }
    export async function f(q: Queue<number>, stop: Event, options: { timeout: number }, p: Process, mine: { get(): Promise<number> }) {
      await once(q);
      const controller = new AbortController();
      let pending: Promise<number> | undefined;
      for (;;) {
        await Promise.race([q.get({ timeout: 5 }), stop.wait()]);
        await Promise.race([q.get({ signal: controller.signal }), stop.wait()]);
        await Promise.race([q.get(options), sleep(5)]);
        await Promise.race([q.get({ ...options }), sleep(5)]);
        pending ??= q.get();
        await Promise.race([pending, sleep(5)]);
        await Promise.race([stop.wait(), p.join(), sleep(5)]);
        await Promise.race([mine.get(), sleep(5)]);
        await Promise.race([q.get()]);
        await Promise.all([q.get(), sleep(5)]);
      }
    }`);
});
