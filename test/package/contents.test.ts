// What is in the two packages: everything that runs, nothing that only builds or tests.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { afterAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'lanescope-package-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bundles = ['amaro.cjs', 'bootstrap.mjs', 'cli.mjs', 'lanescope.d.ts', 'lanescope.mjs'];
const page = ['view-worker.js', 'view.css', 'view.js'];
const words = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'];
const dist = (names: string[]) => names.map((name) => `dist/${name}`);
const below = (path: string) =>
  readdirSync(join(root, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();

test('the VSIX holds the bundles, the page, icon, walkthrough and samples, and no sources', async () => {
  const files = (await listFiles({ cwd: root, packageManager: PackageManager.None })).map((path) =>
    path.replaceAll('\\', '/'),
  );
  const media = below('media').filter((path) => path !== 'media/icon.svg' && !path.startsWith('media/pictures/'));
  const expected = [
    ...dist([...bundles, 'analysis-worker.js', 'checks.js', 'extension.js', 'session.js', ...page]),
    ...media,
    ...words,
  ];
  expect(files.sort()).toEqual([...expected, 'package.nls.json'].sort());
});

test('the npm package holds the runtime, the command and the page, and nothing of the editor', () => {
  const said = execFileSync('npm', ['pack', '--dry-run', '--json', '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
  });
  const [packed] = JSON.parse(said) as [{ files: { path: string }[] }];
  const pictures = existsSync(join(root, 'media', 'pictures')) ? below('media/pictures') : [];
  const expected = [...dist([...bundles, ...page]), ...words, ...pictures.filter((path) => path.endsWith('.png'))];
  expect(packed.files.map(({ path }) => path).sort()).toEqual(expected.sort());
});

test('the part of the extension that VS Code loads at start is at most 20 kB', () => {
  expect(statSync(join(root, 'dist', 'extension.js')).size).toBeLessThanOrEqual(20_000);
});
