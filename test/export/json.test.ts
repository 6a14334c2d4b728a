// The JSON export: one event a line, names instead of numbers, and only the fields that apply.

import { describe, expect, it } from 'vitest';
import type { ExportOptions } from '../../src/export/format.ts';
import { type JsonEvent, json } from '../../src/export/json.ts';
import { parseFinding } from '../../src/trace/check.ts';
import { rowKinds } from '../../src/trace/event.ts';
import type { Trace } from '../../src/trace/trace.ts';
import * as stories from '../helpers/stories.ts';

function linesOf(trace: Trace, options: ExportOptions = { findings: [] }): JsonEvent[] {
  const written = new TextDecoder().decode(json.write(trace, options) as Uint8Array);
  expect(written === '' || written.endsWith('\n')).toBe(true);
  return written
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as JsonEvent);
}

describe('the JSON export', () => {
  it('tells the greeting in the fields of the documentation', () => {
    const [main, child] = ['MainProcess', 'Process-1'];
    const operation = { process: child, object: 'q', op: 'get', operation: 2 };
    expect(linesOf(stories.greeting().trace()).slice(1, 19)).toEqual([
      { seq: 2, t: 31, kind: 'create', process: main, object: 'q', op: 'Queue', site: site(10, 13) },
      { seq: 3, t: 32, kind: 'start', process: main, object: child, site: site(12, 6) },
      { seq: 4, t: 38, kind: 'call', process: main, op: 'sleep', operation: 1, site: site(13, 9) },
      { seq: 5, t: 38, kind: 'block', process: main, op: 'sleep', operation: 1, reason: 'sleep' },
      { seq: 6, t: 61, kind: 'begin', process: child },
      { seq: 7, t: 62, kind: 'print', process: child, op: 'stdout', text: '(child process) Waiting for name...\n' },
      { seq: 8, t: 63, kind: 'call', ...operation, site: site(5, 24) },
      { seq: 9, t: 63, kind: 'block', ...operation, reason: 'empty', size: 0 },
      { seq: 10, t: 5038, kind: 'unblock', process: main, op: 'sleep', operation: 1 },
      { seq: 11, t: 5038, kind: 'return', process: main, op: 'sleep', operation: 1 },
      {
        seq: 12,
        t: 5039,
        kind: 'print',
        process: main,
        op: 'stdout',
        text: "(parent process) Ok, I'll send the name\n",
      },
      { ...put('call'), seq: 13, site: site(15, 5), text: '"Jimmy"' },
      { ...put('return'), seq: 14, size: 1 },
      { seq: 15, t: 5041, kind: 'unblock', ...operation, message: 1, by: main, size: 0 },
      { seq: 16, t: 5041, kind: 'return', ...operation, message: 1, size: 0 },
      { seq: 17, t: 5042, kind: 'print', process: child, op: 'stdout', text: '(child process) Well, hi Jimmy\n' },
      { seq: 18, t: 5050, kind: 'exit', process: child, code: 0 },
      { seq: 19, t: 5060, kind: 'exit', process: main, code: 0 },
    ]);
    function put(kind: string) {
      return { t: 5040, kind, process: main, object: 'q', op: 'put', operation: 3, message: 1 };
    }
    function site(line: number, column: number) {
      return { file: 'greet.ts', line, column };
    }
  });

  it('gives the answer of a question and the code of an end, also when they are 0', () => {
    const events = linesOf(stories.boundedQueue().trace());
    expect(events.find((event) => event.op === 'qsize' && event.kind === 'return')).toMatchObject({ code: 1 });
    expect(events.filter((event) => event.kind === 'exit').map((event) => event.code)).toEqual([1, 0]);
  });

  it('has one line for every event and only kinds of the vocabulary', () => {
    for (const story of [stories.deadlock(), stories.fourProcesses()]) {
      const events = linesOf(story.trace());
      expect(events).toHaveLength(story.trace().length);
      for (const event of events) expect(rowKinds).toContain(event.kind);
    }
  });

  it('has a line for each finding that the analyses make, behind the events and in the form of the kernel’s own', () => {
    const trace = stories.lostUpdate().trace();
    const more = linesOf(trace, {}).slice(trace.length);
    expect(more).toEqual([{ seq: trace.length + 1, t: 40, kind: 'finding', text: expect.any(String) }]);
    expect(parseFinding(more[0]?.text ?? '')).toMatchObject({ id: 'lost-update', severity: 'error' });
    expect(linesOf(trace, { findings: [] })).toHaveLength(trace.length);
    const said = stories.deadlock().trace();
    expect(linesOf(said, { findings: said.findings() })).toHaveLength(said.length);
  });

  it('names process, object and method also where a recorder left them out of an operation’s later events', () => {
    const story = stories.greeting();
    for (const row of story.rows) {
      if (row.operation !== 0 && row.site === 0) Object.assign(row, { process: 0, object: 0, op: 0 });
    }
    const bare = linesOf(story.trace()).find((event) => event.kind === 'unblock' && event.operation === 2);
    expect(bare).toMatchObject({ process: 'Process-1', object: 'q', op: 'get' });
  });
});
