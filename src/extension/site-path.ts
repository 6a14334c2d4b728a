// May a site of a trace be opened? A trace comes from anywhere, so only files inside folders that the user opened are shown.

import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';

/** Does `path` lie inside `folder`, or is it that folder? Both absolute. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/**
 * Absolute paths that a site's `file` may mean, best first: in the run's working folder, else in one of `roots`
 * (the trace may come from another machine, with another working folder). Only paths inside `roots`.
 */
export function siteCandidates(file: string, cwd: string | undefined, roots: readonly string[]): string[] {
  const bases = cwd === undefined ? roots : [cwd, ...roots];
  const paths = isAbsolute(file) ? [resolve(file)] : bases.filter(isAbsolute).map((base) => resolve(base, file));
  return [...new Set(paths)].filter((path) => roots.some((root) => isInside(path, root)));
}

/** The first candidate that exists and, with symbolic links resolved, still lies inside `roots`; null for none. */
export async function findSite(
  file: string,
  cwd: string | undefined,
  roots: readonly string[],
): Promise<string | null> {
  const realRoots = await Promise.all(roots.map(real));
  for (const path of siteCandidates(file, cwd, roots)) {
    const target = await real(path);
    if (target !== null && realRoots.some((root) => root !== null && isInside(target, root))) return path;
  }
  return null;
}

async function real(path: string): Promise<string | null> {
  try {
    return await realpath(path);
  } catch {
    return null; // not there: no candidate
  }
}
