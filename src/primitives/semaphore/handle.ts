// Semaphore and BoundedSemaphore as the user holds them.

import type { HandleContext } from '../handle-context.ts';
import { lockable } from '../lockable.ts';
import { checkNamed } from '../options.ts';
import { semaphoreMethod } from './operations.ts';

/** As in Python, and what a trace can tell. */
const mostPermits = 2_147_483_647;

function checkValue(value: unknown, type: string): number {
  if (!Number.isSafeInteger(value)) {
    throw new TypeError(`new ${type}: value must be a whole number of permits, got ${String(value)}`);
  }
  if ((value as number) < 0) throw new RangeError(`new ${type}: value must not be negative, got ${value}`);
  if ((value as number) > mostPermits)
    throw new RangeError(`new ${type}: value must be at most ${mostPermits}, got ${value}`);
  return value as number;
}

/** Makes the semaphore classes of one runtime. */
export function semaphoreHandles(context: HandleContext) {
  class Semaphore extends lockable(context) {
    constructor(value = 1, options?: { name?: string }) {
      super();
      const type = this instanceof BoundedSemaphore ? 'BoundedSemaphore' : 'Semaphore';
      const { name } = checkNamed(options, `new ${type}`);
      context.create(this, type, name, { value: checkValue(value, type) }, context.site());
    }

    async getValue(): Promise<number> {
      const answer = await context.call(this, semaphoreMethod('getValue'), context.site(), { from: 'kernel' });
      return answer.status === 'done' ? answer.code : 0;
    }
  }

  class BoundedSemaphore extends Semaphore {}

  return { Semaphore, BoundedSemaphore };
}
