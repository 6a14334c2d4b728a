// Folders as users have them, and whether an editor knows `lanescope` in each: what the design of the stub rests on.

import { copyFileSync, cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeStub } from '../../src/extension/types/stub.ts';
import { minimalTsconfig, moduleOptions, pathsOption } from '../../src/extension/types/tsconfig.ts';

const root = join(import.meta.dirname, '..', '..');
const declarations = join(root, 'dist', 'lanescope.d.ts');

/** "Cannot find module": the editor knows nothing, not even `import.meta.main`, which comes with our types. */
const unknown = [2307, 2339];
/** "Not assignable": the one mistake that the scripts make is seen, so the types are there and no `any`. */
const known = [2322];

const script = `import { Process, Queue } from 'lanescope';
async function child(q: Queue<string>) {
  console.log(await q.get());
}
if (import.meta.main) {
  const q = new Queue<string>();
  new Process({ target: child, args: [q] }).start();
  await q.put('text');
  const wrong: number = await q.get();
  console.log(wrong);
}
`;
const javaScript = `// @ts-check
import { Queue } from 'lanescope';
const q = new Queue();
/** @type {number} */
const wrong = q.get();
console.log(wrong);
`;
const config = (...lines: string[]) => `{ "compilerOptions": { ${lines.join(', ')} } }`;

export interface Row {
  title: string;
  /** Files by path in a folder of its own. */
  files: Record<string, string>;
  /** What lies in `node_modules/lanescope` of that folder. */
  installed?: 'stub' | 'link' | 'package';
  /** Codes in `main.ts`, or in the only script. */
  expected: readonly number[];
  /** Tried with the compiler too, without any option of the user's. */
  compiled?: true;
}

export const matrix: readonly Row[] = [
  { title: 'a loose file with nothing', files: { 'main.ts': script }, expected: unknown, compiled: true },
  { title: 'a loose JavaScript file with nothing', files: { 'main.js': javaScript }, expected: [2307] },
  {
    title: 'an ambient declaration beside the file, which is not part of its project',
    files: {
      'main.ts': script,
      'lanescope.d.ts': "declare module 'lanescope' { export const Process: any, Queue: any; }",
    },
    expected: unknown,
  },
  { title: 'the stub', files: { 'main.ts': script }, installed: 'stub', expected: known, compiled: true },
  { title: 'the stub, for JavaScript', files: { 'main.js': javaScript }, installed: 'stub', expected: known },
  {
    title: 'the stub in a folder above',
    files: { 'a/b/main.ts': script },
    installed: 'stub',
    expected: known,
    compiled: true,
  },
  { title: 'a link to a package elsewhere', files: { 'main.ts': script }, installed: 'link', expected: known },
  { title: 'the installed package', files: { 'main.ts': script }, installed: 'package', expected: known },
  {
    title: 'the installed package in a project of npm init, which says commonjs',
    files: { 'main.ts': script, 'package.json': '{ "name": "user", "version": "1.0.0", "type": "commonjs" }' },
    installed: 'package',
    expected: known,
  },
  {
    title: 'the stub and the tsconfig.json that is offered',
    files: { 'main.ts': script, 'tsconfig.json': minimalTsconfig },
    installed: 'stub',
    expected: known,
  },
  {
    title: 'the line with paths, without node_modules',
    files: { 'main.ts': script, 'tsconfig.json': config('"module": "preserve"', pathsOption(declarations)) },
    expected: known,
  },
  {
    title: 'the line with paths in a jsconfig.json',
    files: { 'main.js': javaScript, 'jsconfig.json': config('"module": "preserve"', pathsOption(declarations)) },
    expected: known,
  },
  {
    title: 'a tsconfig.json with nodenext and no "type": "module", which refuses top-level await and import.meta',
    files: { 'main.ts': script, 'tsconfig.json': config('"module": "nodenext"') },
    installed: 'stub',
    expected: [1309, 1309, 1470, ...known],
  },
  {
    title: 'the same with the options that are copied',
    files: { 'main.ts': script, 'tsconfig.json': config(moduleOptions) },
    installed: 'stub',
    expected: known,
  },
];

/** Lays the folder of `row` down in `folder` and returns its script. */
export async function lay(folder: string, { files, installed }: Row): Promise<string> {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  if (installed === 'stub') await writeStub(folder, root, '0.1.0');
  if (installed === 'package') layPackage(join(folder, 'node_modules', 'lanescope'));
  if (installed === 'link') {
    layPackage(join(folder, 'elsewhere'));
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(join('..', 'elsewhere'), join(folder, 'node_modules', 'lanescope'));
  }
  const main = Object.keys(files).find((name) => /main\.[jt]s$/.test(name)) ?? '';
  return join(folder, main);
}

/** A folder with every sample and the stub; returns the samples. */
export async function laySamples(folder: string): Promise<string[]> {
  const samples = join(root, 'media', 'samples');
  cpSync(samples, folder, { recursive: true });
  await writeStub(folder, root, '0.1.0');
  return readdirSync(samples).flatMap((name) => (name.endsWith('.ts') ? [join(folder, name)] : []));
}

/** What of the npm package an editor reads. */
function layPackage(place: string): void {
  mkdirSync(join(place, 'dist'), { recursive: true });
  copyFileSync(join(root, 'package.json'), join(place, 'package.json'));
  copyFileSync(declarations, join(place, 'dist', 'lanescope.d.ts'));
}
