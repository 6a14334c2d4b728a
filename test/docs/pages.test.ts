// The pages of the reference are those that the declarations and examples of today make, and each example has its swimlane.

import { existsSync, globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fingerprint, lanes, readExamples, readRecords, reference, root } from '../../docs/make/examples.ts';
import { writePages } from '../../docs/make/pages.ts';

const made = mkdtempSync(join(tmpdir(), 'lanescope-reference-'));
afterAll(() => rmSync(made, { recursive: true, force: true }));

const pagesOf = (folder: string) => globSync('**/*.md', { cwd: folder }).toSorted();
const read = (folder: string, page: string) => readFileSync(join(folder, page), 'utf8');

// TypeDoc computes for seconds: on a machine that is busy with much else, for minutes
test('they are as `npm run docs` makes them now', { timeout: 600_000 }, async () => {
  mkdirSync(join(made, 'lanes'));
  await writePages(made);
  expect(pagesOf(reference)).toEqual(pagesOf(made));
  for (const page of pagesOf(made)) expect(read(reference, page), `${page}: run npm run docs`).toBe(read(made, page));
});

test('each swimlane was recorded from the example as it is now, and there is none without an example', () => {
  const examples = [...readExamples().values()];
  const wanted = Object.fromEntries(examples.map(({ name, code }) => [name, fingerprint(code)]));
  expect(readRecords(), 'run npm run docs').toEqual(wanted);
  const files = [...examples.flatMap(({ name }) => [`${name}.png`, `${name}.txt`]), 'legend.png', 'recorded.json'];
  expect(readdirSync(lanes).toSorted()).toEqual(files.toSorted());
});

test('each example stands on a page exactly once, with its picture and its swimlane as text below it', () => {
  const all = pagesOf(reference)
    .map((page) => read(reference, page))
    .join('\n');
  for (const { name, code } of readExamples().values()) {
    const [, behind = '', ...more] = all.split(`\`\`\`ts\n${code}\n\`\`\`\n`);
    expect(more, name).toEqual([]);
    const picture = new RegExp(`^\\n!\\[[^\\]]{20,}\\]\\((?:\\.\\./)?lanes/${name}\\.png\\)\\n`);
    expect(behind, name).toMatch(picture);
    expect(behind, name).toMatch(/^\n.*\n\n<details><summary>The swimlane as text<\/summary>\n\n```text\n/);
  }
});

test('every link and picture of a page, and of README to them, leads to a file that is there', () => {
  const pages = [...pagesOf(reference).map((page) => join(reference, page)), join(root, 'README.md')];
  const dead = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)/g)]
      .filter(([, to = '']) => !existsSync(join(dirname(page), to)))
      .map(([link]) => `${page}: ${link}`),
  );
  expect(dead).toEqual([]);
  expect(read(root, 'README.md')).toContain('](docs/reference/README.md)');
});

test('the pictures are small enough for a page, and no page names the folder that it was made in', () => {
  for (const file of globSync('*.png', { cwd: lanes }))
    expect(statSync(join(lanes, file)).size, file).toBeLessThan(120_000);
  for (const page of [...globSync('**/*.md', { cwd: reference }), ...globSync('lanes/*.txt', { cwd: reference })]) {
    expect(read(reference, page), page).not.toContain(root.replace(/\/$/, ''));
  }
});
