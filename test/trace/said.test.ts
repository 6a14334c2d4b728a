// What the kernel has said counts as long as nothing that comes later shows otherwise.

import { describe, expect, test } from 'vitest';
import { blankRow, kindNumber, type RowKind } from '../../src/trace/event.ts';
import type { Finding, Severity } from '../../src/trace/finding.ts';
import { inOrderOfTelling, Said, saidIn } from '../../src/trace/said.ts';
import { Trace } from '../../src/trace/trace.ts';

const stuck = (id: string, ...processes: number[]): Finding => ({
  id,
  severity: 'warning',
  title: `${id} of ${processes.join()}`,
  message: '',
  cure: '',
  places: processes.map((process) => ({ process, site: process, seq: 1, text: '' })),
  cycle: [],
});

/** A finding is said; a pair is an event of a process. */
function standing(...events: (Finding | readonly [RowKind, process: number])[]): string[] {
  const trace = new Trace();
  const said = new Said();
  events.forEach((event, i) => {
    if ('id' in event) {
      trace.append({ ...blankRow, kind: kindNumber.string, text: i + 1, value: JSON.stringify(event) });
      trace.append({ ...blankRow, kind: kindNumber.finding, seq: i + 1, text: i + 1 });
    } else trace.append({ ...blankRow, kind: kindNumber[event[0]], seq: i + 1, process: event[1] });
    const before = said.findings.length;
    const isOther = said.take(trace, i);
    if (said.findings.length !== before) expect(isOther).toBe(true);
  });
  expect(saidIn(trace)).toEqual(said.findings);
  return said.findings.map(({ title }) => title);
}

const whole = stuck('deadlock', 1, 2);

describe('what the kernel has said', () => {
  test('of processes that never go on stays', () => {
    expect(standing(['call', 1], whole, ['print', 3], ['return', 3])).toEqual(['deadlock of 1,2']);
  });

  test.each(['unblock', 'return', 'timeout', 'cancel'] as const)('is refuted by a later %s of one of them', (kind) => {
    expect(standing([kind, 1], whole, [kind, 2])).toEqual([]);
  });

  test('is not refuted by what others can do once one of them is ended', () => {
    expect(standing(whole, ['exit', 2], ['return', 1])).toEqual(['deadlock of 1,2']);
  });

  test('of a part is said again by what is said of a greater part, and not by that of another one', () => {
    expect(standing(stuck('partial-deadlock', 2), stuck('partial-deadlock', 3), whole)).toEqual([
      'partial-deadlock of 3',
      'deadlock of 1,2',
    ]);
  });

  test('of a part stands again where what was said of the whole is refuted by somebody else', () => {
    expect(standing(stuck('partial-deadlock', 2), whole, ['return', 1])).toEqual(['partial-deadlock of 2']);
  });

  test('about other things is not refuted by what their processes do', () => {
    expect(standing(stuck('shared-memory', 1), ['return', 1])).toEqual(['shared-memory of 1']);
  });

  test('of a lock that is left held is refuted by a release of it, and of no other one', () => {
    const left = (releases: number) => {
      const trace = new Trace();
      const op = (number: number, value: string) =>
        trace.append({ ...blankRow, kind: kindNumber.string, text: number, value });
      op(1, 'acquire');
      op(2, 'release');
      op(3, JSON.stringify(stuck('left-held', 1)));
      trace.append({ ...blankRow, kind: kindNumber.call, seq: 1, process: 1, object: 7, op: 1 });
      trace.append({ ...blankRow, kind: kindNumber.finding, seq: 2, text: 3 });
      trace.append({ ...blankRow, kind: kindNumber.return, seq: 3, process: 2, object: releases, op: 2 });
      return saidIn(trace).map(({ id }) => id);
    };
    expect([left(7), left(8)]).toEqual([[], ['left-held']]);
  });
});

function finding(id: string, severity: Severity = 'error'): Finding {
  return { id, severity, title: id, message: '', cure: '', places: [], cycle: [] };
}

const ids = (findings: readonly Finding[]) => findings.map(({ id }) => id);

test('what an analysis says of the cause stands before that the run is stuck', () => {
  for (const stuck of ['deadlock', 'partial-deadlock']) {
    const told = inOrderOfTelling([finding(stuck)], [finding('sentinel-count'), finding('task-done-missing')]);
    expect(ids(told)).toEqual(['sentinel-count', 'task-done-missing', stuck]);
  }
});

test('a warning stands behind it, and what the kernel says besides before what analyses say', () => {
  const said = [finding('deadlock'), finding('left-held')];
  const derived = [finding('lock-order', 'warning'), finding('lost-update'), finding('bottleneck', 'hint')];
  expect(ids(inOrderOfTelling(said, derived))).toEqual([
    'left-held',
    'lost-update',
    'deadlock',
    'lock-order',
    'bottleneck',
  ]);
});
