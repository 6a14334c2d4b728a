// What a trace of an earlier version does not tell is not guessed.

import { describe, expect, test } from 'vitest';
import { allFindings } from '../../src/analysis/index.ts';
import { TraceDrawing } from '../helpers/draw-trace.ts';

const ids = (drawing: TraceDrawing) => allFindings(drawing.trace()).map(({ id }) => id);

/** Two processes add to an element of an array at the same time; `[0]` is what their calls say of it. */
function additions(elements: readonly [string, string]): TraceDrawing {
  const drawing = new TraceDrawing();
  const main = drawing.process('MainProcess');
  drawing.begin(main);
  const children = [drawing.process('Process-1', { parent: main }), drawing.process('Process-2', { parent: main })];
  for (const child of children) {
    drawing.start(main, child, 'sum.ts:1');
    drawing.begin(child);
  }
  const counts = drawing.queue(main, 'counts', 'sum.ts:2', { type: 'SharedArray' });
  for (const [index, child] of children.entries()) {
    drawing.end(drawing.call(child, counts, 'get', 'sum.ts:5', { text: elements[index] ?? '' }));
  }
  for (const [index, child] of children.entries()) {
    const text = elements[index] === '' ? '1' : `${elements[index]} = 1`;
    drawing.end(drawing.call(child, counts, 'set', 'sum.ts:6', { text }));
  }
  return drawing;
}

/** One process waits at a barrier until its time is over. */
function lonely(text: string): TraceDrawing {
  const drawing = new TraceDrawing();
  const main = drawing.process('MainProcess');
  drawing.begin(main);
  const barrier = drawing.queue(main, 'meeting', 'meet.ts:1', { type: 'Barrier' });
  const wait = drawing.call(main, barrier, 'wait', 'meet.ts:2', { text, code: 1 });
  drawing.block(wait, 'barrier', 1);
  drawing.end(wait, 'timeout');
  return drawing;
}

describe('the element of an array', () => {
  test('is told: the same one loses an update, another one does not', () => {
    expect(ids(additions(['[0]', '[0]']))).toEqual(['lost-update']);
    expect(ids(additions(['[0]', '[1]']))).toEqual([]);
  });

  test('is not told: there is no finding', () => {
    expect(ids(additions(['', '']))).toEqual([]);
  });
});

describe('how many a barrier waits for', () => {
  test('is told: too few is a finding', () => {
    expect(ids(lonely('for 2'))).toEqual(['barrier-incomplete']);
  });

  test('is not told: there is no finding', () => {
    expect(ids(lonely(''))).toEqual([]);
  });
});
