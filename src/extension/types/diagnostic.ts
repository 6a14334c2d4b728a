// What TypeScript says of scripts for Lanescope, whatever language it speaks.

import type { Diagnostic } from 'vscode';

/** "Cannot find module or its type declarations." */
const moduleNotFound = 2307;

/** Top-level await and `import.meta` that the `module` option of tsconfig.json, or a file that becomes CommonJS, refuses. */
const moduleRefused = [1309, 1343, 1378, 1470];

/** Is it about `lanescope`? The message is a translated one; only the name and some quotes around it are certain. */
export function isUnknownLanescope({ code, message }: Diagnostic): boolean {
  return numberOf(code) === moduleNotFound && /(?<![\w@/.-])lanescope(?![\w/.-])/.test(message);
}

/** Does a tsconfig.json refuse what Node runs? */
export function isModuleRefused({ code }: Diagnostic): boolean {
  return moduleRefused.includes(numberOf(code));
}

function numberOf(code: Diagnostic['code']): number {
  return Number(typeof code === 'object' ? code.value : code);
}
