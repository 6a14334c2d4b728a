// Queue, JoinableQueue and SimpleQueue as the user holds them. The classes are made per runtime: several can live in one Node process.

import {
  InvalidStateError,
  QueueClosedError,
  QueueEmptyError,
  QueueFullError,
  QueueShutDownError,
} from '../../base/errors.ts';
import {
  type CallOptions,
  checkWaitOptions,
  type Encoded,
  encodeFor,
  type HandleContext,
  type Site,
  type WaitOptions,
} from '../handle-context.ts';
import { checkNamed } from '../options.ts';
import { promised } from '../promised.ts';
import { type QueueOperation, queueMethod } from './operations.ts';

export interface QueueOptions {
  maxsize?: number;
  maxBytes?: number;
  strict?: boolean;
  name?: string;
}

function limitOf(options: QueueOptions, key: 'maxsize' | 'maxBytes', type: string): number {
  const value = options[key] ?? 0;
  if (typeof value !== 'number' || Number.isNaN(value)) {
    throw new TypeError(`new ${type}: ${key} must be a number, got ${String(value)}`);
  }
  return Number.isFinite(value) ? Math.max(0, Math.floor(value)) : 0;
}

const example = '{ maxsize: 10 }';

/** Makes the queue classes of one runtime. */
export function queueHandles(context: HandleContext) {
  /** By queue: puts of this process that wait for room. */
  const waitingPuts = new WeakMap<object, Set<Promise<void>>>();

  function assertOpen(queue: object, method: string): void {
    const { closed, type, name } = context.stateOf(queue);
    if (!closed) return;
    throw new QueueClosedError(
      `${type}.${method}() on ${name}: this process has closed the queue; close() it after its last use`,
    );
  }

  function ask(queue: object, operation: QueueOperation, site: Site, options?: CallOptions) {
    return context.call(queue, queueMethod(operation), site, options);
  }

  function put(queue: object, item: unknown, site: Site, wait: WaitOptions): Promise<void> {
    assertOpen(queue, 'put');
    const { options } = context.stateOf(queue);
    const encoded = encodeFor(context, queue, 'put', item, 'item');
    wait.signal?.throwIfAborted();
    if (options.maxsize || options.maxBytes || context.isShut(queue)) {
      const mayUseCredit = !options.strict && !context.isShut(queue);
      const told = mayUseCredit ? context.tellOnCredit(queue, queueMethod('put'), site, encoded) : undefined;
      return told ?? putAndWait(queue, encoded, site, wait);
    }
    // it can neither wait nor be refused
    return context.tell(queue, queueMethod('put'), site, encoded, wait.signal);
  }

  /** Remembers the put until it is over, for `joinThread`. */
  function putAndWait(queue: object, item: Encoded, site: Site, wait: WaitOptions): Promise<void> {
    const put = askForRoom(queue, item, site, wait);
    const waiting = waitingPuts.get(queue) ?? new Set();
    waitingPuts.set(queue, waiting.add(put));
    const over = () => void waiting.delete(put);
    put.then(over, over);
    return put;
  }

  async function askForRoom(queue: object, item: Encoded, site: Site, wait: WaitOptions): Promise<void> {
    const { type, name } = context.stateOf(queue);
    const answer = await ask(queue, 'put', site, { ...wait, item });
    if (answer.status === 'timeout') throw new QueueFullError(fullText(type, name, wait.timeout));
  }

  function get(queue: object, site: Site, wait: WaitOptions): Promise<unknown> {
    assertOpen(queue, 'get');
    const { options } = context.stateOf(queue);
    if (options.strict || wait.signal) return askForItem(queue, site, wait, 'kernel');
    return context.takeLent(queue, queueMethod('get'), site) ?? askForItem(queue, site, wait, 'ask');
  }

  async function askForItem(queue: object, site: Site, wait: WaitOptions, from: 'ask' | 'kernel'): Promise<unknown> {
    const { type, name } = context.stateOf(queue);
    const answer = await ask(queue, 'get', site, { ...wait, from });
    if (answer.status === 'timeout') throw new QueueEmptyError(emptyText(type, name, wait.timeout));
    try {
      const item = await context.decode(answer.payload ?? new Uint8Array(0), answer.handles);
      wait.signal?.throwIfAborted();
      answer.take();
      return item;
    } catch (error) {
      // aborted before the promise resolves: as if it had never been asked; what cannot be rebuilt here is taken and lost
      if (wait.signal?.aborted) answer.giveBack();
      else answer.take();
      throw error;
    }
  }

  async function question(queue: object, operation: 'qsize' | 'empty' | 'full', site: Site): Promise<number> {
    const answer = await ask(queue, operation, site);
    return answer.status === 'done' ? answer.code : 0;
  }

  class Queue {
    constructor(options?: QueueOptions) {
      const type = this instanceof JoinableQueue ? 'JoinableQueue' : 'Queue';
      const checked = checkNamed(options, `new ${type}`, example);
      const limits = {
        maxsize: limitOf(checked, 'maxsize', type),
        maxBytes: limitOf(checked, 'maxBytes', type),
        strict: checked.strict === true ? 1 : 0,
      };
      context.create(this, type, checked.name, limits, context.site());
    }

    put(item: unknown, options?: WaitOptions): Promise<void> {
      return promised(() => put(this, item, context.site(this, 'put'), checkWaitOptions(options, 'Queue.put')));
    }

    async putNowait(item: unknown): Promise<void> {
      return put(this, item, context.site(this, 'putNowait'), { timeout: 0 });
    }

    get(options?: WaitOptions): Promise<unknown> {
      return promised(() => get(this, context.site(this, 'get'), checkWaitOptions(options, 'Queue.get')));
    }

    async getNowait(): Promise<unknown> {
      return get(this, context.site(this, 'getNowait'), { timeout: 0 });
    }

    async qsize(): Promise<number> {
      return question(this, 'qsize', context.site(this, 'qsize'));
    }

    async empty(): Promise<boolean> {
      return (await question(this, 'empty', context.site(this, 'empty'))) === 1;
    }

    async full(): Promise<boolean> {
      return (await question(this, 'full', context.site(this, 'full'))) === 1;
    }

    close(): void {
      context.close(this);
    }

    async joinThread(): Promise<void> {
      const { closed, type, name } = context.stateOf(this);
      if (!closed) throw new InvalidStateError(`${type}.joinThread() on ${name}: close() the queue first`);
      await ask(this, 'joinThread', context.site());
      // whether they fail is told by their own promises
      await Promise.allSettled(waitingPuts.get(this) ?? []);
    }

    cancelJoinThread(): void {
      // what was put is with the broker within a moment and never lost: there is nothing to cancel
      context.stateOf(this);
    }

    async shutdown(options?: { immediate?: boolean }): Promise<void> {
      const site = context.site();
      await ask(this, options?.immediate === true ? 'shutdownNow' : 'shutdown', site, { from: 'kernel' });
    }

    [Symbol.asyncIterator](): AsyncIterator<unknown> {
      const site = context.site();
      return {
        next: async () => {
          try {
            return { done: false, value: await get(this, site, {}) };
          } catch (error) {
            if (error instanceof QueueShutDownError) return { done: true, value: undefined };
            throw error;
          }
        },
      };
    }
  }

  class JoinableQueue extends Queue {
    async taskDone(): Promise<void> {
      await ask(this, 'taskDone', context.site(this, 'taskDone'));
    }

    async join(options?: WaitOptions): Promise<boolean> {
      const wait = checkWaitOptions(options, 'JoinableQueue.join');
      const answer = await ask(this, 'join', context.site(), wait);
      return answer.status === 'done';
    }
  }

  class SimpleQueue {
    constructor(options?: { name?: string }) {
      const { name } = checkNamed(options, 'new SimpleQueue', example);
      context.create(this, 'SimpleQueue', name, {}, context.site());
    }

    async put(item: unknown): Promise<void> {
      return put(this, item, context.site(this, 'put'), {});
    }

    async get(): Promise<unknown> {
      return get(this, context.site(this, 'get'), {});
    }

    async empty(): Promise<boolean> {
      return (await question(this, 'empty', context.site(this, 'empty'))) === 1;
    }

    close(): void {
      context.close(this);
    }
  }

  return { Queue, JoinableQueue, SimpleQueue };
}

function fullText(type: string, name: string, timeout: number | undefined): string {
  const waited = timeout !== undefined && timeout > 0 ? ` for ${timeout} ms` : '';
  return `${type}.put() on ${name}: the queue was full${waited}; get from it, or wait longer with put(item, { timeout })`;
}

function emptyText(type: string, name: string, timeout: number | undefined): string {
  const waited = timeout !== undefined && timeout > 0 ? ` for ${timeout} ms` : '';
  return `${type}.get() on ${name}: the queue was empty${waited}; put into it, or wait longer with get({ timeout })`;
}
