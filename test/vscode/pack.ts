// Packs the VSIX from what is built in the clone.

import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';

const root = join(import.meta.dirname, '..', '..');

/** Writes the VSIX to `path`. All packages are bundled, so none is looked for. */
export function packVsix(path: string): Promise<void> {
  return createVSIX({ cwd: root, packagePath: path, dependencies: false }) as Promise<void>;
}
