// Runs the program that has a fault until the fault shows (or is in its text), and keeps its swimlane as the picture of the finding's page.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { allFindings } from '../../src/analysis/index.ts';
import { TraceEncoder } from '../../src/trace/encoder.ts';
import { TraceReader } from '../../src/trace/reader.ts';
import { RowBuffer } from '../../src/trace/row-buffer.ts';
import { Trace } from '../../src/trace/trace.ts';
import { findingsOf } from '../../test/helpers/static.ts';
import { Simulation, type WorldRun } from '../../test/worlds/worlds.ts';
import { findingsFolder } from './findings.ts';
import { lanescope, photograph, type Told } from './record.ts';

/** A fault may need an order of events that a busy machine does not give at once. */
const tries = 10;

/** @throws Error where the finding is not in any of the runs. */
export async function recordFinding(id: string, program: string, browser: Browser): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lanescope-docs-'));
  try {
    const [trace, page] = [join(folder, 'run.lanes'), join(folder, 'run.html')];
    // as the tests run it: in chosen orders, where only those show the fault
    const orders = Number(/^\/\/ orders: (\d+)\n/.exec(readFileSync(program, 'utf8'))?.[1] ?? 0);
    const finding = await (orders > 0 ? simulate(id, program, orders, trace) : run(id, program, trace));
    await lanescope(folder, 'show', trace, '--as', 'html', '--out', page);
    await photograph(browser, page, join(findingsFolder, `${id}.png`), finding);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(id: string, program: string, trace: string): Promise<Told> {
  const inText = findingsOf(readFileSync(program, 'utf8'), program).find((finding) => finding.id === id);
  const options = ['--no-findings', '--node', process.execPath, '--trace', trace];
  for (let left = tries; left > 0; left--) {
    // how it ends is its own affair: in a deadlock, for instance
    await lanescope(dirname(program), 'run', ...options, program).catch(() => {});
    const reader = new TraceReader();
    reader.push(readFileSync(trace));
    const finding = findingIn(reader.trace, id) ?? inText;
    if (finding) return finding;
  }
  throw new Error(`${program}: none of ${tries} runs has the finding ${id}`);
}

async function simulate(id: string, program: string, orders: number, trace: string): Promise<Told> {
  const simulation = new Simulation();
  await simulation.build();
  try {
    const runs = await simulation.run(
      program,
      Array.from({ length: orders }, (_, index) => index + 1),
    );
    for (const one of runs) {
      const finding = findingIn(traceOf(one), id);
      if (!finding) continue;
      const rows = new RowBuffer();
      for (const row of one.rows) rows.push(row);
      const encoder = new TraceEncoder();
      writeFileSync(trace, Buffer.concat([encoder.flush(rows), encoder.end()]));
      return finding;
    }
    throw new Error(`${program}: none of ${orders} orders has the finding ${id}`);
  } finally {
    simulation.dispose();
  }
}

function traceOf({ rows }: WorldRun): Trace {
  const trace = new Trace();
  for (const row of rows) trace.append(row);
  return trace;
}

function findingIn(trace: Trace, id: string): Told | undefined {
  return allFindings(trace).find((finding) => finding.id === id);
}
