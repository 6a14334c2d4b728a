// Every row of the semantics reference has a test that begins with its id, or a reason why it needs none.

import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sentenceRows } from './rows/members.ts';
import { rowsOfReference } from './rows/reference.ts';
import { allRows, reference, states, titlesByRow } from './rows.ts';

const known = allRows.map(({ id }) => id);

test('no row is missing: each has a test, or a reason why it has none, and never both', () => {
  const all = states();
  expect(all.filter(({ state }) => state === 'MISSING').map(({ row }) => row.id)).toEqual([]);
  expect(all.filter(({ row, titles }) => row.notHere !== null && titles.length > 0)).toEqual([]);
});

test('each row is listed once, and every id in a title is one of them', () => {
  expect(known.filter((id, index) => known.indexOf(id) !== index)).toEqual([]);
  expect([...titlesByRow().keys()].filter((id) => !known.includes(id))).toEqual([]);
});

test('the list has the rows of all three parts, with a name for each', () => {
  const count = (beginning: string) => known.filter((id) => id.startsWith(beginning)).length;
  expect(['000.', '001.', '002.', '003.', '004.', 'c.'].map(count)).toEqual([10, 8, 9, 6, 25, 34]);
  expect(count('b.')).toBeGreaterThan(115);
  for (const { name, notHere } of allRows) expect([name.length > 2, notHere !== '']).toEqual([true, true]);
});

// where the reference is not beside the repository there is nothing to compare with, and the counts above stand for it
test('the list is that of the reference', () => {
  const listed = known.filter((id) => !sentenceRows.some((row) => row.id === id));
  const wanted = existsSync(reference) ? rowsOfReference(readFileSync(reference, 'utf8')) : listed;
  expect(listed.toSorted()).toEqual(wanted.toSorted());
});

test('the ids of members are read out of tables of every shape', () => {
  const text = [
    '# Part (a)',
    '| 000.1 | program |',
    '# Part (b)',
    '## Queue, JoinableQueue, SimpleQueue  (D:1)',
    '| member | arguments |',
    '|---|---|',
    '| `Queue([maxsize])` | |',
    '| `get(block=True, timeout=None)` / `take` | |',
    '| `SimpleQueue.put/close` | |',
    '## Pool and AsyncResult',
    '| AsyncResult.get(timeout) | |',
    '| .ready(), .wait(timeout) | |',
    '## Manager and proxies',
    '| mutable values | |',
    '## Locks and signals between processes  (D:2)',
    '| class | member |',
    '| Lock(a=1) | acquire(x) -> bool (each) |',
    '| | release(), locked; held |',
    '| RLock | same |',
    '# Part (c)',
    '| 7 | point |',
  ].join('\n');
  const members = ['Queue.new', 'Queue.get', 'Queue.take', 'SimpleQueue.put', 'SimpleQueue.close', 'AsyncResult.get'];
  members.push('AsyncResult.ready', 'AsyncResult.wait', 'Manager.mutable_values', 'Lock.acquire', 'Lock.release');
  members.push('Lock.locked', 'Lock.held', 'RLock.release', 'RLock.locked', 'RLock.held');
  expect(`ids: ${rowsOfReference(text).join(' ')}`).toBe(`ids: 000.1 b.${members.join(' b.')} c.7`);
});
