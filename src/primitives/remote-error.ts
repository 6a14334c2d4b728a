// An error that was thrown in another process, as the caller sees it: its own class and fields, the line of the call, and as its
// cause what happened where.

import { RemoteError } from '../base/errors.ts';

/**
 * @param value what was thrown there
 * @param where for people: `SyncManager-1`, `PoolWorker-2`
 * @returns the same with the remote stack as its cause; what is no error stays as it is
 */
export function rethrown(value: unknown, where: string): unknown {
  if (!(value instanceof Error)) return value;
  const stack = withoutOurs(String(value.stack ?? value));
  const text = `in ${where}: ${stack}`;
  const cause = new RemoteError(text, value.cause === undefined ? undefined : { cause: value.cause });
  // the text is a stack already
  Object.defineProperty(cause, 'stack', { value: `${cause.name}: ${text}`, configurable: true, writable: true });
  Object.defineProperty(value, 'cause', { value: cause, configurable: true, writable: true });
  const own = { value: `${headOf(value, stack)}\n${framesHere()}`, configurable: true, writable: true };
  Object.defineProperty(value, 'stack', own);
  return value;
}

/** What stands above the frames of a stack. */
function headOf(error: Error, stack: string): string {
  const frames = stack.search(/\n\s+at /);
  return frames < 0 ? `${error.name}: ${error.message}` : stack.slice(0, frames);
}

function framesHere(): string {
  const { stack = '' } = new Error();
  return withoutOurs(stack.slice(stack.indexOf('\n') + 1));
}

/** The runtime's own frames and Node's tell nothing of the program. */
function withoutOurs(stack: string): string {
  const isOurs = (line: string) => /^\s+at /.test(line) && (line.includes(import.meta.url) || line.includes('(node:'));
  return stack
    .split('\n')
    .filter((line) => !isOurs(line))
    .join('\n');
}
