// Stacks of user code as Node would write them had the loader changed nothing: each frame at its place in the user's file.
// Node's own support for source maps would do the places too, but writes frames in another form (paths, other names, no `async`).

import { placeInSource } from './call-site.ts';
import { asFileUrl, canonicalUrl } from './module-url.ts';
import type { LoadedModule } from './state.ts';

type Prepare = (error: Error, frames: NodeJS.CallSite[]) => unknown;

/** What V8 writes by itself, for a Node that does not show what it formats stacks with. */
const plainly: Prepare = (error, frames) => [Error.prototype.toString.call(error), ...frames].join('\n    at ');

/**
 * Puts itself before what formats stacks in this thread; what a program sets there later replaces it, as without us.
 */
export function correctStacks(modules: ReadonlyMap<string, LoadedModule>): void {
  const format = Error.prepareStackTrace ?? plainly;
  const prepareStackTrace: Prepare = (error, frames) => {
    // a program that turned source maps on wants Node to read them: ours are in the modules
    const shown = process.sourceMapsEnabled ? frames : frames.map((frame) => corrected(frame, modules));
    return Reflect.apply(format, Error, [error, shown]);
  };
  // as Node defines its own: not enumerable
  const attributes = { writable: true, configurable: true, enumerable: false };
  Object.defineProperty(Error, 'prepareStackTrace', { value: prepareStackTrace, ...attributes });
}

/** What formats stacks makes a string of each frame and asks nothing else of it. */
function corrected(frame: NodeJS.CallSite, modules: ReadonlyMap<string, LoadedModule>): NodeJS.CallSite {
  const script = frame.getFileName();
  const line = frame.getLineNumber();
  const column = frame.getColumnNumber();
  const url = typeof script === 'string' ? asFileUrl(script) : undefined;
  const module = url === undefined ? undefined : modules.get(canonicalUrl(url));
  if (module === undefined || line === null || column === null) return frame;
  const place = placeInSource(module, line, column);
  if (place.line === line && place.column === column) return frame;
  const text = String(frame);
  const end = text.lastIndexOf(`:${line}:${column}`);
  if (end < 0) return frame;
  const rest = text.slice(end + `:${line}:${column}`.length);
  const written = `${text.slice(0, end)}:${place.line}:${place.column}${rest}`;
  return { toString: () => written } as NodeJS.CallSite;
}
