// `npm run docs`: swimlanes of the examples that have changed (`--all`: of every one), then all pages of docs/reference.

import { existsSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { chromium } from 'playwright-core';
import { fingerprint, lanes, legend, readExamples, readRecords, recordsFile, reference } from './examples.ts';
import { writePages } from './pages.ts';
import { record } from './record.ts';

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
/** A busy machine can let a wait go by; the picture of another run is as good. */
const tries = 3;

const examples = readExamples();
const records = existsSync(recordsFile) ? readRecords() : {};
const isRecorded = (name: string) =>
  records[name] === fingerprint(examples.get(name)?.code ?? '') && existsSync(join(lanes, `${name}.png`));
const isAll = process.argv.includes('--all');
const wanted = [...examples.keys()].filter((name) => isAll || !isRecorded(name));

mkdirSync(lanes, { recursive: true });
for (const name of Object.keys(records)) if (!examples.has(name)) delete records[name];
for (const file of globSync(join(lanes, '*.{png,txt}'))) {
  if (!examples.has(basename(file).replace(/\.\w+$/, '')) && file !== legend) rmSync(file);
}
if (isAll) rmSync(legend, { force: true });
await recordAll(wanted);
await writePages(reference);
console.log(`${wanted.length} of ${examples.size} swimlanes are new; the pages are in docs/reference`);

/** One after the other: two at once would be seen in the times of both. */
async function recordAll(names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
  try {
    for (const name of names) {
      await recordOne(name, browser);
      console.log(name);
    }
  } finally {
    await browser.close();
  }
}

async function recordOne(name: string, browser: Awaited<ReturnType<typeof chromium.launch>>): Promise<void> {
  const example = examples.get(name);
  if (!example) return;
  for (let left = tries; ; left--) {
    try {
      await record(example, browser);
      break;
    } catch (error) {
      if (left === 1) throw error;
    }
  }
  records[name] = fingerprint(example.code);
  const sorted = Object.fromEntries(Object.entries(records).toSorted(([a], [b]) => a.localeCompare(b)));
  writeFileSync(recordsFile, `${JSON.stringify(sorted, null, 2)}\n`);
}
