// `npm start`: runs the first sample, shows its swimlane as text and writes it as a page. `npm run vscode`: the same in VS Code.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { need, node, prepare, root, run, say } from './setup.mjs';

const sample = join('media', 'samples', 'greet.ts');

await prepare();
if (process.argv.includes('--vscode')) {
  const quiet = '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON';
  process.exit(await run(node, [quiet, join('test', 'vscode', 'host', 'show.ts')]));
}

const folder = join(root, '.lanescope');
mkdirSync(folder, { recursive: true });
const trace = join(folder, 'greet.lanes');
const page = join(folder, 'greet.html');
say(`Running ${sample}: a parent, a child, a queue (five seconds)`);
const code = await run(node, ['dist/cli.mjs', 'run', '--trace', trace, '--show', 'text', sample]);
if (code !== 0) process.exit(code);
await need('Writing the page', node, ['dist/cli.mjs', 'show', trace, '--as', 'html', '--out', page]);
console.log(`
The swimlane as a page, in any browser:   file://${page}
The same live in VS Code, with samples:   npm run vscode
A script of your own:                     npx lanescope run script.ts`);
