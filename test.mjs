// `npm test`: everything that has to hold, on a fresh clone too. The last line but its exit status sums all tests up.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { node, prepare, prepareChromium, run, say } from './setup.mjs';

/** Checks that are passed or failed as a whole. */
const checks = [
  ['types', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json']],
  ['types of the page', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'webview/tsconfig.json']],
  ['lint and format', ['node_modules/@biomejs/biome/bin/biome', 'check', '.']],
];

/** Suites that report each of their tests. */
const suites = [
  ['units, processes and the page', 'vitest.config.mts'],
  ['inside VS Code', 'test/vscode/vitest.config.mts'],
];

await prepare();
await prepareChromium();
const total = { passed: 0, failed: 0 };

for (const [name, args] of checks) {
  say(name);
  const code = await run(node, args);
  total[code === 0 ? 'passed' : 'failed'] += 1;
}

const folder = mkdtempSync(join(tmpdir(), 'lanescope-test-'));
for (const [index, [name, config]] of suites.entries()) {
  say(name);
  const report = join(folder, `${index}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await run(node, ['node_modules/vitest/vitest.mjs', 'run', '-c', config, ...reporters], {
    env: { TZ: 'UTC', LC_ALL: 'C.UTF-8' },
  });
  const { passed, failed } = count(report);
  total.passed += passed;
  // A suite that fails without a failed test (a file that cannot be loaded, an error outside of tests) counts as one.
  total.failed += failed === 0 && code !== 0 ? 1 : failed;
}
rmSync(folder, { recursive: true });

console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

function count(report) {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests };
  } catch (error) {
    console.error(`No report of the suite: ${error.message}`);
    return { passed: 0, failed: 1 };
  }
}
