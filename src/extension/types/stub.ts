// The stub `node_modules/lanescope`: types for the editor without any tsconfig, and a library that plain Node can load.

import { copyFile, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isNewEnough } from '../find-node.ts';

/** What `node_modules/lanescope` of a folder is. */
export type Installed =
  | { kind: 'none' }
  | { kind: 'stub'; version: string }
  /** A real installation, a link, or anything else that we have not written and never touch. */
  | { kind: 'own' };

/** The runtime as plain Node needs it: the library, the broker it starts itself under, and a process's first module. */
const runtimeFiles = ['lanescope.mjs', 'cli.mjs', 'bootstrap.mjs', 'amaro.cjs'];

/** The manifest of the stub; its marker tells it from a real installation. */
export function stubManifest(version: string): Record<string, unknown> {
  return {
    name: 'lanescope',
    version,
    private: true,
    type: 'module',
    exports: { '.': { types: './index.d.ts', default: './index.js' }, './package.json': './package.json' },
    lanescope: { stub: version },
  };
}

export function stubIn(folder: string): string {
  return join(folder, 'node_modules', 'lanescope');
}

/** Looks at `node_modules/lanescope` of `folder`, and not through links: what is behind one belongs to somebody else. */
export async function installedIn(folder: string): Promise<Installed> {
  const modules = await kindOf(join(folder, 'node_modules'));
  if (modules === 'none') return { kind: 'none' };
  const stub = stubIn(folder);
  const found = modules === 'folder' ? await kindOf(stub) : 'other';
  if (found === 'none') return { kind: 'none' };
  if (found === 'other') return { kind: 'own' };
  if ((await readdir(stub)).length === 0) return { kind: 'none' };
  const version = await markerOf(stub);
  return version === undefined ? { kind: 'own' } : { kind: 'stub', version };
}

/** The nearest folder at or above `folder` that has a `node_modules/lanescope`, which is what editor and Node find. */
export async function installedAbove(folder: string): Promise<{ folder: string; installed: Installed } | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    const installed = await installedIn(at);
    if (installed.kind === 'stub') return { folder: at, installed };
    if (installed.kind === 'own' && (await kindOf(stubIn(at))) !== 'none') return { folder: at, installed };
    if (dirname(at) === at) return undefined;
  }
}

/** Is a stub of `version` older than what an extension of `own` would write? */
export function isOlder(version: string, own: string): boolean {
  return !isNewEnough(version, own);
}

/**
 * Writes the stub into `folder`, or a newer one over it; anything else that is there stays as it is, and so does a stub
 * of a newer extension. The stub is made beside its place, so that nobody ever sees half of one.
 *
 * @returns Whether a stub is there now.
 */
export async function writeStub(folder: string, extensionPath: string, version: string): Promise<boolean> {
  const found = await installedIn(folder);
  if (found.kind === 'own') return false;
  if (found.kind === 'stub' && isOlder(version, found.version)) return true;
  await mkdir(join(folder, 'node_modules'), { recursive: true });
  const made = await mkdtemp(join(folder, 'node_modules', '.lanescope-'));
  try {
    await fill(made, join(extensionPath, 'dist'), version);
    await rm(stubIn(folder), { recursive: true, force: true });
    await rename(made, stubIn(folder));
  } catch (error) {
    await rm(made, { recursive: true, force: true });
    throw error;
  }
  return true;
}

async function fill(stub: string, dist: string, version: string): Promise<void> {
  await copyFile(join(dist, 'lanescope.d.ts'), join(stub, 'index.d.ts'));
  for (const name of runtimeFiles) await copyFile(join(dist, name), join(stub, name));
  await writeFile(join(stub, 'index.js'), "export * from './lanescope.mjs';\n");
  await writeFile(join(stub, 'package.json'), `${JSON.stringify(stubManifest(version), null, 2)}\n`);
}

/** The version in the marker; undefined in what is no stub of ours. A real package has the field `lanescope` too. */
async function markerOf(stub: string): Promise<string | undefined> {
  try {
    const manifest = JSON.parse(await readFile(join(stub, 'package.json'), 'utf8'));
    const version: unknown = manifest?.lanescope?.stub;
    return typeof version === 'string' ? version : undefined;
  } catch {
    return undefined; // no manifest, or none that can be read: then it is not ours
  }
}

async function kindOf(path: string): Promise<'none' | 'folder' | 'other'> {
  try {
    return (await lstat(path)).isDirectory() ? 'folder' : 'other';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'none';
    throw error;
  }
}
