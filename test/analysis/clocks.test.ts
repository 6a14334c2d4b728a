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

/** Remembers a call named `first`, and answers at a call named `last`: was it before, by what must be and by what was seen? */
function ask(draw: (d: TraceDrawing, main: number, a: number, b: number) => void): { must: boolean; seen: boolean } {
  const d = new TraceDrawing();
  const main = d.at(0).process('MainProcess');
  d.begin(main);
  const [a, b] = ['A', 'B'].map((name) => d.process(name, { parent: main })) as [number, number];
  draw(d, main, a, b);
  let answer: { must: boolean; seen: boolean } | undefined;
  let stampSeen = 0;
  const analysis: Analysis = {
    id: 'asks',
    title: '',
    watch(run) {
      const { seen } = run;
      let known: Step | undefined;
      return {
        called(step) {
          if (step.op === 'first') {
            known = step;
            stampSeen = seen.stamp(step.process);
          }
          if (step.op !== 'last' || !known) return;
          const { process, stamp } = known;
          answer = {
            must: run.order.knows(step.process, process, stamp),
            seen: seen.knows(step.process, process, stampSeen),
          };
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
  { permits = 1 } = {},
) {
  return ask((d, main, a, b) => {
    const object = d.queue(main, 'x', 'a.ts:1', { type });
    const created = d.rows.at(-1);
    if (created) created.size = permits;
    for (const child of [a, b]) d.start(main, child, 'a.ts:2');
    for (const child of [a, b]) d.begin(child);
    d.end(d.call(a, 0, 'first', 'a.ts:3'));
    between(d, object, a, b);
    d.end(d.call(b, 0, 'last', 'a.ts:9'));
  });
}

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
