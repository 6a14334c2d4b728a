// Finds the files that TypeScript users mean by an import: without extension, `.js` for `.ts`, a folder, tsconfig `paths`.

import { statSync } from 'node:fs';
import path from 'node:path';
import { createPathsMatcher, getTsconfig } from 'get-tsconfig';

const extensions = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'];
const sourceOf: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/** Whether a specifier names a place (`./x`, `/x`, `file:…`) and not a package. */
export function isPlace(specifier: string): boolean {
  return /^\.{0,2}\//.test(specifier) || specifier === '.' || specifier === '..' || specifier.startsWith('file:');
}

/** The files that a path without, or with another, extension can mean, best first. */
export function candidates(file: string): string[] {
  const extension = path.extname(file);
  const stem = file.slice(0, file.length - extension.length);
  return [
    ...(sourceOf[extension] ?? []).map((other) => stem + other),
    ...extensions.map((other) => file + other),
    ...extensions.map((other) => path.join(file, `index${other}`)),
  ];
}

/** The first of the files meant by a path that exists. */
export function findFile(file: string): string | undefined {
  return [file, ...candidates(file)].find(isFile);
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

type Match = (specifier: string) => string[];

/** Resolves by the `paths` and `baseUrl` of the nearest tsconfig.json or jsconfig.json above the importing file. */
export class TsconfigPaths {
  readonly #matchers = new Map<string, Match | undefined>();

  /** The file that `specifier` means in a module at `parent` (a path); undefined where no mapping leads to a file. */
  find(specifier: string, parent: string): string | undefined {
    const files = this.#matcher(path.dirname(parent))?.(specifier) ?? [];
    for (const file of files) {
      const found = findFile(file);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #matcher(folder: string): Match | undefined {
    if (!this.#matchers.has(folder)) this.#matchers.set(folder, readMatcher(folder));
    return this.#matchers.get(folder);
  }
}

function readMatcher(folder: string): Match | undefined {
  const config = getTsconfig(folder) ?? getTsconfig(folder, 'jsconfig.json');
  return config === null ? undefined : (createPathsMatcher(config) ?? undefined);
}
