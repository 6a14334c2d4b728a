// The pages of findings: which there are, what each says of itself, and the first page that lists them all.

import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { kernelFindings, knownFindings } from '../../src/analysis/catalogue.ts';
import { type Severity, severities } from '../../src/trace/finding.ts';
import { fingerprint, root } from './examples.ts';

export const findingsFolder = join(root, 'docs', 'findings');
const faults = join(root, 'test', 'programs', 'faults');
const analysesFolder = join(root, 'src', 'analysis');

const headings: Readonly<Record<Severity, string>> = { error: 'Errors', warning: 'Warnings', hint: 'Hints' };

export interface FindingPage {
  id: string;
  /** One line that says what is found. */
  title: string;
  /** What it is about: the folder of its analysis. */
  group: string;
  /** How grave it can be, the gravest first: the words *error*, *warning* and *hint* of its page, else of its analysis. */
  severities: Severity[];
  /** '' where there is no page yet. */
  text: string;
  /** It is about what is written alone, and has no picture of a run. */
  inText: boolean;
  /** Whether the page shows a picture of its own. */
  hasPicture: boolean;
  /** The program whose swimlane the picture is; null where there is none. */
  program: string | null;
}

/** One for each finding that there is, with a page or without. */
export function findingPages(): FindingPage[] {
  const sources = new Map(
    globSync('**/*.ts', { cwd: analysesFolder }).map((file) => [
      file,
      readFileSync(join(analysesFolder, file), 'utf8'),
    ]),
  );
  return knownFindings.map(({ id, title, severity, inText = false }) => {
    const path = join(findingsFolder, `${id}.md`);
    const text = existsSync(path) ? readFileSync(path, 'utf8').replaceAll('\r\n', '\n') : '';
    // what mends a finding has its name too
    const named = [...sources].find(([name]) => basename(name) === `${id}.ts` && !name.includes('fixes'));
    const [file = '', source = ''] = named ?? [...sources].find(([, code]) => code.includes(`id: '${id}'`)) ?? [];
    const program = join(faults, id, 'fault.ts');
    return {
      id,
      title,
      inText,
      group: groupOf(id, file),
      severities: gravest(wordsIn(text, /\*(error|warning|hint)\*/g), severity ? [severity] : severitiesIn(source)),
      text,
      hasPicture: text.includes(`](${id}.png)`),
      program: existsSync(program) ? program : null,
    };
  });
}

/** Folders whose name is not what their findings are about. */
const groups: Readonly<Record<string, string>> = { '.': 'comments', checks: 'the script' };

function groupOf(id: string, file: string): string {
  if (kernelFindings.some((finding) => finding.id === id)) return 'the whole run';
  const folder = basename(dirname(file));
  return groups[folder] ?? folder;
}

function wordsIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, word = '']) => word);
}

/** In `severity: lost ? 'error' : 'warning'` there are two. */
function severitiesIn(source: string): string[] {
  const written = source.match(/\bseverity\b.*/g) ?? [];
  return written.flatMap((line) => wordsIn(line, /'(error|warning|hint)'/g));
}

function gravest(said: readonly string[], written: readonly string[]): Severity[] {
  const words = new Set(said.length > 0 ? said : written);
  return severities.filter((severity) => words.has(severity));
}

/** The first page: every finding below what it can be at its gravest, in the order of what it is about. */
export function indexOfFindings(): string {
  const pages = findingPages().toSorted((a, b) => compare(a.group, b.group) || compare(a.id, b.id));
  const parts = severities.flatMap((severity) => {
    const rows = pages.filter((page) => page.severities[0] === severity).map(rowOf);
    if (rows.length === 0) return [];
    return [`## ${headings[severity]}`, '', '| Finding | About | What is found |', '|---|---|---|', ...rows].join('\n');
  });
  const more = otherPages().map(({ file, title }) => `- [${title}](${file})`);
  const rest = more.length > 0 ? [['## More', '', ...more].join('\n')] : [];
  return `${[intro, ...parts, ...rest].join('\n\n')}\n`;
}

/** Pages beside those of findings, by their headings. */
export function otherPages(): { file: string; title: string }[] {
  const known = new Set([...knownFindings.map(({ id }) => `${id}.md`), 'README.md']);
  const files = globSync('*.md', { cwd: findingsFolder }).filter((file) => !known.has(file));
  return files.toSorted(compare).map((file) => {
    const [heading = ''] = readFileSync(join(findingsFolder, file), 'utf8').split('\n');
    return { file, title: heading.replace(/^# /, '').trim() };
  });
}

function rowOf({ id, title, group, severities: [, ...milder] }: FindingPage): string {
  const also = milder.length > 0 ? ` (also as a ${milder.join(' or a ')})` : '';
  return `| [\`${id}\`](${id}.md) | ${group} | ${title}${also} |`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

const intro = `# Findings

What Lanescope says about a run, each with a picture, the reason and the cure. An *error* did go wrong in this run, a *warning* can in another, a *hint* is advice.
\`lanescope check\` tells them on the command line and in CI, see [check.md](../check.md), and how one is silenced. This list is made by \`npm run docs\`.`;

/** Fingerprints of the programs that the pictures were made from, by id. */
export const findingRecords = join(findingsFolder, 'recorded.json');

export function readFindingRecords(): Record<string, string> {
  return existsSync(findingRecords) ? (JSON.parse(readFileSync(findingRecords, 'utf8')) as Record<string, string>) : {};
}

/** What the records must be for the pages and programs of now. */
export function wantedRecords(): Record<string, string> {
  const shown = findingPages().filter(({ hasPicture }) => hasPicture);
  return Object.fromEntries(
    shown
      .map(({ id, program }) => [id, program === null ? '' : fingerprint(textOf(program))] as const)
      .toSorted(([a], [b]) => compare(a, b)),
  );
}

function textOf(program: string): string {
  return readFileSync(program, 'utf8').replaceAll('\r\n', '\n');
}

export function writeIndexOfFindings(): void {
  writeFileSync(join(findingsFolder, 'README.md'), indexOfFindings());
}
