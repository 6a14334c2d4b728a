// `wait`: until one of several connections and processes is ready. In the kernel it is one operation, of the process that waits.

import { InvalidStateError } from '../../base/errors.ts';
import { inOnePiece } from '../../protocol/payload.ts';
import { checkWaitOptions, type HandleContext, type WaitOptions } from '../handle-context.ts';
import { processMethod } from '../process/operations.ts';

export interface WaitContext {
  /** The handle of the process that this runtime lives in. */
  self(): object;
  isConnection(value: object): boolean;
  isProcess(value: object): boolean;
  /** @throws ConnectionError where it cannot be received from */
  assertReadable(connection: object): void;
  /** @returns false before it was started. @throws ProcessError, ProcessClosedError */
  canBeJoined(process: object): boolean;
}

/** Makes the function of one runtime. */
export function waitFunction(context: HandleContext, kinds: WaitContext) {
  function numberOf(value: unknown, index: number): number {
    const isObject = typeof value === 'object' && value !== null;
    if (isObject && kinds.isConnection(value)) kinds.assertReadable(value);
    else if (isObject && kinds.isProcess(value)) {
      if (!kinds.canBeJoined(value)) {
        const { name } = value as { name: string };
        throw new InvalidStateError(`wait() for ${name}: the process was not started; start() it first`);
      }
    } else throw new TypeError(`wait: objects[${index}] must be a Connection or a Process, got ${typeof value}`);
    return context.stateOf(value).object;
  }

  return async function wait(objects: readonly object[], options?: WaitOptions): Promise<object[]> {
    const site = context.site();
    const { timeout, signal } = checkWaitOptions(options, 'wait');
    if (!Array.isArray(objects)) throw new TypeError(`wait: objects must be an array, got ${typeof objects}`);
    const waitedFor = [...(objects as readonly object[])];
    const handles = waitedFor.map(numberOf);
    const preview = waitedFor.map((one) => context.stateOf(one).name).join(', ');
    const about = { bytes: new Uint8Array(0), handles, preview };
    const answer = await context.call(kinds.self(), processMethod('wait'), site, { timeout, signal, item: about });
    if (answer.status === 'timeout') return [];
    answer.take();
    // one byte for each: 1 where it is ready
    const ready = inOnePiece(answer.payload ?? new Uint8Array(0));
    return waitedFor.filter((_, index) => ready[index] === 1);
  };
}
