// An error that was thrown in another process, as the caller sees it: its own class and fields, and as its cause what happened where.

import { RemoteError } from '../base/errors.ts';

/**
 * Gives an error of another process the stack that it had there as its cause, above the cause that it had. Other thrown values stay as
 * they are.
 * @param thrown what was thrown there
 * @param where for people: `SyncManager-1`, `PoolWorker-2`
 */
export function asRemote(thrown: unknown, where: string): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const text = `thrown in ${where}:\n${stackOf(thrown)}`;
  const remote = new RemoteError(text, Object.hasOwn(thrown, 'cause') ? { cause: thrown.cause } : undefined);
  // the frames of this process say nothing about it
  define(remote, 'stack', `${remote.name}: ${text}`);
  define(thrown, 'cause', remote);
  return thrown;
}

/** The same for who is called from the line that waits for the answer: the error's own stack is that of the line. */
export function rethrown(thrown: unknown, where: string): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const head = headOf(thrown, stackOf(thrown));
  asRemote(thrown, where);
  define(thrown, 'stack', `${head}\n${framesHere()}`);
  return thrown;
}

function define(error: Error, field: 'cause' | 'stack', value: unknown): void {
  Object.defineProperty(error, field, { value, configurable: true, writable: true });
}

function stackOf(error: Error): string {
  return withoutOurs(String(error.stack ?? error));
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
