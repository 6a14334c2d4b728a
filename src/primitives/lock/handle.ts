// Lock and RLock as the user holds them. The classes are made per runtime: several can live in one Node process.

import type { HandleContext } from '../handle-context.ts';
import { checkNameOption, lockable } from '../lockable.ts';

/** Makes the lock classes of one runtime. */
export function lockHandles(context: HandleContext) {
  const Lockable = lockable(context);

  class Lock extends Lockable {
    constructor(options?: { name?: string }) {
      super();
      context.create(this, 'Lock', checkNameOption(options, 'Lock').name, {}, context.site());
    }
  }

  class RLock extends Lockable {
    constructor(options?: { name?: string }) {
      super();
      context.create(this, 'RLock', checkNameOption(options, 'RLock').name, {}, context.site());
    }
  }

  return { Lock, RLock };
}
