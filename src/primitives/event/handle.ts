// Event as the user holds it.

import {
  type CallOptions,
  checkWaitOptions,
  type HandleContext,
  type Site,
  type WaitOptions,
} from '../handle-context.ts';
import { checkNamed } from '../options.ts';
import { type EventOperation, eventMethod } from './operations.ts';

/** Makes the event class of one runtime. */
export function eventHandles(context: HandleContext) {
  function ask(event: object, operation: EventOperation, site: Site, options?: CallOptions) {
    return context.call(event, eventMethod(operation), site, options);
  }

  class Event {
    constructor(options?: { name?: string }) {
      context.create(this, 'Event', checkNamed(options, 'new Event').name, {}, context.site());
    }

    async isSet(): Promise<boolean> {
      const answer = await ask(this, 'isSet', context.site());
      return answer.status === 'done' && answer.code === 1;
    }

    // neither can wait or be refused: nobody waits for the answer
    async set(): Promise<void> {
      await context.tell(this, eventMethod('set'), context.site());
    }

    async clear(): Promise<void> {
      await context.tell(this, eventMethod('clear'), context.site());
    }

    async wait(options?: WaitOptions): Promise<boolean> {
      const site = context.site();
      const answer = await ask(this, 'wait', site, checkWaitOptions(options, 'Event.wait'));
      return answer.status === 'done';
    }
  }

  return { Event };
}
