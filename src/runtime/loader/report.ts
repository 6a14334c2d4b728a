// Errors of user code as plain Node would show them: without the frames of the hooks and of whatever else is ours.

import { inspect } from 'node:util';
import { placeHeader } from './source.ts';
import { type LoaderState, loaderKey } from './state.ts';

/** How many frames of our own can stand between Node's resolver and the user's import. */
const ownFrames = 8;

/** Runs a hook; an error that passes through it keeps as many of the user's frames as without the hook. */
export function withCleanStack<T>(hook: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = limit + ownFrames;
  try {
    return hook();
  } catch (error) {
    if (error instanceof Error && typeof error.stack === 'string') {
      error.stack = cutFrames(withoutFrames(error.stack, [import.meta.url]), limit);
    }
    throw error;
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/**
 * What is printed of an uncaught error, in Node's own form.
 * @param runtimeUrls files whose stack frames are left out
 */
export function describeError(error: unknown, runtimeUrls: readonly string[]): string {
  const text = withoutFrames(inspect(error), runtimeUrls);
  const ofModule =
    error instanceof SyntaxError && text.startsWith('SyntaxError') && text.includes('node:internal/modules/');
  if (!ofModule) return text;
  const fault = (globalThis as { [loaderKey]?: LoaderState })[loaderKey]?.faults.at(-1);
  if (fault === undefined) return text;
  return `${placeHeader(fault.url, fault.source, fault.line, fault.column)}\n${text}`;
}

/** A stack without the frames that lie in one of these files or in Node's handling of hooks. */
export function withoutFrames(stack: string, urls: readonly string[]): string {
  const unwanted = [...urls, 'node:internal/modules/customization_hooks'];
  return stack
    .split('\n')
    .filter((line) => !isFrame(line) || !unwanted.some((url) => line.includes(url)))
    .join('\n');
}

function cutFrames(stack: string, limit: number): string {
  let frames = 0;
  return stack
    .split('\n')
    .filter((line) => !isFrame(line) || ++frames <= limit)
    .join('\n');
}

function isFrame(line: string): boolean {
  return /^\s+at /.test(line);
}
