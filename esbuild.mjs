// Builds every bundle into dist/; a bundle that fails fails the build. `--watch` keeps building, `--quiet` lists no sizes.

import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { build, context } from 'esbuild';
import { declarations } from './declarations.mjs';

const watch = process.argv.includes('--watch');
const logLevel = process.argv.includes('--quiet') ? 'warning' : 'info';
const node = { platform: 'node', target: 'node22', bundle: true, sourcemap: false, logLevel };

/** One entry a bundle; a bundle never imports another one. */
const bundles = [
  {
    ...node,
    entryPoints: ['src/extension/extension.ts'],
    outfile: 'dist/extension.js',
    format: 'cjs',
    external: ['vscode', './session.js', './checks.js'],
    minify: true,
  },
  {
    ...node,
    entryPoints: ['src/extension/session-entry.ts'],
    outfile: 'dist/session.js',
    format: 'cjs',
    external: ['vscode'],
  },
  {
    ...node,
    entryPoints: ['src/extension/analysis-worker.ts'],
    outfile: 'dist/analysis-worker.js',
    format: 'cjs',
  },
  {
    ...node,
    entryPoints: ['src/extension/checking/entry.ts'],
    outfile: 'dist/checks.js',
    format: 'cjs',
    external: ['vscode'],
  },
  { ...node, entryPoints: ['src/cli/main.ts'], outfile: 'dist/cli.mjs', format: 'esm', target: 'node20' },
  { ...node, entryPoints: ['src/runtime/bootstrap.ts'], outfile: 'dist/bootstrap.mjs', format: 'esm' },
  { ...node, entryPoints: ['src/runtime/index.ts'], outfile: 'dist/lanescope.mjs', format: 'esm' },
  { ...node, entryPoints: ['node_modules/amaro/dist/index.js'], outfile: 'dist/amaro.cjs', format: 'cjs' },
  {
    platform: 'browser',
    target: 'chrome120',
    bundle: true,
    minify: true,
    logLevel,
    entryPoints: ['webview/main.ts'],
    outfile: 'dist/view.js',
    format: 'iife',
  },
  {
    platform: 'browser',
    target: 'chrome120',
    bundle: true,
    minify: true,
    logLevel,
    entryPoints: ['webview/worker.ts'],
    outfile: 'dist/view-worker.js',
    format: 'iife',
  },
  { bundle: true, minify: true, logLevel, entryPoints: ['webview/style.css'], outfile: 'dist/view.css' },
];

const present = bundles.filter((bundle) => bundle.entryPoints.every((path) => existsSync(path)));
rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });
writeFileSync('dist/lanescope.d.ts', declarations());
if (watch) for (const bundle of present) await (await context(bundle)).watch();
else await Promise.all(present.map((bundle) => build(bundle)));
