// Where in the user's code the runtime was called: the first frame of a user module on the stack.

import { asFileUrl, canonicalUrl, isUserModule } from './module-url.ts';
import { unshift } from './prelude.ts';
import type { AnyFunction } from './registry.ts';
import { originalPlace } from './source.ts';
import { type LoadedModule, type LoaderState, loaderKey } from './state.ts';

/** A place in a user's file; line and column from 1, as TypeScript, not as the code that runs, has them. */
export interface Site {
  url: string;
  line: number;
  column: number;
}

const usualDepth = 12;
const greatDepth = 100;

/**
 * The place in user code from which `below` was called.
 * @param below the runtime's own function that was called; it and everything that it called is left out
 * @returns undefined where no frame is user code, such as in a callback that only Node called
 */
export function captureSite(below: AnyFunction): Site | undefined {
  const modules = (globalThis as { [loaderKey]?: LoaderState })[loaderKey]?.modules;
  const near = stackBelow(below, usualDepth);
  const site = firstSite(near, modules);
  if (site !== undefined || near.length < usualDepth) return site;
  return firstSite(stackBelow(below, greatDepth), modules);
}

/** Structured frames, whatever the user made of `Error.stackTraceLimit` and `Error.prepareStackTrace`. */
function stackBelow(below: AnyFunction, depth: number): readonly NodeJS.CallSite[] {
  const { stackTraceLimit, prepareStackTrace } = Error;
  const holder: { stack?: unknown } = {};
  try {
    Error.stackTraceLimit = depth;
    Error.prepareStackTrace = (_error, frames) => frames;
    Error.captureStackTrace(holder, below);
    return Array.isArray(holder.stack) ? (holder.stack as NodeJS.CallSite[]) : [];
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    Error.prepareStackTrace = prepareStackTrace;
  }
}

function firstSite(
  frames: readonly NodeJS.CallSite[],
  modules: ReadonlyMap<string, LoadedModule> | undefined,
): Site | undefined {
  for (const frame of frames) {
    const script = frame.getFileName();
    const url = typeof script === 'string' ? asFileUrl(script) : undefined;
    if (url === undefined) continue;
    const known = canonicalUrl(url);
    const module = modules?.get(known);
    const line = frame.getLineNumber();
    const column = frame.getColumnNumber();
    if (line === null || column === null) continue;
    if (module !== undefined) return placed(known, line, column, module);
    if (modules === undefined && isUserModule(known)) return { url: known, line, column };
  }
  return undefined;
}

function placed(url: string, line: number, column: number, { shift, map }: LoadedModule): Site {
  const unshifted = unshift(shift, line, column);
  return map === undefined ? { url, line, column: unshifted } : { url, ...originalPlace(map, line, unshifted) };
}
