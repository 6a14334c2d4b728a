// The lanes of locks and signals, from traces that the real kernel has recorded: who holds, who waits, and how that is said.

import { describe, expect, test } from 'vitest';
import type { KernelObject } from '../../src/kernel/object-rule.ts';
import type { ProcessEntry } from '../../src/kernel/process-entry.ts';
import { kindNumber } from '../../src/trace/event.ts';
import { compose } from '../../webview/layout/compose.ts';
import type { View } from '../../webview/layout/scene.ts';
import { Model } from '../../webview/model/model.ts';
import { tipOf } from '../../webview/model/tip.ts';
import { Bench, type CallFields } from '../kernel/bench.ts';

const view: View = {
  width: 900,
  height: 600,
  ratio: 1,
  window: null,
  folded: false,
  follow: false,
  scrollY: 0,
  hover: -1,
};

/** A run in which every step takes a millisecond, and what is granted is taken at once. */
class Story extends Bench {
  readonly a = this.process('A');
  readonly b = this.process('B');
  readonly all = [this.a, this.b];

  at(ms: number): this {
    this.kernel.setNow(ms * 1e6);
    return this;
  }

  call(process: ProcessEntry, object: KernelObject, name: string, fields: CallFields = {}) {
    const operation = super.call(process, object, name, fields);
    this.#takeAll();
    return operation;
  }

  #takeAll(): void {
    this.drain();
    for (const { operations } of this.all) {
      for (const one of operations) if (one.state === 'granted') this.kernel.take(one, this.now);
    }
    this.drain();
  }

  get model(): Model {
    const model = new Model();
    for (const row of this.rows) model.trace.append(row);
    model.update();
    return model;
  }

  get scene() {
    const { model } = this;
    return compose(model, view, model.trace.endT, -1, (text) => text.length * 6).scene;
  }

  /** What stands beside the lane of an object. */
  lane(name: string): string | undefined {
    return this.scene.lanes.find((lane) => lane.name === name)?.detail;
  }

  /** What is written on the lane of an object. */
  labels(name: string): string[] {
    const { scene } = this;
    const lane = scene.lanes.find((one) => one.name === name);
    const [top, bottom] = [lane?.y ?? 0, (lane?.y ?? 0) + (lane?.height ?? 0)];
    return scene.labels.filter(({ y }) => y >= top && y < bottom).map(({ text }) => text);
  }
}

describe('the lane of a lock', () => {
  test.each(['Lock', 'RLock'])('shows who holds a %s and who waits, moment by moment', (type) => {
    const story = new Story();
    const lock = story.queue('door', story.all, type);
    const said = [story.lane('door')];
    const step = (ms: number, process: ProcessEntry, method: string) => {
      story.at(ms).call(process, lock, method);
      said.push(story.lane('door'));
    };
    step(100, story.a, 'acquire');
    step(200, story.b, 'acquire');
    step(300, story.a, 'release');
    step(400, story.b, 'release');
    expect(said).toEqual([
      `${type} · free`,
      `${type} · held by A`,
      `${type} · held by A · B waits`,
      `${type} · held by B`,
      `${type} · free`,
    ]);
    expect(story.at(500).labels('door')).toEqual(expect.arrayContaining(['A', 'B']));
  });

  test('counts the levels of an RLock, and its end by a condition', () => {
    const story = new Story();
    const lock = story.queue('door', story.all, 'RLock');
    for (const method of ['acquire', 'acquire', 'release']) story.call(story.a, lock, method);
    expect(story.lane('door')).toBe('RLock · held by A');
    story.call(story.a, lock, 'acquire');
    story.call(story.a, lock, 'releaseAll');
    expect(story.lane('door')).toBe('RLock · free');
  });

  test('leaves it with a holder that was killed, and gives it to nobody who was aborted in time', () => {
    const story = new Story();
    const [kept, left] = [story.queue('kept', story.all, 'Lock'), story.queue('left', story.all, 'Lock')];
    story.call(story.a, kept, 'acquire');
    story.call(story.b, left, 'acquire');
    const waits = story.call(story.a, left, 'acquire');
    story.call(story.b, kept, 'acquire', { timeout: 5e6 });
    story.at(100).drain();
    story.kernel.cancel(waits);
    story.kernel.processEnded(story.a.id, -9);
    story.drain();
    expect([story.lane('kept'), story.lane('left')]).toEqual(['Lock · held by A', 'Lock · held by B']);
  });

  test('says the same on hover', () => {
    const story = new Story();
    const lock = story.queue('door', story.all, 'Lock');
    story.at(100).call(story.a, lock, 'acquire');
    story.at(200).call(story.b, lock, 'acquire');
    const { model } = story;
    const row = model.queues.get(lock.id)?.rows.at(0) ?? -1;
    const tip = tipOf(model, { row, what: 'queue', object: lock.id }, 0, 0, model.trace.endT);
    expect([tip?.title, tip?.lines[0]]).toEqual(['door: held by A', 'Lock']);
  });
});

test('the lane of a semaphore shows how many permits are taken, by whom, and is as high as it has permits', () => {
  const story = new Story();
  const pool = story.queue('pool', story.all, 'Semaphore', { value: 2 });
  story.call(story.a, pool, 'acquire');
  expect(story.lane('pool')).toBe('Semaphore · 1 of 2 taken by A');
  story.call(story.b, pool, 'acquire');
  story.call(story.a, pool, 'acquire');
  expect(story.lane('pool')).toBe('Semaphore · 2 of 2 taken by A, B · A waits');
  const signal = story.queue('signal', story.all, 'Semaphore', { value: 0 });
  story.call(story.b, signal, 'release');
  expect(story.lane('signal')).toBe('Semaphore · 1 left');
});

test('the lane of an event shows whether it is set', () => {
  const story = new Story();
  const ready = story.queue('ready', story.all, 'Event');
  story.call(story.b, ready, 'wait');
  expect(story.lane('ready')).toBe('Event · not set · B waits');
  story.call(story.a, ready, 'set');
  expect(story.lane('ready')).toBe('Event · set');
});

test('the lane of a condition shows who sleeps, that of a barrier who has come', () => {
  const story = new Story();
  const lock = story.queue('lock', story.all, 'RLock');
  const condition = story.queue('changed', story.all, 'Condition', {}, [lock]);
  story.call(story.a, lock, 'acquire');
  story.call(story.a, condition, 'wait');
  story.call(story.a, lock, 'releaseAll');
  expect([story.lane('changed'), story.lane('lock')]).toEqual(['Condition · 1 asleep · A waits', 'RLock · free']);
  const barrier = story.queue('barrier', story.all, 'Barrier', { parties: 2 });
  story.call(story.b, barrier, 'wait');
  expect(story.lane('barrier')).toBe('Barrier · 1 come · B waits');
});

test('an object of which nothing is counted has no lane, one of a type that nobody knows is shown by its number', () => {
  const story = new Story();
  const value = story.queue('value', story.all, 'Value', { type: 0 });
  expect([value.state.size(), story.lane('value')]).toEqual([-1, undefined]);
  const { rows } = story;
  const named = rows.find(({ value }) => value === 'Value');
  if (named) named.value = 'Basket';
  const created = rows.find(({ kind, object }) => kind === kindNumber.create && object === value.id);
  if (created) created.size = 2;
  expect(story.lane('value')).toBe('Basket · 2 waiting');
});
