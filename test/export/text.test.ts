// The text swimlane: four stories as pictures, and what holds for every trace and every width.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textWidth } from '../../src/export/text/safe-text.ts';
import { text } from '../../src/export/text.ts';
import { Trace } from '../../src/trace/trace.ts';
import { tangledRows } from '../helpers/any-rows.ts';
import { TraceDrawing } from '../helpers/draw-trace.ts';
import { boundedQueue, deadlock, fourProcesses, greeting, lostUpdate } from '../helpers/stories.ts';

const told = Object.entries({ greeting, boundedQueue, deadlock, fourProcesses });
const sgr = new RegExp(`${String.fromCharCode(27)}\\[[0-9]*m`, 'g');

function drawn(trace: Trace, columns: number, more = {}): string {
  return text.write(trace, { columns, ...more }) as string;
}

describe('the text swimlane', () => {
  it.each(
    told.flatMap(([name, story]) => [60, 100, 150].map((columns) => ({ name, story, columns }))),
  )('draws $name in $columns columns as in its golden file', async ({ name, story, columns }) => {
    const trace = story().trace();
    // what analyses find is told in its own place, and changes with them
    const findings = trace.findings();
    await expect(drawn(trace, columns, { findings })).toMatchFileSnapshot(`golden/${name}-${columns}.txt`);
  });

  it('tells below the lanes what the analyses find too, or what it is given', () => {
    const trace = lostUpdate().trace();
    expect(trace.findings()).toEqual([]);
    expect(drawn(trace, 100)).toMatch(/\n\n✗ Process-2 wrote `counter` from an old value/);
    expect(drawn(trace, 100, { findings: [] })).not.toContain('✗');
  });

  it('leads an arrow from the put to the line on which the waiting get goes on', () => {
    expect(drawn(greeting().trace(), 100)).toMatch(/put q "Jimmy" ─+▶ ░ 4\.98 s, woken by MainProcess +greet\.ts:15/);
  });

  it('draws what an item that lay in the queue waited for, across the lanes between', () => {
    const story = fourProcesses();
    const message = story.at(90).put(1, 4, '"late"', 'share.ts:30:1', 1);
    const get = story.at(95).call(4, 4, 'get', 'share.ts:31:1');
    story.end(get, 'return', { message, size: 0 });
    const line = drawn(story.trace(), 150)
      .split('\n')
      .find((candidate) => candidate.includes('share.ts:31'));
    expect(line).toMatch(/^ 95\.00 +┄+▶ +get \S+ "late" +share\.ts:31$/);
  });

  it('begins the arrow of a putter that has ended on its empty lane', () => {
    const story = new TraceDrawing();
    const main = story.process('MainProcess');
    const child = story.process('Process-1', { parent: main });
    const q = story.queue(main, 'q', 'a.ts:1:1');
    story.begin(child);
    const message = story.put(child, q, '1', 'a.ts:2:1', 1);
    story.exit(child, 0);
    const get = story.call(main, q, 'get', 'a.ts:3:1');
    story.end(get, 'return', { message, size: 0 });
    const lines = drawn(story.trace(), 80).split('\n');
    const at = (lines[2] ?? '').indexOf('Process-1');
    const line = lines.find((candidate) => candidate.includes('a.ts:3'));
    expect(line?.slice(0, at + 2)).toMatch(/│ get q 1 ◀┄+ $/);
    expect(line?.charAt(at)).toBe('┄');
    expect(line?.charAt(at + 1)).toBe(' ');
  });

  it('leaves a long path its end and the lanes their room', () => {
    const story = new TraceDrawing();
    const main = story.process('MainProcess');
    story.mark(main, 'here', 'packages/very/deep/folder/of/a/large/workspace/consumer.ts:123:4');
    const line = drawn(story.trace(), 80)
      .split('\n')
      .find((candidate) => candidate.includes('here'));
    expect(line).toMatch(/mark here +…ace\/consumer\.ts:123$/);
    expect(line).toHaveLength(80);
  });

  it('has no line for time in which nothing happens', () => {
    const quick = greeting();
    const slow = greeting();
    quick.at(5100).mark(1, 'end', 'greet.ts:20:1');
    slow.at(5_000_000).mark(1, 'end', 'greet.ts:20:1');
    const lines = (story: TraceDrawing) => drawn(story.trace(), 100).split('\n').length;
    expect(lines(slow)).toBe(lines(quick));
  });

  it('says what a limit leaves out, and keeps the beginning and the end', () => {
    const limited = drawn(greeting().trace(), 100, { limit: 4 });
    expect(limited).toContain('⋮ 8 lines from 0.03 s to 5.04 s left out (a greater limit shows them)');
    expect(limited).toContain('new Queue q');
    expect(limited).toMatch(/5\.06 {2}┴ exit 0/);
    expect(limited).not.toContain('Jimmy" ─');
    expect(drawn(greeting().trace(), 100, { limit: 12 })).not.toContain('left out');
  });

  it('says what could not be read, and that a trace has no events', () => {
    expect(drawn(new Trace(), 80, { problem: 'The file is cut.' })).toBe(
      'a run without a description · 0 processes · 0 events · 0 µs\n\nNo events have been recorded.\n\n! The file is cut.\n',
    );
  });

  it('shows a printed text line by line, counts the rest, and says what the trace does not keep', () => {
    const story = new TraceDrawing();
    const main = story.process('MainProcess');
    story.print(main, Array.from({ length: 12 }, (_, i) => `line ${i}`).join('\n'));
    const trace = story.trace();
    trace.bytes.set(0, 5000);
    const shown = drawn(trace, 100);
    expect(shown).toContain('print line 0\n');
    expect(shown).toContain('│ … 4 more lines\n');
    expect(shown).toMatch(/… 49\d\d more bytes that the trace does not keep/);
  });
});

describe('for every trace, the text swimlane', () => {
  const traceOf = (rows: Parameters<Trace['append']>[0][]) => {
    const trace = new Trace();
    for (const row of rows) trace.append(row);
    return trace;
  };

  it('keeps to the width', () => {
    for (const [name, story] of told) {
      for (let columns = 40; columns <= 180; columns += 7) {
        for (const line of drawn(story().trace(), columns).split('\n')) {
          expect(textWidth(line), `${name} ${columns}: ${line}`).toBeLessThanOrEqual(columns);
        }
      }
    }
  });

  it('keeps to the width and hands no control character to the terminal, whatever the trace holds', () => {
    fc.assert(
      fc.property(tangledRows, fc.integer({ min: 40, max: 160 }), (rows, columns) => {
        const shown = drawn(traceOf(rows), columns);
        expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
        for (const line of shown.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(columns);
      }),
      { numRuns: 1000 },
    );
  });

  it.each(['valueOf', 'constructor', '__proto__'])('draws a method, a type and a wait of the name %s', (word) => {
    const d = new TraceDrawing();
    const main = d.at(0).process('MainProcess');
    d.begin(main);
    const object = d.queue(main, 'q', 'a.ts:1', { type: word });
    const lock = d.queue(main, 'l', 'a.ts:2', { type: 'Lock' });
    d.end(d.at(1).call(main, lock, 'acquire', 'a.ts:3'), 'return', { size: 0 });
    d.end(d.at(2).call(main, object, word, 'a.ts:4'), 'return', { code: 1 });
    const waits = d.at(3).call(main, object, word, 'a.ts:5');
    d.block(waits, word);
    d.at(9).unblock(waits, main);
    d.end(waits);
    expect(drawn(d.trace(), 90)).toContain(word);
  });

  it('in colour is the same text', () => {
    fc.assert(
      fc.property(tangledRows, (rows) => {
        const colored = drawn(traceOf(rows), 90, { color: true });
        expect(colored.replace(sgr, '')).toBe(drawn(traceOf(rows), 90));
      }),
    );
    expect(drawn(deadlock().trace(), 90, { color: true })).toContain('\u001b[31m✗');
  });
});
