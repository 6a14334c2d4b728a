// Manager as the user holds it: a process of its own that keeps objects for all who have a proxy of them.

import { ConnectionError, SerializationError } from '../../base/errors.ts';
import type { HandleContext } from '../handle-context.ts';
import { checkNamed } from '../options.ts';
import type { Registration, Service } from '../process/handle.ts';
import type { Factories } from './factories.ts';
import { type ManagerOperation, managerMethod, mostRemoteMethods, type ProxyType } from './operations.ts';
import { type Entries, entriesOf, proxyHandles, valuesOf } from './proxies.ts';
import { methodsOf } from './shared-objects.ts';

export interface ManagerContext extends HandleContext {
  /** @throws SerializationError that says why another process cannot find it; `path` begins its sentence. */
  registrationOf(value: (...args: never[]) => unknown, path: string): Registration;
}

type MakeService = (who: string, target: string, kind: string, name: string | undefined) => Service;

/** Makes the classes of managers and proxies of one runtime. */
export function managerHandles(context: ManagerContext, makeService: MakeService, factories: Factories) {
  const { proxies, remotePrototype, makeShared, makeRemote } = proxyHandles(context);

  function assertOpen(manager: object, method: string): void {
    if (!context.isShut(manager)) return;
    const { name } = context.stateOf(manager);
    throw new ConnectionError(
      `Manager.${method}() on ${name}: the manager was shut down or has ended; start another one`,
    );
  }

  async function wait(manager: object, operation: ManagerOperation, site: number): Promise<void> {
    const item = operation === 'shutdown' ? { bytes: new Uint8Array(0), handles: [], preview: '' } : undefined;
    const answer = await context.call(manager, managerMethod(operation), site, { item });
    if (answer.status === 'done') answer.take();
  }

  function share(manager: object, type: ProxyType, method: string, initial: unknown): object {
    const site = context.site();
    assertOpen(manager, method);
    return makeShared(type, manager, initial, site);
  }

  class Manager {
    constructor() {
      throw new TypeError('new Manager: a manager is a process; write await Manager.start()');
    }

    static async start(options?: { name?: string }): Promise<Manager> {
      const site = context.site();
      const name = checkNamed(options, 'Manager.start', '{ name }').name;
      const service = makeService('Manager.start', 'manager', 'SyncManager', name);
      const manager = Object.create(Manager.prototype) as Manager;
      context.create(manager, 'Manager', name, {}, site, { process: service.name });
      const launched = service.start([manager], site);
      await Promise.all([launched, wait(manager, 'start', site)]);
      return manager;
    }

    async shutdown(): Promise<void> {
      await wait(this, 'shutdown', context.site());
    }

    async [Symbol.asyncDispose](): Promise<void> {
      await wait(this, 'shutdown', context.site());
    }

    dict(initial?: Entries): object {
      return share(this, 'DictProxy', 'dict', entriesOf(initial ?? [], 'Manager.dict'));
    }

    list(initial?: Iterable<unknown>): object {
      return share(this, 'ListProxy', 'list', valuesOf(initial ?? [], 'Manager.list'));
    }

    namespace(initial?: object): object {
      if (initial !== undefined && (typeof initial !== 'object' || initial === null)) {
        throw new TypeError(`Manager.namespace: initial must be an object such as { x: 1 }, got ${typeof initial}`);
      }
      return share(this, 'NamespaceProxy', 'namespace', { ...initial });
    }

    register(type: new (...args: never[]) => object): (...args: unknown[]) => Promise<object> {
      assertOpen(this, 'register');
      const methods = checkClass(type);
      return async (...args) => {
        const site = context.site();
        assertOpen(this, 'register');
        return makeRemote(type, methods, this, args, site);
      };
    }
  }

  function checkClass(type: unknown): string[] {
    if (typeof type !== 'function' || !(type.prototype instanceof Object)) {
      throw new TypeError(`Manager.register: type must be a class, got ${typeof type}`);
    }
    const path = 'Manager.register: type';
    if (context.registrationOf(type as (...args: never[]) => unknown, path).kind !== 'class') {
      throw new SerializationError(`${path} is the function ${type.name}; write it as a class`);
    }
    const methods = methodsOf(type);
    if (methods.length <= mostRemoteMethods) return methods;
    throw new RangeError(
      `Manager.register: ${type.name} has ${methods.length} methods; at most ${mostRemoteMethods} fit`,
    );
  }

  for (const [method, Made] of factories) {
    const value = function (this: object, ...args: never[]) {
      assertOpen(this, method);
      return new Made(...args);
    };
    Object.defineProperty(Manager.prototype, method, { value, configurable: true, writable: true });
  }

  return { managers: { Manager, ...proxies }, remotePrototype };
}
