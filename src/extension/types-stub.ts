// The stub `node_modules/lanescope`: types for the editor without any tsconfig, and a library that plain Node can load.

import { access, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** By the lock file that lies in the folder; npm where there is none. */
const managers: readonly [lockFile: string, command: readonly string[]][] = [
  ['pnpm-lock.yaml', ['pnpm', 'add', '-D', 'lanescope']],
  ['yarn.lock', ['yarn', 'add', '-D', 'lanescope']],
  ['bun.lock', ['bun', 'add', '-d', 'lanescope']],
  ['bun.lockb', ['bun', 'add', '-d', 'lanescope']],
];

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

/**
 * Writes or refreshes the stub in `folder`; a real installation of `lanescope` stays as it is.
 *
 * @returns Whether something was written.
 */
export async function writeStub(folder: string, extensionPath: string, version: string): Promise<boolean> {
  const stub = join(folder, 'node_modules', 'lanescope');
  const found = await readManifest(stub);
  if (found && !isStub(found)) return false;
  const dist = join(extensionPath, 'dist');
  await mkdir(stub, { recursive: true });
  await copyFile(join(dist, 'lanescope.d.ts'), join(stub, 'index.d.ts'));
  for (const name of runtimeFiles) await copyFile(join(dist, name), join(stub, name));
  await writeFile(join(stub, 'index.js'), "export * from './lanescope.mjs';\n");
  await writeFile(join(stub, 'package.json'), `${JSON.stringify(stubManifest(version), null, 2)}\n`);
  return true;
}

/** Does `folder` belong to a project with its own package.json? */
export function isProject(folder: string): Promise<boolean> {
  return exists(join(folder, 'package.json'));
}

/** The command that adds `lanescope` to the project in `folder`, for its package manager. */
export async function installCommand(folder: string): Promise<readonly string[]> {
  for (const [lockFile, command] of managers) if (await exists(join(folder, lockFile))) return command;
  return ['npm', 'install', '-D', 'lanescope'];
}

function isStub(manifest: Record<string, unknown>): boolean {
  return manifest.lanescope !== undefined;
}

async function readManifest(folder: string): Promise<Record<string, unknown> | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false; // the question was whether it is there
  }
}
