// What `lanescope check` says of the text of a script, besides what its run has shown.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { staticFindings } from '../../src/analysis/catalogue.ts';
import { checks } from '../../src/analysis/static/index.ts';
import { checked } from '../../src/cli/checked.ts';
import { lostUpdate } from '../helpers/stories.ts';
import { Folders, lanescope } from './lanescope.ts';

const folders = new Folders();
afterAll(() => folders[Symbol.dispose]());

/** A script whose helper, two imports away, drops a promise. */
function twoModules(comment = ''): string {
  const folder = folders.make();
  const files = {
    'main.ts': "import { greet } from './between.js';\nif (import.meta.main) console.log(typeof greet);\n",
    'between.ts': "export { greet } from './greet';\n",
    'greet.ts': `import type { Queue } from 'lanescope';\n\nexport function greet(q: Queue<string>) {\n${comment}  const name = q.get();\n  console.log(\`Well, hi \${name}\`);\n}\n`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

it('the list of findings has every check, and no other', () => {
  expect(staticFindings.map(({ id }) => id)).toEqual(checks.map(({ id }) => id));
});

describe.concurrent('a mistake in the text of a module that the script imports', () => {
  it('is told with its place, in every format', async () => {
    const folder = twoModules();
    const { status, stdout } = await lanescope(['check', '--trace', 'run.lanes', 'main.ts'], folder);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^Errors\n\ngreet\.ts:4:\d+ error missing-await: /);
    const { stdout: log } = await lanescope(['check', '--format', 'sarif', 'run.lanes'], folder);
    const [result] = JSON.parse(log).runs[0].results;
    expect(result).toMatchObject({ ruleId: 'missing-await', level: 'error' });
    expect(result.locations[0].physicalLocation.region).toMatchObject({ startLine: 4, endLine: 4 });
    expect(result.codeFlows).toBeUndefined();
  });

  it('is silenced by a comment with a reason', async () => {
    const folder = twoModules('  // lanescope-ignore missing-await: the promise itself is shown\n');
    const { status, stdout } = await lanescope(['check', 'main.ts'], folder);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Silenced\n\ngreet\.ts:5:\d+ missing-await: the promise itself is shown\n/);
  });

  it('is not counted behind a run, which shows what has happened in it', async () => {
    expect((await lanescope(['run', 'main.ts'], twoModules())).stderr).toBe('');
  });
});

it('what the run has shown at the same line is told once', () => {
  const finding = (line: number) => {
    const places = [{ file: 'count.ts', line, column: 1, process: '', seq: 0, text: 'in the text' }];
    const words = { title: 'in the text', message: '', cure: '', cycle: [], docs: '' };
    return { finding: { id: 'lost-update', severity: 'hint' as const, places, ...words }, why: null };
  };
  const told = (line: number) => checked(lostUpdate().trace(), '/home/ann/demo', () => [finding(line)]).findings;
  expect(told(5).map(({ severity }) => severity)).toEqual(['error']);
  expect(told(6).map(({ severity }) => severity)).toEqual(['error', 'hint']);
});

it('the titles in the list are the headings of the pages', () => {
  for (const { id, title } of staticFindings) {
    const [heading = ''] = readFileSync(join(import.meta.dirname, '../../docs/findings', `${id}.md`), 'utf8').split(
      '\n',
    );
    expect(heading.toLowerCase()).toBe(`# ${id}: ${title.toLowerCase()}`);
  }
});
