// Barrier as the user holds it. Its action is run in the process of the last to come, before anybody is let go.

import { BrokenBarrierError } from '../../base/errors.ts';
import {
  type Answer,
  type CallOptions,
  checkWaitOptions,
  type HandleContext,
  type Site,
  type WaitOptions,
} from '../handle-context.ts';
import { takePermit } from '../lockable.ts';
import { checkNamed } from '../options.ts';
import { type BarrierOperation, barrierMethod } from './operations.ts';

interface BarrierOptions {
  action?: (...args: unknown[]) => unknown;
  actionArgs?: readonly unknown[];
  timeout?: number;
  name?: string;
}

function checkOptions(parties: unknown, given: BarrierOptions | undefined): BarrierOptions {
  if (!Number.isSafeInteger(parties)) {
    throw new TypeError(`new Barrier: parties must be a whole number of processes, got ${String(parties)}`);
  }
  if ((parties as number) < 1) throw new RangeError(`new Barrier: parties must be at least 1, got ${parties}`);
  const options: BarrierOptions = checkNamed(given, 'new Barrier');
  const { action, actionArgs } = options;
  if (action !== undefined && typeof action !== 'function') {
    throw new TypeError(`new Barrier: action must be a function at the top level of a module, got ${typeof action}`);
  }
  if (actionArgs !== undefined && !Array.isArray(actionArgs)) {
    throw new TypeError('new Barrier: actionArgs must be an array of arguments');
  }
  const { timeout } = options;
  checkWaitOptions(timeout === undefined ? {} : { timeout }, 'new Barrier');
  return options;
}

/** Makes the barrier class of one runtime. */
export function barrierHandles(context: HandleContext) {
  function ask(barrier: object, operation: BarrierOperation, site: Site, options?: CallOptions): Promise<Answer> {
    return context.call(barrier, barrierMethod(operation), site, options);
  }

  async function question(barrier: object, operation: BarrierOperation, site: Site): Promise<number> {
    const answer = await ask(barrier, operation, site);
    return answer.status === 'done' ? answer.code : 0;
  }

  /** The wait is given back where the action fails: that breaks the barrier for all. */
  async function act(barrier: object, { action, actionArgs = [] }: BarrierOptions, site: Site, waited: Answer) {
    try {
      await action?.(...actionArgs);
      await ask(barrier, 'open', site);
    } catch (error) {
      if (waited.status === 'done') waited.giveBack();
      throw error;
    }
  }

  class Barrier {
    constructor(parties: number, given?: BarrierOptions) {
      const site = context.site();
      const { action, actionArgs, timeout, name } = checkOptions(parties, given);
      // a process that cannot be sent the action could not run it either: better told here than there
      if (action) context.encode([action, ...(actionArgs ?? [])], 'action');
      const numbers = {
        parties,
        action: action ? 1 : 0,
        ...(Number.isFinite(timeout) ? { timeout: Number(timeout) } : {}),
      };
      context.create(this, 'Barrier', name, numbers, site, action ? { action, actionArgs } : undefined);
    }

    get parties(): number {
      return context.stateOf(this).options.parties ?? 1;
    }

    async wait(options?: WaitOptions): Promise<number> {
      const site = context.site();
      const { options: numbers, parts, name } = context.stateOf(this);
      const { timeout = numbers.timeout, signal } = checkWaitOptions(options, 'Barrier.wait');
      // the trace tells how many must come
      const item = { bytes: new Uint8Array(0), handles: [], preview: `for ${this.parties}` };
      const answer = await ask(this, 'wait', site, { timeout, signal, isGrant: true, item });
      if (answer.status === 'timeout') {
        throw new BrokenBarrierError(
          `Barrier.wait() on ${name}: not all ${this.parties} came in time, and the barrier is broken now; reset() makes it whole`,
        );
      }
      if (parts?.action && answer.code === this.parties - 1) await act(this, parts as BarrierOptions, site, answer);
      takePermit(answer, signal);
      return answer.code;
    }

    async reset(): Promise<void> {
      await ask(this, 'reset', context.site());
    }

    async abort(): Promise<void> {
      await ask(this, 'abort', context.site());
    }

    async waiting(): Promise<number> {
      return question(this, 'waiting', context.site());
    }

    async broken(): Promise<boolean> {
      return (await question(this, 'broken', context.site())) === 1;
    }
  }

  return { Barrier };
}
