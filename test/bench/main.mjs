// `npm run bench [-- --json FILE] [--only NAME]`: the runtime side by side with Python, then the extension from the start of VS Code.
// NAME picks a group: throughput, ping-pong, start, memory, pool, recording, vscode.

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runtimeRows, table } from './runtime.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string', default: '' } } });
const { only, json } = values;

const python = spawnSync('python3', ['--version'], { encoding: 'utf8' }).stdout.trim();
console.log(`${cpus().length} cores (${cpus()[0]?.model ?? '?'}), Node ${process.version}, ${python}\n`);
const rows = only === 'vscode' ? [] : runtimeRows(only);
if (rows.length > 0) console.log(table(rows));
if (json) writeFileSync(json, `${JSON.stringify(rows, null, 2)}\n`);
if (only === '' || only === 'vscode') {
  const quiet = '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON';
  const { status } = spawnSync(process.execPath, [quiet, join(here, 'vscode.ts')], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
