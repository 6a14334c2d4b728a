// Programs that have a fault, and their twins that have none: what they say they have, and what is found
// in a run of theirs and in their text.
//
// A line of a program ends with `//! ID…` where a finding of that id must have its first place, and with `//& ID…` where one
// must have another of its places. A first line `// orders: N` runs it in the in-process world, in N chosen orders: the fault
// must be found in at least one, and in none anything else.

import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { allFindings } from '../../src/analysis/index.ts';
import type { Finding } from '../../src/trace/finding.ts';
import { Trace } from '../../src/trace/trace.ts';
import { root, runProgram } from '../broker/run-program.ts';
import { findingsOf } from '../helpers/static.ts';
import type { Simulation } from '../worlds/worlds.ts';

export const faultsFolder = join(root, 'test', 'programs', 'faults');

export interface FaultProgram {
  /** `lost-update/fault-2.ts`. */
  name: string;
  path: string;
  isTwin: boolean;
  /** `lost-update 8`: id and line of the first place. */
  first: string[];
  others: string[];
  /** 0: real processes. */
  orders: number;
}

export function faultPrograms(): FaultProgram[] {
  return globSync('*/{fault,right}*.ts', { cwd: faultsFolder })
    .sort()
    .map((file) => {
      const name = file.replaceAll('\\', '/');
      const path = join(faultsFolder, file);
      const lines = readFileSync(path, 'utf8').split('\n');
      const marks = (mark: string) =>
        lines.flatMap((line, index) => {
          const found = new RegExp(`//${mark} (.+)$`).exec(line)?.[1] ?? '';
          return found.split(' ').flatMap((id) => (id === '' ? [] : [`${id} ${index + 1}`]));
        });
      const orders = Number(/^\/\/ orders: (\d+)$/.exec(lines[0] ?? '')?.[1] ?? 0);
      const isTwin = basename(path).startsWith('right');
      return { name, path, isTwin, first: marks('!'), others: marks('&'), orders };
    });
}

/** The twin of a fault: `fault-2.ts` has `right-2.ts`. */
export function twinOf({ path }: FaultProgram): string {
  return join(path, '..', basename(path).replace('fault', 'right'));
}

export const hasTwin = (program: FaultProgram) => existsSync(twinOf(program));

/** What was found in one run, in the words of the marks; a finding without a line of the program is `ID ?`. */
export interface Found {
  first: string[];
  all: string[];
  findings: Finding[];
  /** What is told where the test fails. */
  told: string;
}

export async function findIn(program: FaultProgram, simulation: Simulation): Promise<Found[]> {
  if (program.orders === 0) {
    const { trace, stdout, stderr } = await runProgram(program.path);
    if (!trace) throw new Error(`no trace was written:\n${stderr}`);
    return [foundIn(program, trace, `${stdout}\n${stderr}`)];
  }
  const seeds = Array.from({ length: program.orders }, (_, index) => index + 1);
  const runs = await simulation.run(program.path, seeds);
  return runs.map(({ rows, findings, lines }) => {
    const trace = new Trace();
    for (const row of rows) trace.append(row);
    return foundIn(program, trace, lines.join('\n'), findings);
  });
}

/** @param said findings of the kernel where the trace has not got them */
function foundIn(program: FaultProgram, trace: Trace, output: string, said: Finding[] = []): Found {
  const findings = [...said.filter((one) => !trace.findings().some(({ id }) => id === one.id)), ...allFindings(trace)];
  const file = basename(program.path);
  const line = (site: number) => {
    const place = trace.siteOf(site);
    return place && basename(place.file) === file ? String(place.line) : '?';
  };
  const all = findings.flatMap(({ id, places }) => places.map(({ site }) => `${id} ${line(site)}`));
  // as `lanescope check` does: what the run has shown is not said of the text once more
  const inText = findingsOf(readFileSync(program.path, 'utf8'), program.path)
    .map((finding) => ({ ...finding, mark: `${finding.id} ${finding.range.start.line}` }))
    .filter(({ mark }) => !all.includes(mark));
  const first = findings.map(({ id, places }) => `${id} ${line(places[0]?.site ?? 0)}`);
  const told = [...findings, ...inText]
    .map(({ id, severity, title, message }) => `${severity} ${id}: ${title}\n${message}`)
    .join('\n\n');
  return {
    first: unique([...first, ...inText.map(({ mark }) => mark)]),
    all: unique(all),
    findings,
    told: `${relative(root, program.path)}\n${told}\n${output}`,
  };
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
