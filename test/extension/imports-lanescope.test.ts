// The condition of the Run menu: which texts import lanescope.

import { describe, expect, test } from 'vitest';
import { importsLanescope, mayImportLanescope } from '../../src/extension/imports-lanescope.ts';

describe('importsLanescope', () => {
  test.each([
    "import { Process, Queue } from 'lanescope';",
    'import * as mp from "lanescope"',
    "import 'lanescope';",
    "import {\n  Process,\n  Queue,\n} from 'lanescope';",
    "const { Queue } = require('lanescope');",
    "const mp = await import('lanescope');",
    "#!/usr/bin/env node\n'use strict';\nimport { Queue } from 'lanescope'",
    "export { Queue } from 'lanescope';",
  ])('finds the import in %j', (text) => {
    expect(importsLanescope(text)).toBe(true);
  });

  test.each([
    '',
    "import { Queue } from './lanescope.ts';",
    "import { Queue } from 'lanescope-tools';",
    "// import { Queue } from 'lanescope';",
    "/* import 'lanescope' */",
    " * import { Queue } from 'lanescope';",
    "console.log('lanescope');",
    'import { Queue } from "lanescope\';',
  ])('finds none in %j', (text) => {
    expect(importsLanescope(text)).toBe(false);
  });
});

test('only TypeScript and JavaScript files can be run', () => {
  expect(['typescript', 'javascript', 'typescriptreact', 'python'].map(mayImportLanescope)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
