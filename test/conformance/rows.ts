// `npm run rows`: which rows of the semantics reference have a test, which need none, and which are missing.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringsIn } from '../helpers/imports.ts';
import { memberRows, sentenceRows } from './rows/members.ts';
import { pointRows } from './rows/points.ts';
import type { Row } from './rows/row.ts';
import { seedRows } from './rows/seeds.ts';

const root = join(import.meta.dirname, '..', '..');

/** The reference is kept beside the repository, and not on every machine. */
export const reference = join(root, '..', 'shared', 'design', 'semantics.md');

export const allRows: readonly Row[] = [...seedRows, ...memberRows, ...sentenceRows, ...pointRows];

const id = /(?:00\d\.\d+|b\.\w+\.\w+|c\.\d+)/;
const ids = new RegExp(`^${id.source}(?:, ${id.source})*(?= |$)`);

/** Titles of tests by the ids of the rows with which they begin; those of a table stand in it, in a file beside the test or not. */
export function titlesByRow(): Map<string, string[]> {
  const titles = new Map<string, string[]>();
  for (const folder of ['conformance', 'worlds'].map((name) => join(root, 'test', name))) {
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
      for (const text of stringsIn(readFileSync(join(folder, file), 'utf8'))) {
        for (const row of ids.exec(text)?.[0].split(', ') ?? []) titles.set(row, [...(titles.get(row) ?? []), text]);
      }
    }
  }
  return titles;
}

export type State = 'covered' | 'not applicable' | 'MISSING';

/** The state of every row of the list. */
export function states(): { row: Row; state: State; titles: string[] }[] {
  const titles = titlesByRow();
  return allRows.map((row) => {
    const own = titles.get(row.id) ?? [];
    const state = own.length > 0 ? 'covered' : row.notHere === null ? 'MISSING' : 'not applicable';
    return { row, state, titles: own };
  });
}

function print(): number {
  const all = states();
  for (const { row, state, titles } of all) {
    const about = state === 'covered' ? `${titles.length} test${titles.length > 1 ? 's' : ''}` : (row.notHere ?? '');
    console.log(`${row.id.padEnd(28)} ${state.padEnd(15)} ${row.name}${about && ` (${about})`}`);
  }
  const count = (wanted: State) => all.filter(({ state }) => state === wanted).length;
  console.log(`\n${count('covered')} covered, ${count('not applicable')} not applicable, ${count('MISSING')} MISSING`);
  if (!existsSync(reference))
    console.log('The reference is not beside the repository: the list was not compared with it.');
  return count('MISSING');
}

if (import.meta.main) process.exitCode = print() === 0 ? 0 : 1;
