// The project that a folder belongs to, and its package manager.

import { readdir, readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';

export type Manager = 'npm' | 'pnpm' | 'yarn' | 'bun';

/** What a folder says about its package manager. */
export interface Level {
  /** Names of its files. */
  names: readonly string[];
  /** Its package.json, if it has one that can be read. */
  manifest?: Record<string, unknown>;
}

export interface Project {
  folder: string;
  manager: Manager;
  /** What makes `lanescope` a dependency, or installs it where package.json already names it. */
  command: readonly [string, ...string[]];
}

const lockFiles: readonly (readonly [string, Manager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];

const dependencyFields = ['dependencies', 'devDependencies', 'optionalDependencies'];

/** `folder` and those above it, up to `top`; only `folder` where it does not lie in `top`. */
export function foldersUpTo(folder: string, top: string): string[] {
  const inside = relative(top, folder);
  if (isAbsolute(inside) || inside.split(sep)[0] === '..') return [folder];
  const folders = [folder];
  for (let at = folder; relative(top, at) !== ''; at = dirname(at)) folders.push(dirname(at));
  return folders;
}

/** The project whose package.json is the nearest one above `folder`, not above `top`. */
export async function findProject(folder: string, top: string): Promise<Project | undefined> {
  const folders = foldersUpTo(folder, top);
  const levels = await Promise.all(folders.map(readLevel));
  const own = levels.findIndex(({ names }) => names.includes('package.json'));
  const place = folders[own];
  if (place === undefined) return undefined;
  const manager = chooseManager(levels.slice(own));
  return { folder: place, manager, command: installCommand(manager, levels[own] ?? { names: [] }) };
}

/** By `packageManager` of package.json or the lock file, whichever is nearer; npm where nothing says. Pure. */
export function chooseManager(levels: readonly Level[]): Manager {
  for (const { names, manifest } of levels) {
    const declared = declaredManager(manifest);
    if (declared) return declared;
    const locked = lockFiles.find(([name]) => names.includes(name));
    if (locked) return locked[1];
  }
  return 'npm';
}

/** The command for the project's own folder. Pure. */
export function installCommand(manager: Manager, level: Level): readonly [string, ...string[]] {
  if (namesLanescope(level.manifest)) return [manager, 'install'];
  if (manager === 'npm') return ['npm', 'install', '-D', 'lanescope'];
  if (manager === 'bun') return ['bun', 'add', '-d', 'lanescope'];
  return [manager, 'add', '-D', ...rootFlag(manager, level), 'lanescope'];
}

export function namesLanescope(manifest: Record<string, unknown> | undefined): boolean {
  return dependencyFields.some((field) => {
    const dependencies = manifest?.[field];
    return typeof dependencies === 'object' && dependencies !== null && 'lanescope' in dependencies;
  });
}

/** pnpm and Yarn 1 add nothing to the root of several packages unless told so; newer Yarns do, and do not know the flag. */
function rootFlag(manager: Manager, { names, manifest }: Level): string[] {
  if (manager === 'pnpm') return names.includes('pnpm-workspace.yaml') ? ['-w'] : [];
  const newer = names.includes('.yarnrc.yml') || /^yarn@(?!1\.)/.test(String(manifest?.packageManager));
  return manifest?.workspaces !== undefined && !newer ? ['-W'] : [];
}

function declaredManager(manifest: Record<string, unknown> | undefined): Manager | undefined {
  const name = /^(npm|pnpm|yarn|bun)(?:@|$)/.exec(String(manifest?.packageManager))?.[1];
  return name as Manager | undefined;
}

export async function readLevel(folder: string): Promise<Level> {
  const names = await readdir(folder);
  if (!names.includes('package.json')) return { names };
  try {
    const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    return typeof manifest === 'object' && manifest !== null ? { names, manifest: { ...manifest } } : { names };
  } catch {
    return { names }; // while it is being typed it is no JSON; the package manager will say so
  }
}
