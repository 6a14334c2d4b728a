// Happens-before over every kind of edge: asked at the last event of a story, does a process know of an earlier one?

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Analysis, Watcher } from '../../src/analysis/analysis.ts';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { analyses } from '../../src/analysis/index.ts';
import type { Step } from '../../src/analysis/step.ts';
import { blankRow, type TraceRow } from '../../src/trace/event.ts';
import type { Trace } from '../../src/trace/trace.ts';
import { TraceDrawing } from '../helpers/draw-trace.ts';
import { boundedQueue, fourProcesses, greeting } from '../helpers/stories.ts';
import { pipeline } from '../webview/pipeline.ts';

const noValue = 999;
/** The numbers that objects have that a story makes first. */
const firstObject = 4;

interface Answer {
  must: boolean;
  seen: boolean;
  /** By what must be and by shared values; absent where there are none. */
  told?: boolean;
}

/** Remembers a call named `first`, and answers at a call named `last`: was it before, by what must be and by what was seen? */
function ask(
  draw: (d: TraceDrawing, main: number, a: number, b: number) => void,
  { inQuestion = noValue } = {},
): Answer {
  const d = new TraceDrawing();
  const main = d.at(0).process('MainProcess');
  d.begin(main);
  const [a, b] = ['A', 'B'].map((name) => d.process(name, { parent: main })) as [number, number];
  draw(d, main, a, b);
  let answer: Answer | undefined;
  const analysis: Analysis = {
    id: 'asks',
    title: '',
    watch(run) {
      let known: Step | undefined;
      return {
        called(step) {
          // beside a value that the story does not touch every order counts
          const seen = run.keepBeside(inQuestion);
          if (step.op === 'first') known = step;
          if (step.op !== 'last' || !known || !seen) return;
          const { process, seq } = known;
          answer = { must: run.order.knows(step.process, process, seq), seen: seen.knows(step.process, process, seq) };
          if (run.told) answer.told = run.told.knows(step.process, process, seq);
        },
        findings: () => [],
      } satisfies Watcher;
    },
  };
  new Analyzer(d.trace(), [analysis]).findings(true);
  if (!answer) throw new Error('the story has no last');
  return answer;
}

/** Both begin beside one another; then A does something first, and B something last. */
function beside(
  type: string,
  between: (d: TraceDrawing, object: number, a: number, b: number) => void,
  { permits = 1, inQuestion = noValue } = {},
) {
  const draw = (d: TraceDrawing, main: number, a: number, b: number) => {
    const object = d.queue(main, 'x', 'a.ts:1', { type });
    const created = d.rows.at(-1);
    if (created) created.size = permits;
    for (const child of [a, b]) d.start(main, child, 'a.ts:2');
    for (const child of [a, b]) d.begin(child);
    d.end(d.call(a, 0, 'first', 'a.ts:3'));
    between(d, object, a, b);
    d.end(d.call(b, 0, 'last', 'a.ts:9'));
  };
  return ask(draw, { inQuestion });
}

/** Main has two ends of a pipe and starts A and B with them; A does something, and `between` follows. */
function besidePipe(between: (d: TraceDrawing, ends: { r: number; w: number }, a: number, b: number) => void) {
  return ask((d, main, a, b) => {
    const [r, w] = ['r', 'w'].map((name) => d.queue(main, name, 'a.ts:1', { type: 'Connection' })) as [number, number];
    for (const child of [a, b]) d.start(main, child, 'a.ts:2');
    for (const child of [a, b]) d.begin(child);
    d.end(d.call(a, 0, 'first', 'a.ts:3'));
    between(d, { r, w }, a, b);
    d.end(d.call(b, 0, 'last', 'a.ts:9'));
  });
}

const failed = (d: TraceDrawing, process: number, object: number, op: string, text: string) =>
  d.end(d.call(process, object, op, 'a.ts:6'), 'error', { text });

const done = (d: TraceDrawing, process: number, object: number, op: string, extra = {}) =>
  d.end(d.call(process, object, op, 'a.ts:5'), 'return', extra);

describe('what one process did is known to another', () => {
  test('not without anything between them', () => {
    expect(beside('Queue', () => {})).toEqual({ must: false, seen: false });
  });

  test.each([
    ['Queue', 'get'],
    ['JoinableQueue', 'get'],
    ['SimpleQueue', 'get'],
    ['Connection', 'recv'],
    ['Pool', 'task'],
  ])('by a message through a %s', (type, receive) => {
    const answer = beside(type, (d, q, a, b) => {
      const message = d.put(a, q, '1', 'a.ts:4', 1);
      done(d, b, q, receive, { message, size: 0 });
    });
    expect(answer).toEqual({ must: true, seen: true });
  });

  test('not by a message that was put before', () => {
    const answer = ask((d, main, a, b) => {
      const q = d.queue(main, 'q', 'a.ts:1');
      for (const child of [a, b]) d.start(main, child, 'a.ts:2');
      for (const child of [a, b]) d.begin(child);
      const message = d.put(a, q, '1', 'a.ts:4', 1);
      d.end(d.call(a, 0, 'first', 'a.ts:3'));
      done(d, b, q, 'get', { message, size: 0 });
      d.end(d.call(b, 0, 'last', 'a.ts:9'));
    });
    expect(answer).toEqual({ must: false, seen: false });
  });

  test('by room that was made for a put that waited', () => {
    const answer = beside('Queue', (d, q, a, b) => {
      const before = d.put(b, q, '0', 'a.ts:4', 1);
      const message = d.message();
      const put = d.call(b, q, 'put', 'a.ts:6', { message });
      d.block(put, 'full', 1);
      done(d, a, q, 'get', { message: before, size: 0 });
      d.unblock(put, a, { message, size: 1 });
      d.end(put, 'return', { message, size: 1 });
    });
    expect(answer).toEqual({ must: true, seen: true });
  });

  test.each([
    'Lock',
    'RLock',
    'Semaphore',
  ])('by a %s only as it was seen: another run may give it to the other first', (type) => {
    const answer = beside(type, (d, lock, a, b) => {
      done(d, a, lock, 'acquire', { size: 0 });
      done(d, a, lock, 'release', { size: 1 });
      done(d, b, lock, 'acquire', { size: 0 });
    });
    expect(answer).toEqual({ must: false, seen: true });
  });

  test('by a semaphore that began with nothing: somebody must have released it', () => {
    const answer = beside(
      'Semaphore',
      (d, there, a, b) => {
        const acquire = d.call(b, there, 'acquire', 'a.ts:4');
        d.block(acquire, 'zero', 0);
        done(d, a, there, 'release', { size: 1 });
        d.unblock(acquire, a, { size: 0 });
        d.end(acquire, 'return', { size: 0 });
      },
      { permits: 0 },
    );
    expect(answer).toEqual({ must: true, seen: true });
  });

  test.each([
    ['Event', 'set', 'wait', 1, true],
    ['Event', 'set', 'isSet', 1, true],
    ['Event', 'set', 'isSet', 0, false],
    ['Condition', 'notify', 'wait', 1, true],
    ['JoinableQueue', 'taskDone', 'join', 1, true],
    ['JoinableQueue', 'taskDone', 'join', 0, false],
    ['Barrier', 'wait', 'wait', 0, true],
  ])('by a %s: %s, then %s that answers %i: %s', (type, passes, takes, code, is) => {
    const answer = beside(type, (d, object, a, b) => {
      done(d, a, object, passes);
      done(d, b, object, takes, { code });
    });
    expect(answer).toEqual({ must: is, seen: is });
  });

  test('by the start of a process, and by its end to who joins it', () => {
    const started = ask((d, main, a) => {
      d.end(d.call(main, 0, 'first', 'a.ts:3'));
      d.start(main, a, 'a.ts:2');
      d.begin(a);
      d.end(d.call(a, 0, 'last', 'a.ts:9'));
    });
    const joined = ask((d, main, a) => {
      d.start(main, a, 'a.ts:2');
      d.begin(a);
      d.end(d.call(a, 0, 'first', 'a.ts:3'));
      d.exit(a);
      d.end(d.call(main, 2, 'join', 'a.ts:4'), 'return', { code: 1 });
      d.end(d.call(main, 0, 'last', 'a.ts:9'));
    });
    expect([started, joined]).toEqual(Array(2).fill({ must: true, seen: true }));
  });
});

describe('what is known at a barrier', () => {
  const wait = (d: TraceDrawing, process: number, barrier: number) => d.call(process, barrier, 'wait', 'a.ts:5');

  test('in its action: all that those had done who have come', () => {
    const answer = beside('Barrier', (d, barrier, a, b) => {
      d.block(wait(d, a, barrier), 'barrier', 1);
      wait(d, b, barrier);
    });
    expect(answer).toEqual({ must: true, seen: true });
  });

  test('by those who are let go: what the action did', () => {
    const answer = ask((d, main, a, b) => {
      const barrier = d.queue(main, 'x', 'a.ts:1', { type: 'Barrier' });
      const waits = wait(d, b, barrier);
      d.block(waits, 'barrier', 1);
      wait(d, a, barrier);
      d.end(d.call(a, 0, 'first', 'a.ts:3'));
      done(d, a, barrier, 'open');
      d.unblock(waits, a);
      d.end(d.call(b, 0, 'last', 'a.ts:9'));
    });
    expect(answer).toEqual({ must: true, seen: true });
  });

  test('nothing by who still waits there and does something else meanwhile', () => {
    const answer = beside('Barrier', (d, barrier, a, b) => {
      d.block(wait(d, a, barrier), 'barrier', 1);
      d.block(wait(d, b, barrier), 'barrier', 2);
    });
    expect(answer).toEqual({ must: false, seen: false });
  });

  test('by who is told that it is broken: what they had done who broke it', () => {
    const answer = beside('Barrier', (d, barrier, a, b) => {
      done(d, a, barrier, 'abort');
      failed(d, b, barrier, 'wait', 'BrokenBarrierError');
    });
    expect(answer).toEqual({ must: true, seen: true });
  });
});

describe('a wait for several things tells', () => {
  const waits = (text: string, isEnded: boolean) =>
    besidePipe((d, { w }, a, b) => {
      if (isEnded) d.exit(a);
      else d.end(d.call(a, w, 'send', 'a.ts:4', { message: d.message(), text: '1' }));
      d.end(d.call(b, 3, 'wait', 'a.ts:5', { text }));
    });

  test.each([
    ['of a process that has ended', 'A', true, true],
    ['of a message that lies there', 'r, B', false, true],
    ['all where its text is cut', 'MainProcess…', true, true],
    ['nothing of a process that it was not for', 'r', true, false],
    ['nothing of a message at another end', 'w', false, false],
  ])('%s', (_what, text, isEnded, is) => {
    expect(waits(text, isEnded)).toEqual({ must: is, seen: is });
  });
});

describe('the end of a file tells', () => {
  const eof = (before: (d: TraceDrawing, w: number, a: number) => void, error = 'EOFError') =>
    besidePipe((d, { r, w }, a, b) => {
      before(d, w, a);
      failed(d, b, r, 'recv', error);
    });

  test('of those who have sent', () => {
    const send = (d: TraceDrawing, w: number, a: number) =>
      d.end(d.call(a, w, 'send', 'a.ts:4', { message: d.message() }));
    // it has closed its end behind that
    expect(eof((d, w, a) => [send(d, w, a), d.end(d.call(a, 0, 'first', 'a.ts:3'))])).toEqual({
      must: true,
      seen: true,
    });
  });

  test('of those who have ended', () => {
    expect(eof((d, _w, a) => d.exit(a))).toEqual({ must: true, seen: true });
  });

  test('as it was seen also of those who may have held the other end, for nobody sees them close it', () => {
    expect(eof(() => {})).toEqual({ must: false, seen: true });
  });

  test('nothing where it is another error', () => {
    expect(eof((d, _w, a) => d.exit(a), 'TypeError')).toEqual({ must: false, seen: false });
  });
});

describe('questions tell what was seen and nothing that must be', () => {
  test.each([
    ['Queue', 'put', 'empty', 0, true],
    ['Queue', 'put', 'empty', 1, false],
    ['Queue', 'get', 'empty', 0, false],
    ['Queue', 'get', 'empty', 1, true],
    ['SimpleQueue', 'put', 'empty', 0, true],
    ['Queue', 'put', 'full', 1, true],
    ['Queue', 'get', 'full', 1, false],
    ['Queue', 'get', 'full', 0, true],
    ['Queue', 'put', 'qsize', 1, true],
    ['Queue', 'get', 'qsize', 1, true],
    ['Queue', 'get', 'get', 0, false],
    ['Queue', 'put', 'put', 0, false],
    ['Semaphore', 'release', 'getValue', 1, true],
    ['Semaphore', 'acquire', 'getValue', 0, true],
    ['Event', 'clear', 'isSet', 0, true],
    ['DictProxy', 'set', 'get', 0, true],
    ['ListProxy', 'push', 'pop', 0, true],
    ['DictProxy', 'get', 'get', 0, false],
    ['Barrier', 'wait', 'waiting', 1, true],
  ])('of a %s: %s, then %s that answers %i: %s', (type, before, asks, code, is) => {
    const sends = ['put', 'set', 'push'].includes(before);
    const answer = beside(type, (d, object, a, b) => {
      const message = sends || (type.endsWith('Proxy') && before === 'get') ? d.message() : 0;
      d.end(d.call(a, object, before, 'a.ts:4', { message }), 'return', { size: 5 });
      d.end(d.call(b, object, asks, 'a.ts:5', { message: type.endsWith('Proxy') ? d.message() : 0 }), 'return', {
        code,
        size: 5,
      });
    });
    expect(answer).toEqual({ must: false, seen: is });
  });

  test('of a connection: poll() that finds what was sent', () => {
    const poll = (code: number) =>
      besidePipe((d, { r, w }, a, b) => {
        d.end(d.call(a, w, 'send', 'a.ts:4', { message: d.message() }));
        done(d, b, r, 'poll', { code });
      });
    expect([poll(1), poll(0)]).toEqual([
      { must: false, seen: true },
      { must: false, seen: false },
    ]);
  });

  test.each([
    ['Lock', 'acquire', 'acquire', true],
    ['Queue', 'get', 'get', true],
    ['Queue', 'put', 'put', true],
    ['Queue', 'put', 'get', false],
    ['Event', 'clear', 'wait', true],
  ])('so does an attempt at a %s that came to nothing: %s, then %s: %s', (type, before, tries, is) => {
    const answer = beside(type, (d, object, a, b) => {
      d.end(d.call(a, object, before, 'a.ts:4', { message: before === 'put' ? d.message() : 0 }), 'return', {
        size: 0,
      });
      d.end(d.call(b, object, tries, 'a.ts:5', { code: 1 }), 'timeout');
    });
    expect(answer).toEqual({ must: false, seen: is });
  });
});

test('who is told that a queue was shut down knows of who did that', () => {
  const answer = beside('Queue', (d, queue, a, b) => {
    done(d, a, queue, 'shutdown');
    failed(d, b, queue, 'get', 'QueueShutDownError');
  });
  expect(answer).toEqual({ must: true, seen: true });
});

test.each([
  [2, false],
  [0, true],
])('an acquire that leaves %i of three permits tells of who released one before: %s', (left, is) => {
  const answer = beside(
    'Semaphore',
    (d, object, a, b) => {
      done(d, a, object, 'release', { size: 3 });
      done(d, b, object, 'acquire', { size: left });
    },
    { permits: 3 },
  );
  expect(answer).toEqual({ must: false, seen: is });
});

describe('who reads a shared value', () => {
  const reads = (inQuestion?: number) =>
    beside(
      'Value',
      (d, value, a, b) => {
        done(d, a, value, 'set', { text: '1' });
        done(d, b, value, 'get');
      },
      inQuestion === undefined ? {} : { inQuestion },
    );

  test('knows of who has written it, though that must not be', () => {
    expect(reads()).toEqual({ must: false, seen: true, told: true });
  });

  test('does not where that very value is in question', () => {
    expect(reads(firstObject)).toEqual({ must: false, seen: false, told: true });
  });

  test('knows of it over several hops', () => {
    const answer = ask((d, main, a, b) => {
      const value = d.queue(main, 'v', 'a.ts:1', { type: 'Value' });
      const said = d.queue(main, 'e', 'a.ts:1', { type: 'Event' });
      for (const child of [a, b]) d.start(main, child, 'a.ts:2');
      for (const child of [a, b]) d.begin(child);
      d.end(d.call(a, 0, 'first', 'a.ts:3'));
      done(d, a, value, 'set', { text: '1' });
      done(d, main, value, 'get');
      done(d, main, said, 'set');
      done(d, b, said, 'wait', { code: 1 });
      d.end(d.call(b, 0, 'last', 'a.ts:9'));
    });
    expect(answer).toEqual({ must: false, seen: true, told: true });
  });

  test('does not by its lock where it is in question', () => {
    const answer = ask(
      (d, main, a, b) => {
        const lock = d.queue(main, 'v.lock', 'a.ts:1', { type: 'RLock' });
        d.queue(main, 'v', 'a.ts:1', { type: 'Value' });
        for (const child of [a, b]) d.start(main, child, 'a.ts:2');
        for (const child of [a, b]) d.begin(child);
        d.end(d.call(a, 0, 'first', 'a.ts:3'));
        for (const child of [a, b]) for (const op of ['acquire', 'release']) done(d, child, lock, op, { size: 1 });
        d.end(d.call(b, 0, 'last', 'a.ts:9'));
      },
      { inQuestion: firstObject + 1 },
    );
    expect(answer).toEqual({ must: false, seen: false, told: false });
  });
});

describe('the analyzer', () => {
  const stories = [boundedQueue, greeting, fourProcesses].map((story) => story().trace());
  const traces = [...stories, pipeline({ processes: 7, queues: 3, events: 3000 })];

  test('finds the same in a trace that grows as in the whole', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...traces),
        fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 30 }),
        (whole, steps) => {
          const rows = new TraceDrawing().trace();
          Object.assign(rows, { strings: whole.strings, sites: whole.sites, objects: whole.objects });
          for (const process of whole.processes)
            if (process) rows.processes[process.process] = { ...process, beginT: -1, exitT: -1 };
          const analyzer = new Analyzer(rows, analyses);
          let at = 0;
          const take = (to: number) => {
            for (; at < Math.min(to, whole.length); at++) rows.append(rowAt(whole, at));
            analyzer.findings(false);
          };
          for (const step of steps) take(at + step);
          take(whole.length);
          expect(analyzer.findings(true)).toEqual(new Analyzer(whole, analyses).findings(true));
        },
      ),
      { numRuns: 40 },
    );
  });
});

function rowAt(trace: Trace, index: number): TraceRow {
  const row = { ...blankRow };
  for (const name of Object.keys(blankRow) as (keyof TraceRow)[])
    if (name !== 'value') row[name] = trace[name].at(index);
  return row;
}
