// A tsconfig.json for a folder that has none. An existing one is never touched: its owner gets lines to paste.

import { access, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Clean in TypeScript 6 and 7 for scripts that Node runs as they are, with top-level await in any folder. */
export const minimalTsconfig = `{
  "compilerOptions": {
    "module": "preserve",
    "target": "esnext",
    "noEmit": true,
    "strict": true,
    "allowImportingTsExtensions": true,
    "erasableSyntaxOnly": true,
    "verbatimModuleSyntax": true
  }
}
`;

/** Lines for the `compilerOptions` of a tsconfig.json that refuses top-level await or \`import.meta\`. */
export const moduleOptions = `"module": "preserve",
"target": "esnext",
"noEmit": true
`;

/** Lines for the `compilerOptions` of a project without `node_modules`, as Yarn's Plug'n'Play has it. */
export function pathsOption(declarations: string): string {
  return `"paths": { "lanescope": [${JSON.stringify(declarations.replaceAll('\\', '/'))}] }\n`;
}

/** Does a configuration apply to the files in `folder`? TypeScript looks up to the root of the disk. */
export async function hasConfig(folder: string): Promise<boolean> {
  for (let at = folder; ; at = dirname(at)) {
    for (const name of ['tsconfig.json', 'jsconfig.json']) if (await exists(join(at, name))) return true;
    if (dirname(at) === at) return false;
  }
}

/** Writes the minimal configuration; throws where one has come into being meanwhile. */
export function writeTsconfig(folder: string): Promise<void> {
  return writeFile(join(folder, 'tsconfig.json'), minimalTsconfig, { flag: 'wx' });
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false; // the question was whether it is there
  }
}
