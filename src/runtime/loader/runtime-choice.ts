// Which runtime `import 'lanescope'` means: ours, or the one that the project has installed, if both speak the same protocol.

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What a `lanescope` package says of itself in the `lanescope` field of its package.json. */
export interface InstalledRuntime {
  version: string;
  /** Version of the protocol between runtime and broker; undefined in a package that is older than the field. */
  protocol: number | undefined;
  /** URL of the module that `import` gets. */
  url: string;
}

export type RuntimeChoice =
  | { url: string }
  /** The project's own runtime cannot talk to this broker. */
  | { url: string; conflict: string };

/**
 * The project's own runtime wins where its protocol fits; else ours, with a message that names both versions.
 * Pure: reading the installed package is `findInstalled`.
 */
export function chooseRuntime(
  bundled: { url: string; version: string; protocol: number },
  installed: InstalledRuntime | undefined,
): RuntimeChoice {
  if (installed === undefined) return { url: bundled.url };
  if (installed.protocol === bundled.protocol) return { url: installed.url };
  const theirs = `lanescope ${installed.version} in ${path.dirname(path.dirname(fileURLToPath(installed.url)))}`;
  return {
    url: bundled.url,
    conflict:
      `The project's ${theirs} speaks another protocol than the lanescope ${bundled.version} that runs the script; ` +
      `the latter is used. Install lanescope ${bundled.version} to have one version.`,
  };
}

/** The `lanescope` package nearest above the importing module, if it is a runtime and not only a stub of its types. */
export function findInstalled(parentUrl: string): InstalledRuntime | undefined {
  if (!parentUrl.startsWith('file:')) return undefined;
  let folder = path.dirname(fileURLToPath(parentUrl));
  for (;;) {
    const manifest = path.join(folder, 'node_modules', 'lanescope', 'package.json');
    if (existsSync(manifest)) return readInstalled(manifest);
    const above = path.dirname(folder);
    if (above === folder) return undefined;
    folder = above;
  }
}

function readInstalled(manifest: string): InstalledRuntime | undefined {
  const read: unknown = JSON.parse(readFileSync(manifest, 'utf8'));
  const { version, exports, lanescope } = record(read);
  const { protocol, stub } = record(lanescope);
  if (stub !== undefined) return undefined;
  const entry = record(exports)['.'] ?? exports;
  const { import: imported, default: other } = record(entry);
  const target = typeof entry === 'string' ? entry : (imported ?? other);
  if (typeof target !== 'string') return undefined;
  return {
    version: typeof version === 'string' ? version : '0',
    protocol: typeof protocol === 'number' ? protocol : undefined,
    url: pathToFileURL(path.join(path.dirname(manifest), target)).href,
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
