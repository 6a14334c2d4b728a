// Makes the two packages: the VSIX for VS Code and the npm tarball. `node package.mjs [FOLDER]`, by default the root.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = import.meta.dirname;
const out = resolve(process.argv[2] ?? root);
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const vsix = join(out, `${name}-${version}.vsix`);
const bin = (command) => join(root, 'node_modules', '.bin', command);
const run = (command, ...args) => execFileSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });

mkdirSync(out, { recursive: true });
run(bin('node'), 'esbuild.mjs');
run(bin('vsce'), 'package', '--no-dependencies', '--out', vsix);
run('npm', 'pack', '--loglevel=error', '--pack-destination', out);
