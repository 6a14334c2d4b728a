// Errors of user code as plain Node would show them: without the frames of the hooks and of whatever else is ours.

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { withoutHelpers } from './call-ids.ts';
import { asFileUrl, canonicalUrl } from './module-url.ts';
import { placeHeader } from './source.ts';
import { type Fault, type LoaderState, loaderKey } from './state.ts';

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
 * What is printed of an uncaught error, in Node's own form: the place, the line of code and a caret, then the stack.
 * @param runtimeUrls files whose stack frames are left out
 */
export function describeError(error: unknown, runtimeUrls: readonly string[]): string {
  const text = withoutHelpers(withoutFrames(inspect(error), runtimeUrls));
  const state = (globalThis as { [loaderKey]?: LoaderState })[loaderKey];
  // Node's own syntax errors have their place in front already.
  if (!(error instanceof Error) || state === undefined || /^(?:file:|\/|[A-Za-z]:\\).*:\d+\n/.test(text)) return text;
  const isFault = error instanceof SyntaxError && text.includes('node:internal/modules/');
  const place = isFault ? state.faults.at(-1) : userPlace(text, state);
  return place === undefined ? text : `${placeHeader(place.url, place.source, place.line, place.column)}\n${text}`;
}

/** Where the first frame of a stack stands, if that is in a user's file. */
function userPlace(stack: string, state: LoaderState): Fault | undefined {
  const frame = stack.split('\n').find(isFrame) ?? '';
  // the last frame may open the list of the error's own fields
  const [, script = '', line, column] = /((?:file:|\/|[A-Za-z]:\\)[^()]*?):(\d+):(\d+)\)?(?: \{)?$/.exec(frame) ?? [];
  const url = asFileUrl(script);
  const module = url === undefined ? undefined : state.modules.get(canonicalUrl(url));
  // A script may have been moved or deleted while it ran: then there is no line to show.
  if (url === undefined || module === undefined || !existsSync(fileURLToPath(url))) return undefined;
  const source = readFileSync(fileURLToPath(url), 'utf8');
  return { url: canonicalUrl(url), source, line: Number(line), column: Number(column) };
}

/** A stack without the frames that lie in one of these files or in Node's handling of hooks. */
export function withoutFrames(stack: string, urls: readonly string[]): string {
  const unwanted = [...urls, 'node:internal/modules/customization_hooks'];
  const kept: string[] = [];
  for (const line of stack.split('\n')) {
    if (!isFrame(line) || !unwanted.some((url) => line.includes(url))) kept.push(line);
    // the last frame opens the list of the error's own fields, which is there still
    else if (line.endsWith(' {')) kept.push(`${kept.pop() ?? ''} {`);
  }
  return kept.join('\n');
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
