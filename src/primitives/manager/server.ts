// What a manager's process does: takes requests in the order in which they reached it, and answers them. A method that returns a
// promise is answered when that settles, and holds nobody up until then.

import { ConnectionError, LanescopeError, RemoteError } from '../../base/errors.ts';
import type { LocalPayload } from '../../protocol/payload.ts';
import type { Answer, Encoded, HandleContext } from '../handle-context.ts';
import {
  type AnswerOperation,
  type ManagerOperation,
  managerMethod,
  type ProxyType,
  proxyOperation,
} from './operations.ts';
import { makeInstance, makeShared, Refused, type SharedObject } from './shared-objects.ts';

export interface ServerContext extends HandleContext {
  exit(code: number): never;
  /** A module is being imported: it is no script that was run, so it must start no processes. */
  isImporting: boolean;
}

interface Shared {
  /** Through which its calls are answered. */
  proxy: object;
  call: SharedObject;
}

/** Serves until the manager is shut down or its creator has ended. */
export async function serveManager(context: ServerContext, manager: object): Promise<void> {
  const server = new Server(context, manager);
  await server.run();
  context.exit(0);
}

class Server {
  readonly #context: ServerContext;
  readonly #manager: object;
  readonly #objects = new Map<number, Shared>();
  /** Methods under way that have given a promise. */
  readonly #underWay = new Set<Promise<void>>();

  constructor(context: ServerContext, manager: object) {
    this.#context = context;
    this.#manager = manager;
  }

  async run(): Promise<void> {
    await this.#tell('ready');
    for (let taken = await this.#accept(); taken !== null; taken = await this.#accept()) {
      await this.#serve(taken);
    }
    // what was asked before the end is answered; a method may have begun another one
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** @returns null when no more will come */
  async #accept(): Promise<(Answer & { status: 'done' }) | null> {
    try {
      const answer = await this.#context.call(this.#manager, managerMethod('accept'), 0);
      if (answer.status !== 'done') return null;
      answer.take();
      return answer.payload?.length ? answer : null;
    } catch (error) {
      if (error instanceof ConnectionError) return null;
      throw error;
    }
  }

  async #serve({ code: asked, payload, handles }: Answer & { status: 'done' }): Promise<void> {
    const object = handles.at(-1) ?? 0;
    try {
      const args = (await this.#decode(payload ?? new Uint8Array(0), handles)) as unknown[];
      const method = String(args.pop());
      const shared = this.#objects.get(object) ?? this.#make(object, args);
      this.#perform(asked, shared, method, args);
    } catch (error) {
      // a class or function that this process does not find, or whose module fails when it is imported
      this.#fail(asked, this.#objects.get(object), error);
    }
  }

  /** May import the module of a class that comes for the first time. */
  async #decode(bytes: LocalPayload, handles: readonly number[]): Promise<unknown> {
    this.#context.isImporting = true;
    try {
      return await this.#context.decode(bytes, handles);
    } finally {
      this.#context.isImporting = false;
    }
  }

  /** The first request that comes for an object makes it. */
  #make(object: number, [proxy, type, given]: unknown[]): Shared {
    const isHandle = (value: object) => this.#context.isHandle(value);
    const make = () =>
      typeof type === 'string'
        ? makeShared(type as ProxyType, given, isHandle)
        : makeInstance(type, given as unknown[]);
    let call: SharedObject | undefined;
    const shared: Shared = {
      proxy: proxy as object,
      // a constructor that throws answers its own call, and nobody has the proxy of what it did not make
      call: (method, args) => {
        if (call) return call(method, args);
        call = make();
        return undefined;
      },
    };
    this.#objects.set(object, shared);
    return shared;
  }

  #perform(asked: number, shared: Shared, method: string, args: readonly unknown[]): void {
    try {
      const result = shared.call(method, args);
      if (!isThenable(result)) this.#reply(asked, shared, result);
      else {
        const answered: Promise<void> = Promise.resolve(result)
          .then(
            (value) => this.#reply(asked, shared, value),
            (error: unknown) => this.#fail(asked, shared, error),
          )
          .finally(() => this.#underWay.delete(answered));
        this.#underWay.add(answered);
      }
    } catch (error) {
      this.#fail(asked, shared, error);
    }
  }

  #reply(asked: number, shared: Shared, value: unknown): void {
    if (asked === 0) return;
    try {
      const item = this.#context.encode(value, 'the result');
      this.#answer('reply', asked, shared, value === undefined ? { ...item, preview: '' } : item);
    } catch (error) {
      if (!(error instanceof LanescopeError)) throw error;
      this.#fail(asked, shared, new RemoteError(`the call was done, but ${error.message}`, { cause: error }));
    }
  }

  #fail(asked: number, shared: Shared | undefined, error: unknown): void {
    if (asked === 0) return;
    if (error instanceof Refused) {
      const item = this.#context.encode([error.error, error.message], 'the refusal');
      this.#answer('refuse', asked, shared, { ...item, preview: error.error });
    } else this.#answer('fail', asked, shared, this.#encodeError(error));
  }

  #encodeError(error: unknown): Encoded {
    try {
      return this.#context.encode(error, 'the error');
    } catch (refusal) {
      const text = error instanceof Error ? String(error.stack ?? error) : String(error);
      return this.#context.encode(new RemoteError(text, { cause: refusal }), 'the error');
    }
  }

  #answer(how: AnswerOperation, answers: number, shared: Shared | undefined, item: Encoded): void {
    const [object, operation] = shared ? [shared.proxy, proxyOperation(how)] : [this.#manager, managerMethod('fail')];
    void this.#context.tell(object, operation, 0, item, undefined, answers);
  }

  async #tell(operation: ManagerOperation): Promise<void> {
    await this.#context.call(this.#manager, managerMethod(operation), 0);
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'then') === 'function';
}
