// What could be gained is said for the cores of the machine that ran it, and nothing where it has not enough of them.

import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../src/analysis/analysis.ts';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { neverOverlap } from '../../src/analysis/processes/never-overlap.ts';
import { bottleneck } from '../../src/analysis/speed/bottleneck.ts';
import { TraceDrawing } from '../helpers/draw-trace.ts';

const found = (drawing: TraceDrawing, analysis: Analysis) => new Analyzer(drawing.trace(), [analysis]).findings(true);

/** Three children of 400 ms each, one after the other; of these they sleep some. */
function inARow(cores: number | undefined, asleep = 0): TraceDrawing {
  const d = new TraceDrawing(cores === undefined ? {} : { cores });
  const main = d.at(0).process('MainProcess');
  d.begin(main);
  for (const from of [10, 500, 1000]) {
    const child = d.at(from).process(`P-${from}`, { parent: main, site: 'a.ts:1:1' });
    d.start(main, child, 'a.ts:2:3');
    d.begin(child);
    const join = d.join(main, child, 'a.ts:3:3');
    if (asleep > 0) {
      const sleep = d.sleep(child, 'a.ts:9:9');
      d.at(from + asleep).unblock(sleep, 0);
      d.end(sleep);
    }
    d.at(from + 400).exit(child);
    d.unblock(join, child);
    d.end(join);
  }
  d.at(1500).exit(main);
  return d;
}

describe('processes that never overlap', () => {
  const gain = (drawing: TraceDrawing) =>
    found(drawing, neverOverlap).map(({ message }) => /up to (\d+) ms/.exec(message)?.[1]);

  test('gain at most what the cores allow', () => {
    expect(gain(inARow(undefined))).toEqual(['800']);
    expect(gain(inARow(4))).toEqual(['800']);
    expect(gain(inARow(2))).toEqual(['600']);
    expect(gain(inARow(1))).toEqual([]);
  });

  test('need no core while they sleep', () => {
    expect(gain(inARow(1, 300))).toEqual(['800']);
  });
});

/** One puts, `takers` take 5 ms for each item; there is hardly ever room. */
function full(cores: number, takers: number): TraceDrawing {
  const d = new TraceDrawing({ cores });
  const main = d.at(0).process('MainProcess');
  d.begin(main);
  const q = d.queue(main, 'q', 'a.ts:1:1', { capacity: 2 });
  const all = Array.from({ length: takers }, (_, i) => d.process(`Taker-${i}`, { parent: main }));
  for (const one of all) d.begin(one);
  for (let item = 0; item < 200; item++) {
    const put = d.at(item * 5).call(main, q, 'put', 'a.ts:2:3', { message: d.message() });
    d.block(put, 'full', 2);
    d.at(item * 5 + 4).unblock(put, all[item % takers] ?? 0);
    d.end(put, 'return', { size: 2 });
    const get = d.call(all[item % takers] ?? 0, q, 'get', 'a.ts:5:3');
    d.end(get, 'return', { size: 1 });
  }
  d.at(1010).exit(main);
  return d;
}

describe('a queue that bounds the run', () => {
  const said = (drawing: TraceDrawing) => found(drawing, bottleneck).map(({ message, cure }) => `${message} ${cure}`);

  test('wants more processes only where there are cores for them', () => {
    const [room] = said(full(4, 2));
    expect(room).toMatch(/With one more process that takes, .* Let more processes take from `q`/);
    const [none] = said(full(2, 2));
    expect(none).toMatch(/as many of them as cores \(2\).* Do less for each item; a greater maxsize gains nothing/);
    expect(none).not.toContain('one more process that takes');
  });
});
