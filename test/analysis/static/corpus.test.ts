// Nothing is said of programs that are right: samples, examples, and all that the tests run, but for what is wrong on purpose.

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findIn } from '../../../src/analysis/static/index.ts';
import { moduleText } from '../../helpers/static.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const folders = [
  'media/samples/*.ts',
  'docs/examples/*.ts',
  'test/bench/programs/*.ts',
  'test/programs/{laws,broker}/*.ts',
];

/** What these programs do wrong in order to show, or to test, what happens then. */
const onPurpose: Readonly<Record<string, readonly string[]>> = {
  'media/samples/namespace-trap.ts': ['manager-copy'],
  'test/programs/broker/errors.ts': ['nested-target', 'nested-target'],
  'test/programs/broker/pool-no-guard.ts': ['main-guard'],
  'test/programs/laws/barriers.ts': ['nested-target'],
  'test/programs/laws/no-guard.ts': ['main-guard'],
  'test/programs/laws/pools.ts': ['nested-target', 'nested-target'],
  'test/programs/laws/process-rows.ts': ['run-not-start'],
  'test/programs/laws/processes.ts': ['nested-target', 'nested-target'],
  'test/programs/laws/rows.ts': ['shared-global', 'shared-global'],
};

describe('nothing but what is wrong on purpose is said of', () => {
  for (const folder of folders) {
    test(folder, () => {
      const files = globSync(folder, { cwd: root }).map((file) => file.replaceAll('\\', '/'));
      expect(files.length).toBeGreaterThan(0);
      for (const file of files) {
        const findings = findIn(moduleText(readFileSync(join(root, file), 'utf8'), file)) ?? [];
        expect(
          findings.map(({ id }) => id),
          file,
        ).toEqual(onPurpose[file] ?? []);
      }
    });
  }
});
