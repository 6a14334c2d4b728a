// The example scripts, and what each says of itself: which lines wait, and what it prints.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');
export const examplesFolder = join(root, 'docs', 'examples');
export const reference = join(root, 'docs', 'reference');
/** Pictures and texts of the swimlanes, and from which scripts they were made. */
export const lanes = join(reference, 'lanes');

/** What the hatches of all pictures mean. */
export const legend = join(lanes, 'legend.png');

export interface Example {
  name: string;
  /** The script, as the declarations and the pages show it. */
  code: string;
  /** Its first line: what is to be seen. */
  title: string;
  /** Numbers of the lines of which a comment `// waits`, behind or above them, says that they wait. */
  waits: readonly number[];
  /** What it prints when it is run. */
  prints: string;
}

/** By name: the file's without its ending. */
export function readExamples(): ReadonlyMap<string, Example> {
  const names = readdirSync(examplesFolder).filter((file) => file.endsWith('.ts'));
  return new Map(names.map((file) => file.slice(0, -3)).map((name) => [name, readExample(name)]));
}

function readExample(name: string): Example {
  const code = readFileSync(join(examplesFolder, `${name}.ts`), 'utf8')
    .replaceAll('\r\n', '\n')
    .trimEnd();
  const lines = code.split('\n');
  const said = lines.indexOf('// Prints:');
  if (said < 0) throw new Error(`${name}.ts: a last comment "// Prints:" says line by line what it prints`);
  return {
    name,
    code,
    title: (lines[0] ?? '').replace(/^\/\/ /, ''),
    waits: lines.flatMap((line, i) => {
      const [, before] = /^(.*)\/\/ waits/.exec(line) ?? [];
      return before === undefined ? [] : [before.trim() === '' ? i + 2 : i + 1];
    }),
    prints: lines
      .slice(said + 1)
      .map((line) => `${line.replace(/^\/\/ ?/, '')}\n`)
      .join(''),
  };
}

/** Tells whether a picture was made from this text. */
export function fingerprint(code: string): string {
  return createHash('sha256').update(code).digest('hex').slice(0, 16);
}

export const recordsFile = join(lanes, 'recorded.json');

/** Fingerprints of the scripts that the pictures were made from, by name. */
export function readRecords(): Record<string, string> {
  return JSON.parse(readFileSync(recordsFile, 'utf8')) as Record<string, string>;
}

/** The swimlane of an example as text, as it was recorded. */
export function textOf(name: string): string {
  return readFileSync(join(lanes, `${name}.txt`), 'utf8')
    .replaceAll('\r\n', '\n')
    .trimEnd();
}
