// The statement put before a module's first one: it registers the module's functions and classes as thunks.

import { type Analysis, selfName } from './analyze.ts';

/** A line of user code of which everything from `column` on (both from 1) was moved right by `length`. */
export interface Shift {
  line: number;
  column: number;
  length: number;
}

/** A module's code with the prelude, and what had to move for it. */
export interface Instrumented {
  code: string;
  shift: Shift | undefined;
}

/** Inserts the prelude; a module that has nothing to register and does not ask who is main stays as it is. */
export function instrument(code: string, url: string, analysis: Analysis, isMain: boolean): Instrumented {
  const entersAsMain = isMain && analysis.format === 'commonjs';
  if (analysis.bindings.size === 0 && analysis.names.size === 0 && !analysis.usesImportMeta && !entersAsMain) {
    return { code, shift: undefined };
  }
  const { offset, shifts } = analysis.insertion;
  const prelude = preludeText(url, analysis);
  return {
    code: code.slice(0, offset) + prelude + code.slice(offset),
    shift: shifts ? { ...placeOf(code, offset), length: prelude.length } : undefined,
  };
}

function preludeText(url: string, analysis: Analysis): string {
  const thunks = [...analysis.bindings].map(([name, expression]) => `${JSON.stringify(name)}:()=>${expression}`);
  const world = analysis.shadows ? "Function('return globalThis')()" : 'globalThis';
  const symbol = analysis.shadows ? `${world}.Symbol` : 'Symbol';
  const self = analysis.format === 'module' ? 'import.meta.url,import.meta' : '__filename,module,require';
  const namespace = analysis.needsSelf ? `;import * as ${selfName} from ${JSON.stringify(url)}` : '';
  return `${namespace};${world}[${symbol}.for('lanescope.loader')]({${thunks.join(',')}},${self});`;
}

function placeOf(code: string, offset: number): { line: number; column: number } {
  const before = code.slice(0, offset).split(/\r\n|[\n\r\u2028\u2029]/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Where a place in the code that runs stands in the user's code. */
export function unshift(shift: Shift | undefined, line: number, column: number): number {
  if (shift === undefined || shift.line !== line || column < shift.column + shift.length) return column;
  return column - shift.length;
}
