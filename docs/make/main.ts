// `npm run docs`: swimlanes of the examples and of the faults that have changed (`--all`: of every one), then all pages of
// docs/reference and the list of findings. `--findings` does only what is about findings.

import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { fingerprint, lanes, legend, readExamples, readRecords, recordsFile, reference } from './examples.ts';
import {
  findingPages,
  findingRecords,
  findingsFolder,
  readFindingRecords,
  wantedRecords,
  writeIndexOfFindings,
} from './findings.ts';
import { writePages } from './pages.ts';
import { record } from './record.ts';
import { recordFinding } from './record-finding.ts';

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
/** A busy machine can let a wait go by; the picture of another run is as good. */
const tries = 3;

const isAll = process.argv.includes('--all');
if (!process.argv.includes('--findings')) await makeReference();
await makeFindings();

async function makeReference(): Promise<void> {
  const examples = readExamples();
  const records = existsSync(recordsFile) ? readRecords() : {};
  const isRecorded = (name: string, code: string) =>
    records[name] === fingerprint(code) && existsSync(join(lanes, `${name}.png`));
  const wanted = [...examples.values()].filter(({ name, code }) => isAll || !isRecorded(name, code));
  mkdirSync(lanes, { recursive: true });
  for (const name of Object.keys(records)) if (!examples.has(name)) delete records[name];
  for (const file of globSync(join(lanes, '*.{png,txt}'))) {
    if (!examples.has(basename(file).replace(/\.\w+$/, '')) && file !== legend) rmSync(file);
  }
  if (isAll) rmSync(legend, { force: true });
  await inOrder(wanted, async (example, browser) => {
    await record(example, browser);
    records[example.name] = fingerprint(example.code);
    writeRecords(recordsFile, records);
  });
  await writePages(reference);
  console.log(`${wanted.length} of ${examples.size} swimlanes are new; the pages are in docs/reference`);
}

async function makeFindings(): Promise<void> {
  namePictures();
  const [records, wanted] = [readFindingRecords(), wantedRecords()];
  for (const id of Object.keys(records)) if (!(id in wanted)) delete records[id];
  for (const file of globSync(join(findingsFolder, '*.png'))) if (!(basename(file, '.png') in wanted)) rmSync(file);
  const isRecorded = (id: string) => records[id] === wanted[id] && existsSync(join(findingsFolder, `${id}.png`));
  const pages = findingPages().filter(({ id, hasPicture }) => hasPicture && (isAll || !isRecorded(id)));
  const named = pages.map((page) => ({ ...page, name: page.id }));
  const failed: string[] = [];
  await inOrder(named, async ({ id, program }, browser) => {
    try {
      if (program === null) throw new Error(`there is no test/programs/faults/${id}/fault.ts to show`);
      await recordFinding(id, program, browser);
      records[id] = wanted[id] ?? '';
      writeRecords(findingRecords, records);
    } catch (error) {
      // the others are none the worse for it
      failed.push(`${id}: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
  writeRecords(findingRecords, records);
  writeIndexOfFindings();
  const made = pages.length - failed.length;
  console.log(`${made} of ${Object.keys(wanted).length} pictures of findings are new; they are in docs/findings`);
  if (failed.length === 0) return;
  console.error(`These pictures could not be made:\n${failed.join('\n')}`);
  process.exitCode = 1;
}

/** Whoever writes a page need not know what its picture is made as. */
function namePictures(): void {
  for (const page of globSync(join(findingsFolder, '*.md'))) {
    const id = basename(page, '.md');
    const text = readFileSync(page, 'utf8');
    const named = text.replaceAll(`](${id}.svg)`, `](${id}.png)`);
    if (named !== text) writeFileSync(page, named);
  }
}

/** One after the other: two at once would be seen in the times of both. */
async function inOrder<T extends { name: string }>(
  jobs: readonly T[],
  body: (job: T, browser: Browser) => Promise<void>,
): Promise<void> {
  if (jobs.length === 0) return;
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
  try {
    for (const job of jobs) {
      await again(() => body(job, browser));
      console.log(job.name);
    }
  } finally {
    await browser.close();
  }
}

async function again(body: () => Promise<void>): Promise<void> {
  for (let left = tries; ; left--) {
    try {
      return await body();
    } catch (error) {
      if (left === 1) throw error;
    }
  }
}

function writeRecords(file: string, records: Record<string, string>): void {
  const sorted = Object.fromEntries(Object.entries(records).toSorted(([a], [b]) => a.localeCompare(b)));
  writeFileSync(file, `${JSON.stringify(sorted, null, 2)}\n`);
}
