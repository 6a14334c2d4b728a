// The example programs of the reference: each type-checks with what is shipped, and prints what it says when the command runs it.

import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { examplesFolder, readExamples } from '../../docs/make/examples.ts';
import { runProgram } from '../broker/run-program.ts';
import { TypedFolder } from '../helpers/typed-folder.ts';

const examples = [...readExamples().values()];
const folder = new TypedFolder();
afterAll(() => folder[Symbol.dispose]());

test('all of them type-check strictly against the shipped declarations, without @types/node', () => {
  for (const { name, code } of examples) folder.write(`${name}.ts`, code);
  expect(folder.check(examples.map(({ name }) => `${name}.ts`))).toBe('');
});

test.each(examples)('$name is small, says in its first line what is to be seen, and where it waits', ({
  code,
  title,
  waits,
}) => {
  expect(title).toMatch(/^[A-Z`].{20,170}\.$/);
  expect(waits.length).toBeGreaterThan(0);
  expect(code.split('\n').length).toBeLessThanOrEqual(40);
  expect(code).toContain('\nif (import.meta.main) await main();\n\n// Prints:\n');
});

describe.concurrent('run by the command', () => {
  test.each(examples)('$name prints what it says', async ({ name, prints }) => {
    const { stdout, stderr, status } = await runProgram(join(examplesFolder, `${name}.ts`));
    expect({ stdout, stderr, status }).toEqual({ stdout: prints, stderr: '', status: 0 });
  });
});
