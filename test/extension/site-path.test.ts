// Sites of a trace open only inside folders that the user opened.

import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findSite, isInside, siteCandidates } from '../../src/extension/site-path.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'lanescope-site-')));
const workspace = join(base, 'workspace');
const outside = join(base, 'outside');
mkdirSync(join(workspace, 'src'), { recursive: true });
mkdirSync(outside);
writeFileSync(join(workspace, 'src', 'main.ts'), '');
writeFileSync(join(outside, 'secret.ts'), '');
symlinkSync(join(outside, 'secret.ts'), join(workspace, 'link.ts'));
afterAll(() => rmSync(base, { recursive: true }));

test('a folder contains itself and what is below it, not its siblings or its parent', () => {
  expect(isInside('/a/b', '/a/b')).toBe(true);
  expect(isInside('/a/b/c.ts', '/a/b')).toBe(true);
  expect(isInside('/a/b/..c.ts', '/a/b')).toBe(true);
  expect(isInside('/a/bc', '/a/b')).toBe(false);
  expect(isInside('/a', '/a/b')).toBe(false);
});

test('a relative site is looked for in the working folder first, then in the roots', () => {
  expect(siteCandidates('src/main.ts', '/w/sub', ['/w', '/v'])).toEqual([
    '/w/sub/src/main.ts',
    '/w/src/main.ts',
    '/v/src/main.ts',
  ]);
});

test('nothing outside of the roots is a candidate, however it is written', () => {
  expect(siteCandidates('/etc/passwd', '/w', ['/w'])).toEqual([]);
  expect(siteCandidates('../x/a.ts', '/w', ['/w'])).toEqual([]);
  expect(siteCandidates('a.ts', '/elsewhere', ['/w'])).toEqual(['/w/a.ts']);
});

test('a site of a run on another machine is found in the workspace', async () => {
  expect(await findSite('src/main.ts', '/home/ci/build', [workspace])).toBe(join(workspace, 'src', 'main.ts'));
});

test('a symbolic link that leads out of the workspace is not followed', async () => {
  expect(await findSite('link.ts', workspace, [workspace])).toBeNull();
  expect(await findSite('link.ts', workspace, [workspace, outside])).toBe(join(workspace, 'link.ts'));
});

test('a missing file is null', async () => {
  expect(await findSite('src/none.ts', workspace, [workspace])).toBeNull();
});
