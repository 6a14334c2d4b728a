// Before the VS Code tests: packs the extension and installs the VSIX, so that they see what a user gets, not the checkout.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { installHost } from './host/install.ts';
import { installVsix } from './host/server.ts';
import { packVsix } from './pack.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The file that would be uploaded. */
    vsix: string;
    /** Where VS Code installed it: the folder for `--extensions-dir`. */
    extensionsDir: string;
    /** The extension itself, in `extensionsDir`. */
    extensionPath: string;
  }
}

export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'lanescope-vsix-'));
  const vsix = join(folder, 'lanescope.vsix');
  const extensionsDir = join(folder, 'extensions');
  const installed = await installHost((line) => console.log(line));
  await packVsix(vsix);
  await installVsix(installed, vsix, join(folder, 'data'), extensionsDir);
  const name = readdirSync(extensionsDir).find((entry) => entry.startsWith('lanescope.lanescope-'));
  if (!name) throw new Error(`VS Code did not install the extension into ${extensionsDir}`);
  project.provide('vsix', vsix);
  project.provide('extensionsDir', extensionsDir);
  project.provide('extensionPath', join(extensionsDir, name));
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
