// Ends of every kind that meet a grant, a few hundred times each; `npm run stress -- races` does it thousands of times.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { TraceRow } from '../../src/trace/event.ts';
import { TraceReader } from '../../src/trace/reader.ts';
import { illegalities } from '../helpers/legal.ts';
import { ProgramRun } from './run-program.ts';

function rowsOf(path: string): TraceRow[] {
  const rows: TraceRow[] = [];
  const reader = new TraceReader({ onRow: (row) => rows.push({ ...row }) });
  reader.push(readFileSync(path));
  reader.finish();
  return rows;
}

async function race(way: string, count: number) {
  using run = new ProgramRun('races.ts', { args: [way, String(count)] });
  const ended = await run.ended;
  return { ...ended, illegal: illegalities(rowsOf(run.trace)) };
}

const clean = { status: 0, stderr: '', illegal: [] };

it('a get that is aborted while it is granted takes nothing, or gives its item', async () => {
  expect(await race('aborts', 400)).toMatchObject({ ...clean, stdout: '400 in order, some given up, 0 left\n' });
});

it('a get whose time is over while it is granted takes nothing, or gives its item', async () => {
  expect(await race('timeouts', 400)).toMatchObject({ ...clean, stdout: '400 in order, some given up, 0 left\n' });
});

it('a shutdown that meets gets and leases leaves what was put before it, and nothing else', async () => {
  expect(await race('shutdowns', 150)).toMatchObject({ ...clean, stdout: '150 shut down as they should\n' });
});

it('a process that exits with a get under way loses no item', async () => {
  expect(await race('exits', 12)).toMatchObject({ ...clean, stdout: 'true 60 items, each once\n' });
});

it('a process that is killed with items lent to it leaves them to the others', async () => {
  expect(await race('kills', 6)).toMatchObject({ ...clean, stdout: 'true true\n' });
});

it('a lock that is acquired in every way, lent and not, is never held by two', async () => {
  const stdout = 'often held, by one at a time, then true\n';
  expect(await race('locks', 300)).toMatchObject({ ...clean, stdout });
});

it('a lock whose holder is killed is not given to anybody', async () => {
  const { status, stdout, illegal } = await race('lockKills', 6);
  expect({ status, stdout, illegal }).toEqual({ status: 0, stdout: '0 given though held\n', illegal: [] });
});
