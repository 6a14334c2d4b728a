// The house as a test: who may import whom, no cycles, no long files, no hidden state, complete registries, one version.

import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importsOf, mutableBindings } from './helpers/imports.ts';

const root = join(import.meta.dirname, '..');

/**
 * What the files of a folder may import besides one another: folders of `src`, packages, and Node's modules as `node`.
 * Every entry is used: a permission that nobody needs is taken away.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  base: [],
  trace: ['base', '@uwdata/flechette'],
  protocol: ['base', 'trace'],
  analysis: ['base', 'trace', 'acorn'],
  kernel: ['base', 'protocol', 'trace'],
  export: ['analysis', 'base', 'protocol', 'trace'],
  primitives: ['base', 'kernel', 'protocol'],
  broker: ['base', 'kernel', 'primitives', 'protocol', 'trace', 'node'],
  runtime: ['base', 'primitives', 'protocol', 'acorn', 'acorn-walk', 'get-tsconfig', 'msgpackr/pack', 'node'],
  cli: ['analysis', 'broker', 'export', 'protocol', 'trace', 'node'],
  extension: ['analysis', 'export', 'protocol', 'trace', 'vscode', 'node'],
  webview: ['base', 'protocol', 'trace', 'd3'],
};

/** Earlier folders never import later ones, whatever the table says. Bundles at the end know nothing of one another. */
const layers: readonly (readonly string[])[] = [
  ['base'],
  ['trace'],
  ['protocol', 'analysis'],
  ['kernel', 'export'],
  ['primitives'],
  ['broker', 'runtime', 'extension', 'webview', 'cli'],
];

/** Modules that may hold state in variables of their own, with the reason. */
const stateful: Readonly<Record<string, string>> = {
  'src/runtime/loader/call-ids.ts': 'one call of a thread is under way at a time, and it must cost nanoseconds',
};

/** Imports of another bundle, which is there once it is built. */
const bundles = ['./session.js', './checks.js'];

const longest = 500;

const isCode = (file: string) => file.endsWith('.ts') && !file.endsWith('.d.ts');
const files = globSync(['src/**/*.ts', 'webview/**/*.ts'], { cwd: root })
  .map((file) => file.replaceAll('\\', '/'))
  .filter(isCode);
const codeOf = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
const importsOfFile = new Map([...codeOf].map(([file, code]) => [file, importsOf(code)]));

function folderOf(file: string): string {
  const [top, second = ''] = file.split('/');
  return top === 'src' ? second : (top ?? '');
}

function targetOf(file: string, specifier: string): string | null {
  return specifier.startsWith('.') ? posix.normalize(posix.join(posix.dirname(file), specifier)) : null;
}

/** The name by which the table knows what is imported. */
function nameOf(file: string, specifier: string): string {
  const target = targetOf(file, specifier);
  if (target !== null) return folderOf(target);
  return specifier.startsWith('node:') ? 'node' : specifier;
}

describe('imports', () => {
  test('the reader of imports finds every kind of import', () => {
    const code = `
      import type { A } from './a.ts'; import b, { type B } from './b.ts'; import './c.ts';
      export * from './d.ts'; export { e } from './e.ts'; export type { F } from './f.ts';
      type G = import('./g.ts').G; const h = await import('./h.ts'); const i = require('./i.ts');
      import j = require('./j.ts'); const text = "import './not.ts'"; // import './nor.ts'`;
    expect(importsOf(code).sort()).toEqual([...'abcdefghij'].map((letter) => `./${letter}.ts`));
  });

  test('every folder with code has a line in the table', () => {
    expect([...new Set(files.map(folderOf))].sort()).toEqual(Object.keys(allowed).sort());
  });

  test.each(Object.keys(allowed))('%s imports what the table allows, and all of that', (folder) => {
    const used = new Set<string>();
    const forbidden: string[] = [];
    for (const [file, specifiers] of importsOfFile) {
      if (folderOf(file) !== folder) continue;
      for (const specifier of specifiers) {
        const name = nameOf(file, specifier);
        if (name === folder) continue;
        used.add(name);
        if (!allowed[folder]?.includes(name)) forbidden.push(`${file} imports ${specifier}`);
      }
    }
    expect(forbidden).toEqual([]);
    expect([...used].sort()).toEqual([...(allowed[folder] ?? [])].sort());
  });

  test('the table follows the layers: nobody imports a later layer, bundles not one another, only cli the broker', () => {
    const layerOf = (name: string) => layers.findIndex((names) => names.includes(name));
    const against = Object.entries(allowed).flatMap(([folder, names]) =>
      names
        .filter((name) => layerOf(name) >= layerOf(folder) && !(folder === 'cli' && name === 'broker'))
        .map((name) => `${folder} → ${name}`),
    );
    expect(against).toEqual([]);
    const knowsEditor = Object.keys(allowed).filter((folder) => allowed[folder]?.includes('vscode'));
    expect(knowsEditor).toEqual(['extension']);
  });

  test('relative imports name a file that is there, with its ending', () => {
    const missing = [...importsOfFile].flatMap(([file, specifiers]) =>
      specifiers
        .filter((specifier) => specifier.startsWith('.') && !bundles.includes(specifier))
        .filter((specifier) => !existsSync(join(root, targetOf(file, specifier) ?? '')))
        .map((specifier) => `${file} imports ${specifier}`),
    );
    expect(missing).toEqual([]);
  });

  test('no file imports itself by way of others', () => {
    expect(cycles()).toEqual([]);
  });

  test('the two sides of a primitive, rule and handle, never import one another', () => {
    const sides = files.filter((file) => /^src\/primitives\/.+\/(rule|handle)\.ts$/.test(file));
    expect(sides.length).toBeGreaterThan(0);
    const [knowsHandle, knowsRule] = ['handle.ts', 'rule.ts'].map((other) =>
      sides.filter((file) => !file.endsWith(`/${other}`) && reachable(file).some((one) => one.endsWith(`/${other}`))),
    );
    expect(knowsHandle).toEqual([]);
    expect(knowsRule).toEqual([]);
  });
});

describe('files', () => {
  test(`none is longer than ${longest} lines`, () => {
    const long = [...codeOf].filter(([, code]) => code.split('\n').length > longest + 1).map(([file]) => file);
    expect(long).toEqual([]);
  });

  test('each begins with a comment that says what it is', () => {
    expect([...codeOf].filter(([, code]) => !/^(#!.*\n)?(\/\/ |\/\*\*)/.test(code)).map(([file]) => file)).toEqual([]);
  });

  test('runtime and primitives keep no state in modules, for several processes may live in one', () => {
    const withState = [...codeOf].filter(([file, code]) => {
      return ['runtime', 'primitives'].includes(folderOf(file)) && mutableBindings(code).length > 0;
    });
    expect(withState.map(([file]) => file).filter((file) => !(file in stateful))).toEqual([]);
    const excused = Object.keys(stateful).filter((file) => codeOf.has(file));
    expect(withState.map(([file]) => file).sort()).toEqual(excused.sort());
  });

  test('the finder of module state sees let and var, exported too, and no constant', () => {
    const code = 'let a = 1; export let b; var c = 2, d; const e = 1; export const f = []; function g() { let h; }';
    expect(mutableBindings(code)).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('registries', () => {
  test('every primitive with a rule is in kinds.ts', () => {
    const rules = globSync('src/primitives/**/rule.ts', { cwd: root }).map((file) => file.replaceAll('\\', '/'));
    const registered = (importsOfFile.get('src/primitives/kinds.ts') ?? []).map((specifier) =>
      targetOf('src/primitives/kinds.ts', specifier),
    );
    expect(rules.length).toBeGreaterThan(0);
    expect(rules.filter((rule) => !registered.includes(rule))).toEqual([]);
  });

  test('every file of export that makes a format is reached from its index', () => {
    const formats = readdirSync(join(root, 'src/export')).filter(isCode);
    const known = reachable('src/export/index.ts').map((file) => posix.basename(file));
    expect(formats.filter((file) => file !== 'index.ts' && !known.includes(file))).toEqual([]);
  });

  test.each([
    'src/analysis/static/index.ts',
    'src/analysis/static/fixes/index.ts',
  ])('every check or fix beside %s is reached from it', (index) => {
    const folder = index.endsWith('fixes/index.ts') ? 'src/analysis/static/fixes' : 'src/analysis/static/checks';
    const files = readdirSync(join(root, folder)).map((file) => `${folder}/${file}`);
    const known = reachable(index);
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => file !== index && !known.includes(file))).toEqual([]);
  });
});

describe('versions', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

  test('the package and its protocol have one version each, in package.json and in the code', async () => {
    const { packageVersion, protocolVersion } = await import('../src/protocol/version.ts');
    expect([packageVersion, protocolVersion]).toEqual([manifest.version, manifest.lanescope.protocol]);
  });
});

/** Files that a file imports, and those that they import. */
function reachable(file: string): string[] {
  const seen = new Set<string>();
  const open = [file];
  for (const one of open) {
    for (const specifier of importsOfFile.get(one) ?? []) {
      const target = targetOf(one, specifier);
      if (target === null || seen.has(target)) continue;
      seen.add(target);
      open.push(target);
    }
  }
  return [...seen];
}

/** One path for each cycle that is closed when files are walked from the first on. */
function cycles(): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const walk = (file: string) => {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file].join(' → '));
    if (done.has(file) || path.includes(file)) return;
    path.push(file);
    for (const specifier of importsOfFile.get(file) ?? []) {
      const target = targetOf(file, specifier);
      if (target !== null && codeOf.has(target)) walk(target);
    }
    path.pop();
    done.add(file);
  };
  for (const file of files) walk(file);
  return found;
}
