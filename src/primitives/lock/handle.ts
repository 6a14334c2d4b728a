// Lock and RLock as the user holds them. The classes are made per runtime: several can live in one Node process.

import type { HandleContext } from '../handle-context.ts';
import { lockable } from '../lockable.ts';
import { checkNamed } from '../options.ts';

/** Makes the lock classes of one runtime. */
export function lockHandles(context: HandleContext) {
  const Lockable = lockable(context);

  class Lock extends Lockable {
    constructor(options?: { name?: string }) {
      super();
      context.create(this, 'Lock', checkNamed(options, 'new Lock').name, {}, context.site());
    }
  }

  class RLock extends Lockable {
    constructor(options?: { name?: string }) {
      super();
      context.create(this, 'RLock', checkNamed(options, 'new RLock').name, {}, context.site());
    }
  }

  return { Lock, RLock };
}
