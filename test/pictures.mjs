// `npm run pictures`: records every sample anew and draws its swimlane in light, dark and high contrast, for eyes to look at.
// Those that README shows are kept in media/pictures.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = process.argv[2] ?? join(root, '.cache', 'pictures');
const cli = join(process.env.LANESCOPE_DIST ?? join(root, 'dist'), 'cli.mjs');
const samples = JSON.parse(readFileSync(join(root, 'media/samples/samples.json'), 'utf8'));
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

const themes = {
  light: { colorScheme: 'light', bodyClass: 'vscode-light' },
  dark: { colorScheme: 'dark', bodyClass: 'vscode-dark' },
  'high-contrast': { colorScheme: 'dark', bodyClass: 'vscode-high-contrast' },
};

function lanescope(...args) {
  return spawnSync(process.execPath, [cli, ...args], {
    cwd: join(root, 'media/samples'),
    encoding: 'utf8',
    timeout: 60_000,
  });
}

const work = mkdtempSync(join(tmpdir(), 'lanescope-pictures-'));
mkdirSync(target, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
try {
  for (const { file } of samples) {
    const name = file.replace(/\.ts$/, '');
    const [trace, page] = [join(work, `${name}.lanes`), join(work, `${name}.html`)];
    lanescope('run', '--trace', trace, file);
    const shown = lanescope('show', trace, '--as', 'html', '--out', page);
    if (shown.status !== 0) throw new Error(`${file}: ${shown.stderr}`);
    for (const [theme, { colorScheme, bodyClass }] of Object.entries(themes)) {
      const tab = await browser.newPage({ viewport: { width: 1000, height: 520 }, deviceScaleFactor: 2, colorScheme });
      await tab.goto(pathToFileURL(page).href);
      await tab.evaluate((value) => document.body.classList.add(value), bodyClass);
      await tab.waitForTimeout(1200);
      await tab.screenshot({ path: join(target, `${name}-${theme}.png`) });
      await tab.close();
    }
    console.log(`${name}: light, dark, high contrast`);
  }
} finally {
  await browser.close();
  rmSync(work, { recursive: true, force: true });
}
console.log(`The pictures are in ${target}`);
