// Every finding has a page of the same form, with the picture of a program that has it; the list of them is that of today.

import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  findingPages,
  findingsFolder,
  indexOfFindings,
  otherPages,
  readFindingRecords,
  wantedRecords,
} from '../../docs/make/findings.ts';
import { kernelFindings } from '../../src/analysis/catalogue.ts';
import { root } from '../broker/run-program.ts';

const pages = findingPages();
const headings = [
  /^\*\*What you see\.\*\* /,
  /^\*\*Why\.\*\* /,
  /^\*\*The cure\.\*\* /,
  /^Wrong\b.*:$/,
  /^Right\b.*:$/,
];

describe.each(pages)('$id', ({ id, text, severities, inText, hasPicture, program }) => {
  test('has a page that says what one sees, why, and the cure, with what is wrong and what is right', () => {
    expect(text.split('\n')[0], `docs/findings/${id}.md`).toMatch(new RegExp(`^# ${id}: \\S`));
    const lines = text.split('\n');
    const found = headings.map((heading) => lines.findIndex((line) => heading.test(line)));
    expect(found, headings.join(' ')).not.toContain(-1);
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    const [, , , wrong = 0, right = 0] = found;
    const fences = lines.flatMap((line, i) => (/^```\w+$/.test(line) ? [i] : []));
    expect(fences.some((fence) => fence > wrong && fence < right)).toBe(true);
    expect(fences.some((fence) => fence > right)).toBe(true);
  });

  test('says how grave it is', () => {
    expect(severities.length, 'write *error*, *warning* or *hint* in the page').toBeGreaterThan(0);
  });

  test('shows the picture of a program that has it, small enough for a page', () => {
    // there is nothing to run
    if (inText) return expect(hasPicture).toBe(false);
    expect(text).toMatch(new RegExp(`\n!\\[[^\\]]{20,}\\]\\(${id}\\.png\\)\n`));
    expect(program, `test/programs/faults/${id}/fault.ts`).not.toBeNull();
    const picture = join(findingsFolder, `${id}.png`);
    expect(existsSync(picture), 'run npm run docs -- --findings').toBe(true);
    return expect(statSync(picture).size).toBeLessThan(200_000);
  });
});

test('there is no page of a finding that nobody makes, and no picture of one', () => {
  const known = new Set(pages.map(({ id }) => id));
  const pictures = globSync('*.{png,svg}', { cwd: findingsFolder });
  expect(pictures.filter((file) => !known.has(file.replace(/\.\w+$/, '')))).toEqual([]);
  expect(otherPages().filter(({ file, title }) => title.startsWith(`${file.replace('.md', '')}:`))).toEqual([]);
});

test('each picture was recorded from the program as it is now', () => {
  expect(readFindingRecords(), 'run npm run docs -- --findings').toEqual(wantedRecords());
});

test('the list of findings is as `npm run docs` makes it now, and names every one once', () => {
  const list = readFileSync(join(findingsFolder, 'README.md'), 'utf8').replaceAll('\r\n', '\n');
  expect(list, 'run npm run docs -- --findings').toBe(indexOfFindings());
  for (const { id } of pages) expect(list.split(`](${id}.md)`), id).toHaveLength(2);
});

test('every link of these pages leads to a file that is there', () => {
  const files = [...globSync(join(findingsFolder, '*.md')), join(root, 'docs', 'check.md')];
  const dead = files.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)/g)]
      .filter(([, to = '']) => !existsSync(join(dirname(page), to)))
      .map(([link]) => `${basename(page)}: ${link}`),
  );
  expect(dead).toEqual([]);
});

test('every id that the kernel and the primitives write is in the list of what the kernel says', () => {
  const code = globSync('src/{kernel,primitives}/**/*.ts', { cwd: root }).map((file) =>
    readFileSync(join(root, file), 'utf8'),
  );
  const written = code.flatMap((text) =>
    [...text.matchAll(/\bid: (?:\w+ \? )?'([a-z-]+)'(?: : '([a-z-]+)')?/g)].flatMap(([, a = '', b = '']) => [a, b]),
  );
  const ids = new Set(written.filter((id) => id !== ''));
  expect([...ids].toSorted()).toEqual(kernelFindings.map(({ id }) => id).toSorted());
});
