// Who can never go on, and how it is said: word by word, for each kind of waiting.

import { describe, expect, test } from 'vitest';
import { deadlockFinding } from '../../src/kernel/deadlock-finding.ts';
import type { KernelObject } from '../../src/kernel/object-rule.ts';
import type { ProcessEntry } from '../../src/kernel/process-entry.ts';
import { findStuck } from '../../src/kernel/stuck.ts';
import { causesOf } from '../../src/kernel/stuck-causes.ts';
import { Bench, type CallFields } from './bench.ts';

/** A bench whose calls are at `main.ts:LINE`, and served as the broker serves. */
class Story extends Bench {
  wait(process: ProcessEntry, object: KernelObject, method: string, line: number, fields: CallFields = {}) {
    const operation = this.call(process, object, method, { ...fields, site: this.recorder.site('main.ts', line, 3) });
    this.drain();
    return operation;
  }

  get stuck(): string[] {
    return findStuck(this.kernel).map(({ name }) => name);
  }

  get finding() {
    const stuck = findStuck(this.kernel);
    const live = [...this.kernel.processes.values()].filter(({ state }) => state !== 'ended');
    const causes = causesOf(stuck, this.kernel);
    return deadlockFinding({ stuck, isOpen: false, whole: stuck.length === live.length, causes }, this.kernel);
  }

  end(process: ProcessEntry): void {
    this.kernel.processEnded(process.id, 0);
    this.drain();
  }
}

function family(...names: string[]) {
  const story = new Story();
  const main = story.process('MainProcess');
  const children = names.map((name) => story.process(name, main.id));
  return { story, main, children };
}

describe('a deadlock of the whole run', () => {
  test('get when nobody is left: says who, where, for what, and that nobody could put', () => {
    const { story, main, children } = family('Process-1');
    const q = story.queue('q', [main, children[0]!]);
    story.wait(children[0]!, q, 'get', 5);
    expect(story.stuck).toEqual([]);
    story.end(main);
    const sentence = 'Process-1 waits at main.ts:5 for an item of `q`; nobody is left who could put one.';
    expect(story.finding).toEqual({
      id: 'deadlock',
      severity: 'error',
      title: `Deadlock: ${sentence}`,
      message: `No process of this run can ever go on.\n${sentence} MainProcess, which could have, has ended.`,
      cure: 'Put what it waits for, put a sentinel when nothing more will come, or wait with get({ timeout }).',
      places: [{ process: 2, site: 1, seq: expect.any(Number), text: sentence }],
      cycle: [],
    });
  });

  test('join of a process that waits for an item: both are told, and the edges of the cycle', () => {
    const { story, main, children } = family('Process-1');
    const q = story.queue('q', [main, children[0]!]);
    story.wait(children[0]!, q, 'get', 5);
    story.wait(main, children[0]!.object, 'join', 12);
    expect(story.finding.title).toBe(
      'Deadlock: Process-1 and MainProcess wait for each other: ' +
        'Process-1 for an item of `q`, MainProcess for the end of Process-1.',
    );
    expect(story.finding.message.split('\n')).toEqual([
      'No process of this run can ever go on.',
      'Process-1 waits at main.ts:5 for an item of `q`; only MainProcess could put one, and it waits itself.',
      'MainProcess waits at main.ts:12 for the end of Process-1.',
    ]);
    expect(story.finding.cure).toBe(
      'Put what it waits for, put a sentinel when nothing more will come, or wait with get({ timeout }). ' +
        'Give the process that is joined what it waits for before joining it.',
    );
    expect(story.finding.cycle).toEqual([
      { from: 2, to: 1, object: q.id },
      { from: 1, to: 2, object: children[0]!.object.id },
    ]);
  });

  test('put on a full queue that nobody gets from', () => {
    const { story, main } = family();
    const q = story.queue('tasks', [main], 'Queue', { maxsize: 2 });
    for (const line of [3, 4]) story.wait(main, q, 'put', line);
    story.wait(main, q, 'put', 5);
    expect(story.finding.title).toBe(
      'Deadlock: MainProcess waits at main.ts:5 for room in `tasks` (2 items, full); nobody is left who could take one.',
    );
    expect(story.finding.cure).toBe('Let somebody get from it, or give the queue a greater maxsize.');
  });

  test('put on a queue whose bytes are the limit', () => {
    const { story, main } = family();
    const q = story.queue('tasks', [main], 'Queue', { maxsize: 9, maxBytes: 100 });
    for (const line of [3, 4, 5]) story.wait(main, q, 'put', line, { bytes: 40 });
    expect(story.finding.title).toBe(
      'Deadlock: MainProcess waits at main.ts:5 for room in `tasks` (2 items, which take 80 bytes of at most 100); ' +
        'nobody is left who could take one.',
    );
    expect(story.finding.cure).toBe('Let somebody get from it, or give the queue a greater maxBytes.');
  });

  test('JoinableQueue.join with tasks that nobody marks as done', () => {
    const { story, main, children } = family('Worker-1');
    const q = story.queue('tasks', [main, children[0]!], 'JoinableQueue');
    for (const line of [3, 4]) story.wait(main, q, 'put', line);
    const get = story.wait(children[0]!, q, 'get', 8);
    story.kernel.take(get, 0);
    story.wait(main, q, 'join', 5);
    expect(story.stuck).toEqual([]);
    story.end(children[0]!);
    expect(story.finding.title).toBe(
      'Deadlock: MainProcess waits at main.ts:5 for the end of all tasks of `tasks` (2 unfinished); ' +
        'nobody is left who could call taskDone().',
    );
    expect(story.finding.cure).toBe('Call taskDone() once for every item that was got.');
  });

  test('two that get from one another, and three round a ring', () => {
    const { story, main, children } = family('A', 'B', 'C');
    const [a, b, c] = children as [ProcessEntry, ProcessEntry, ProcessEntry];
    const ring = [story.queue('x', [a, b]), story.queue('y', [b, c]), story.queue('z', [c, a])] as const;
    for (const queue of ring) story.kernel.letGo(main.id, queue);
    story.end(main);
    story.wait(a, ring[0], 'get', 1);
    story.wait(b, ring[1], 'get', 2);
    expect(story.stuck).toEqual([]);
    story.wait(c, ring[2], 'get', 3);
    expect(story.finding.title).toBe('Deadlock: A waits for B, B for C and C for A.');
    expect(story.finding.message.split('\n').slice(1)).toEqual([
      'A waits at main.ts:1 for an item of `x`; only B could put one, and it waits itself.',
      'B waits at main.ts:2 for an item of `y`; only C could put one, and it waits itself.',
      'C waits at main.ts:3 for an item of `z`; only A could put one, and it waits itself.',
    ]);
  });

  test('names all who could have helped when there are several', () => {
    const { story, main, children } = family('A', 'B');
    const [a, b] = children as [ProcessEntry, ProcessEntry];
    const q = story.queue('q', [main, ...children]);
    story.wait(main, q, 'get', 1);
    story.wait(a, b.object, 'join', 2);
    story.wait(b, a.object, 'join', 3);
    expect(story.finding.title).toBe('Deadlock: A and B wait for each other: A for the end of B, B for the end of A.');
    expect(story.finding.message.split('\n').at(-1)).toBe(
      'Because of that MainProcess (at main.ts:1) cannot go on either.',
    );
    expect(story.finding.cycle).toHaveLength(2);
  });

  test('who waits for the same thing at the same line is told in one sentence, and is nobody who could help', () => {
    const { story, main, children } = family('A', 'B', 'C');
    const q = story.queue('q', [main, ...children]);
    for (const process of children) story.wait(process, q, 'get', 8);
    story.wait(main, children[0]!.object, 'join', 20);
    const { title, message, places, cycle } = story.finding;
    expect(title).toBe(
      'Deadlock: A, B, C and MainProcess wait for each other: ' +
        'A, B and C for an item of `q`, MainProcess for the end of A.',
    );
    expect(message.split('\n').slice(1)).toEqual([
      'A, B and C wait at main.ts:8 for an item of `q`; only MainProcess could put one, and it waits itself.',
      'MainProcess waits at main.ts:20 for the end of A.',
    ]);
    expect(places.map(({ process }) => process)).toEqual([2, 3, 4, 1]);
    expect(cycle.map(({ from, to }) => [from, to])).toEqual([
      [2, 1],
      [1, 2],
      [3, 1],
      [4, 1],
    ]);
  });

  test('a producer that was killed is named, also where another one could still help', () => {
    const { story, main, children } = family('consumer', 'producer');
    const q = story.queue('q', [main, ...children]);
    story.wait(children[0]!, q, 'get', 8);
    story.wait(main, children[0]!.object, 'join', 20);
    story.kernel.processEnded(children[1]!.id, -9);
    expect(story.finding.message.split('\n')[1]).toBe(
      'consumer waits at main.ts:8 for an item of `q`; only MainProcess could put one, and it waits itself. ' +
        'producer, which could have, was killed by signal 9.',
    );
  });

  test('a lock: only its holder is asked for, and who holds it himself is told so', () => {
    const { story, main, children } = family('A', 'B');
    const [a, b] = children as [ProcessEntry, ProcessEntry];
    const [left, right] = [story.queue('left', [main, a, b], 'Lock'), story.queue('right', [main, a, b], 'Lock')];
    for (const [process, lock] of [
      [a, left],
      [b, right],
    ] as const) {
      story.kernel.take(story.wait(process, lock, 'acquire', 1), 0);
    }
    story.wait(a, right, 'acquire', 2);
    story.wait(b, left, 'acquire', 3);
    story.wait(main, a.object, 'join', 9);
    const { title, message, cycle } = story.finding;
    expect(title).toBe('Deadlock: A and B wait for each other: A for `right` (held by B), B for `left` (held by A).');
    expect(message.split('\n').at(-1)).toBe('Because of that MainProcess (at main.ts:9) cannot go on either.');
    expect(cycle.map(({ from, to }) => [from, to])).toEqual([
      [2, 3],
      [3, 2],
    ]);
    const own = family();
    const lock = own.story.queue('lock', [own.main], 'Lock');
    own.story.kernel.take(own.story.wait(own.main, lock, 'acquire', 1), 0);
    own.story.wait(own.main, lock, 'acquire', 2);
    expect(own.story.finding.title).toBe('Deadlock: MainProcess waits at main.ts:2 for `lock`, which it holds itself.');
    expect(own.story.finding.cure).toContain('make it an RLock');
  });

  test('a process with several pending calls is stuck only when none of them can end', () => {
    const { story, main, children } = family('A');
    const [free, lost] = [story.queue('free', [main, children[0]!]), story.queue('lost', [main])];
    story.wait(main, lost, 'get', 1);
    story.wait(main, free, 'get', 2);
    story.wait(children[0]!, free, 'get', 3, { timeout: 1000 });
    expect(story.stuck).toEqual([]);
    story.end(children[0]!);
    expect(story.finding.places.map(({ text }) => text)).toEqual([
      'MainProcess waits at main.ts:1 for an item of `lost`; nobody is left who could put one.',
      'MainProcess waits at main.ts:2 for an item of `free`; nobody is left who could put one.',
    ]);
  });
});

describe('a deadlock of some', () => {
  test('two that wait for one another while a third lives are told without the third', () => {
    const { story, main, children } = family('A', 'B');
    const [a, b] = children as [ProcessEntry, ProcessEntry];
    const [x, y] = [story.queue('x', [a, b]), story.queue('y', [a, b])];
    story.wait(a, x, 'get', 1);
    story.wait(b, y, 'get', 2);
    expect(story.stuck).toEqual(['A', 'B']);
    expect(main.state).toBe('live');
    const { id, title, message } = story.finding;
    expect(id).toBe('partial-deadlock');
    expect(title).toBe('Stuck for good: A and B wait for each other: A for an item of `x`, B for an item of `y`.');
    expect(message.split('\n')[0]).toBe('A and B can never go on, whatever the other processes do.');
  });

  test('a circle of locks is told though a third has handles of them; who waits for his own may be let in by it', () => {
    const { story, main, children } = family('A', 'B', 'C');
    const [a, b, c] = children as [ProcessEntry, ProcessEntry, ProcessEntry];
    const locks = ['left', 'right', 'own'].map((name) => story.queue(name, [main, ...children], 'Lock'));
    const [left, right, own] = locks as [KernelObject, KernelObject, KernelObject];
    const held: [ProcessEntry, KernelObject][] = [
      [a, left],
      [b, right],
      [c, own],
    ];
    for (const [process, lock] of held) story.kernel.take(story.wait(process, lock, 'acquire', 1), 0);
    story.wait(c, own, 'acquire', 2);
    story.wait(a, right, 'acquire', 3);
    expect(story.stuck).toEqual([]);
    story.wait(b, left, 'acquire', 4);
    expect(story.stuck).toEqual(['A', 'B']);
    expect(story.finding.id).toBe('partial-deadlock');
  });

  test('a third that holds a handle is hope, until it closes it', () => {
    const { story, main, children } = family('A');
    const q = story.queue('q', [main, children[0]!]);
    story.wait(children[0]!, q, 'get', 1);
    expect(story.stuck).toEqual([]);
    story.kernel.letGo(main.id, q);
    expect(story.stuck).toEqual(['A']);
  });
});

describe('hope', () => {
  test('a timeout anywhere among those who wait', () => {
    const { story, main, children } = family('A');
    const q = story.queue('q', [main, children[0]!]);
    story.wait(children[0]!, q, 'get', 1);
    story.wait(main, children[0]!.object, 'join', 2, { timeout: 1e12 });
    expect(story.stuck).toEqual([]);
  });

  test('somebody who sleeps', () => {
    const { story, main, children } = family('A');
    const q = story.queue('q', [main, children[0]!]);
    story.wait(children[0]!, q, 'get', 1);
    story.wait(main, main.object, 'sleep', 2, { timeout: 5e9 });
    expect(story.stuck).toEqual([]);
  });

  test('a process that is still starting', () => {
    const { story, main } = family();
    const q = story.queue('q', [main]);
    story.wait(main, q, 'get', 1);
    expect(story.stuck).toEqual(['MainProcess']);
    const rule = main.object.rule;
    const child = story.kernel.createProcess(rule, { name: 'A', parent: 1, daemon: false, site: 0, at: 0 });
    story.kernel.hold(child.id, q);
    expect(story.stuck).toEqual([]);
  });

  test('a handle that lies inside a message, and one inside a message of that queue', () => {
    const { story, main, children } = family('A', 'B');
    const [a, b] = children as [ProcessEntry, ProcessEntry];
    const wanted = story.queue('wanted', [a]);
    const [inner, outer] = [story.queue('inner', [a]), story.queue('outer', [a, b])];
    story.wait(a, inner, 'put', 1, { handles: [wanted] });
    story.wait(a, outer, 'put', 2, { handles: [inner] });
    for (const queue of [inner, outer]) story.kernel.letGo(a.id, queue);
    story.end(main);
    story.wait(a, wanted, 'get', 3);
    expect(story.stuck).toEqual([]);
    story.kernel.letGo(b.id, outer);
    expect(story.stuck).toEqual(['A']);
  });

  test('a handle on its way: in an item that was granted and is not taken yet, or in a put that still waits', () => {
    const { story, main, children } = family('A', 'B');
    const [a, b] = children as [ProcessEntry, ProcessEntry];
    const wanted = story.queue('wanted', [a, main]);
    const mail = story.queue('mail', [main, b], 'Queue', { maxsize: 1 });
    story.wait(main, mail, 'put', 1);
    const put = story.wait(main, mail, 'put', 2, { handles: [wanted] });
    story.kernel.letGo(main.id, wanted);
    story.wait(a, wanted, 'get', 3);
    expect([put.state, ...story.stuck]).toEqual(['waiting']);
    story.kernel.take(story.wait(b, mail, 'get', 4), 0);
    story.drain();
    const get = story.wait(b, mail, 'get', 5);
    story.end(main);
    expect([get.state, ...story.stuck]).toEqual(['granted']);
    story.kernel.take(get, 0);
    expect([...wanted.holders].sort()).toEqual([a.id, b.id]);
    story.end(b);
    expect(story.stuck).toEqual(['A']);
  });

  test('an item that was granted and not taken: its getter goes on', () => {
    const { story, main } = family();
    const q = story.queue('q', [main]);
    const get = story.wait(main, q, 'get', 1);
    expect(story.stuck).toEqual(['MainProcess']);
    story.wait(main, q, 'put', 2);
    expect([get.state, ...story.stuck]).toEqual(['granted']);
  });

  test('a message that another receiver was given and has not taken: it may come back, or be the last before the end of file', () => {
    const { story, main, children } = family('A', 'B');
    const [a, b] = children as [ProcessEntry, ProcessEntry];
    const [r, w] = story.pipe(main);
    for (const { id } of [a, b]) story.kernel.hold(id, r);
    story.wait(main, w, 'send', 1);
    const got = story.wait(a, r, 'recv', 2);
    const waits = story.wait(b, r, 'recv', 2);
    story.kernel.letGo(main.id, w);
    expect([got.state, waits.state, ...story.stuck]).toEqual(['granted', 'waiting']);
    story.kernel.take(got, 0);
    expect(waits.state).toBe('ended');
  });
});
