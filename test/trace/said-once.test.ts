// In which order findings are told.

import { expect, test } from 'vitest';
import type { Finding, Severity } from '../../src/trace/finding.ts';
import { inOrderOfTelling } from '../../src/trace/said-once.ts';

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
