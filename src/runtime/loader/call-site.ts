// Where in the user's code the runtime was called: the first frame of a user module on the stack.

import { unshift } from './edits.ts';
import { asFileUrl, canonicalUrl, isUserModule } from './module-url.ts';
import type { AnyFunction } from './registry.ts';
import { originalPlace } from './source.ts';
import { type LoadedModule, type LoaderState, loaderKey } from './state.ts';

/** A place in a user's file; line and column from 1, as TypeScript, not as the code that runs, has them. */
export interface Site {
  url: string;
  line: number;
  column: number;
}

/** Most calls come straight from user code; each frame more that is captured costs. */
const depths = [3, 12, 100];

/**
 * The place in user code from which `below` was called.
 * @param below the runtime's own function that was called; it and everything that it called is left out
 * @returns undefined where no frame is user code, such as in a callback that only Node called
 */
export function captureSite(below: AnyFunction): Site | undefined {
  const modules = (globalThis as { [loaderKey]?: LoaderState })[loaderKey]?.modules;
  for (const depth of depths) {
    const frames = stackBelow(below, depth);
    const site = firstSite(frames, modules);
    if (site !== undefined || frames.length < depth) return site;
  }
  return undefined;
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
    if (module !== undefined) return { url: known, ...placeInSource(module, line, column) };
    if (modules === undefined && isUserModule(known)) return { url: known, line, column };
  }
  return undefined;
}

/** Where a place in the code that runs (line and column from 1) stands in the user's file. */
export function placeInSource(
  { shifts, map }: LoadedModule,
  line: number,
  column: number,
): { line: number; column: number } {
  const unshifted = unshift(shifts, line, column);
  return map === undefined ? { line, column: unshifted } : originalPlace(map, line, unshifted);
}
