// Entry of the tests that run inside the extension host; VS Code calls `run`.

import './activation.ts';
import './running.ts';
import './findings.ts';
import './checking.ts';
import './viewing.ts';
import './samples.ts';
import './debugging.ts';
import './types.ts';
import { runAll } from './harness.ts';

export function run(): Promise<void> {
  const file = process.env.LANESCOPE_TEST_OUTCOMES;
  if (file === undefined) throw new Error('LANESCOPE_TEST_OUTCOMES names no file');
  return runAll(file);
}
