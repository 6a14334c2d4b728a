// DictProxy, ListProxy, NamespaceProxy and the proxies of users' classes as the user holds them. Every method is a request to the
// manager's process and the wait for its answer.

import { BrokerLostError, KeyError, RemoteError } from '../../base/errors.ts';
import type { Encoded, HandleContext, HandleState, Site } from '../handle-context.ts';
import { rethrown } from '../remote-error.ts';
import { answers, type ProxyType, proxyMethod, proxyMethods, proxyOperation, remoteType } from './operations.ts';

export type Entries = Record<string, unknown> | Iterable<[unknown, unknown]>;

const refusals: Readonly<Record<string, new (message: string) => Error>> = {
  KeyError,
  RangeError,
  TypeError,
};

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

/** @throws TypeError naming the method for what has no entries */
export function entriesOf(entries: unknown, method: string): [unknown, unknown][] {
  if (typeof entries !== 'object' || entries === null) {
    throw new TypeError(
      `${method}: entries must be an object, a Map or pairs such as [['a', 1]], got ${typeof entries}`,
    );
  }
  if (!isIterable(entries)) return Object.entries(entries);
  return [...entries].map((pair) => {
    if (Array.isArray(pair)) return [pair[0], pair[1]];
    throw new TypeError(`${method}: an entry must be a pair such as ['a', 1], got ${typeof pair}`);
  });
}

export function valuesOf(values: unknown, method: string): unknown[] {
  if (typeof values === 'string' || isIterable(values)) return [...values];
  throw new TypeError(`${method}: values must be an array or another iterable, got ${typeof values}`);
}

/** Makes the proxy classes of one runtime. */
export function proxyHandles(context: HandleContext) {
  const methodsOf = (type: string, options: Readonly<Record<string, number>>): readonly string[] =>
    type === remoteType ? Object.keys(options) : proxyMethods[type as ProxyType];

  /** The request: its arguments, then what is asked for. */
  function requestOf(method: string, args: readonly unknown[], path: string, shown = args): Encoded {
    const item = context.encode([...args, method], path);
    return { ...item, preview: context.preview(shown).replace(/^\[/, '').replace(/\]$/, '') };
  }

  /** Last of a request's handles is the proxy, which tells the object. */
  function addressed(item: Encoded, { object }: HandleState): Encoded {
    return { ...item, handles: [...item.handles, object] };
  }

  function whereOf({ parts }: HandleState): string {
    const { process } = (context.stateOf(parts?.manager as object).parts ?? {}) as { process?: string };
    return process ?? 'its manager';
  }

  async function request(
    proxy: object,
    number: number,
    method: string,
    args: readonly unknown[],
    site: Site,
    shown = args,
  ): Promise<unknown> {
    const state = context.stateOf(proxy);
    const what = `${state.type}.${method}() on ${state.name}`;
    const item = addressed(requestOf(method, args, `${what}: args`, shown), state);
    const answer = await context.call(proxy, number, site, { item });
    // there is no timeout that could be over
    if (answer.status !== 'done') throw new BrokerLostError(`${what} was not answered`);
    const value = await context.decode(answer.payload ?? new Uint8Array(0), answer.handles);
    answer.take();
    if (answers[answer.code] === 'reply') return value;
    if (answers[answer.code] === 'fail') throw rethrown(value, whereOf(state));
    const [error, text] = value as [string, string];
    throw new (refusals[error] ?? RemoteError)(`${what}: ${text}`);
  }

  async function ask(proxy: object, method: string, args: readonly unknown[], site: Site): Promise<unknown> {
    const { type, options } = context.stateOf(proxy);
    return request(proxy, proxyMethod(methodsOf(type, options).indexOf(method)), method, args, site);
  }

  function refuseConstruction(type: string, factory: string): never {
    throw new TypeError(`new ${type}: a ${type} is made by a manager: manager.${factory}()`);
  }

  class DictProxy {
    constructor() {
      refuseConstruction('DictProxy', 'dict');
    }
    async get(key: unknown) {
      return ask(this, 'get', [key], context.site(this, 'get'));
    }
    async set(key: unknown, value: unknown) {
      await ask(this, 'set', [key, value], context.site(this, 'set'));
    }
    async has(key: unknown) {
      return ask(this, 'has', [key], context.site(this, 'has'));
    }
    async delete(key: unknown) {
      return ask(this, 'delete', [key], context.site(this, 'delete'));
    }
    async pop(key: unknown) {
      return ask(this, 'pop', [key], context.site(this, 'pop'));
    }
    async setdefault(key: unknown, value: unknown) {
      return ask(this, 'setdefault', [key, value], context.site(this, 'setdefault'));
    }
    async update(entries: Entries) {
      const site = context.site(this, 'update');
      await ask(this, 'update', [entriesOf(entries, 'DictProxy.update')], site);
    }
    async keys() {
      return ask(this, 'keys', [], context.site(this, 'keys'));
    }
    async values() {
      return ask(this, 'values', [], context.site(this, 'values'));
    }
    async entries() {
      return ask(this, 'entries', [], context.site(this, 'entries'));
    }
    async size() {
      return ask(this, 'size', [], context.site(this, 'size'));
    }
    async clear() {
      await ask(this, 'clear', [], context.site(this, 'clear'));
    }
    async copy() {
      return ask(this, 'copy', [], context.site(this, 'copy'));
    }
  }

  class ListProxy {
    constructor() {
      refuseConstruction('ListProxy', 'list');
    }
    async at(index: number) {
      return ask(this, 'at', [index], context.site(this, 'at'));
    }
    async set(index: number, value: unknown) {
      await ask(this, 'set', [index, value], context.site(this, 'set'));
    }
    async push(...values: unknown[]) {
      return ask(this, 'push', values, context.site(this, 'push'));
    }
    async pop(index = -1) {
      return ask(this, 'pop', [index], context.site(this, 'pop'));
    }
    async insert(index: number, value: unknown) {
      await ask(this, 'insert', [index, value], context.site(this, 'insert'));
    }
    async remove(value: unknown) {
      return ask(this, 'remove', [value], context.site(this, 'remove'));
    }
    async extend(values: Iterable<unknown>) {
      const site = context.site(this, 'extend');
      await ask(this, 'extend', [valuesOf(values, 'ListProxy.extend')], site);
    }
    async indexOf(value: unknown) {
      return ask(this, 'indexOf', [value], context.site(this, 'indexOf'));
    }
    async length() {
      return ask(this, 'length', [], context.site(this, 'length'));
    }
    async slice(start?: number, end?: number) {
      return ask(this, 'slice', [start, end], context.site(this, 'slice'));
    }
    async reverse() {
      await ask(this, 'reverse', [], context.site(this, 'reverse'));
    }
    async sort() {
      await ask(this, 'sort', [], context.site(this, 'sort'));
    }
    async copy() {
      return ask(this, 'copy', [], context.site(this, 'copy'));
    }
  }

  class NamespaceProxy {
    constructor() {
      refuseConstruction('NamespaceProxy', 'namespace');
    }
    async get(key: string) {
      return ask(this, 'get', [key], context.site(this, 'get'));
    }
    async set(key: string, value: unknown) {
      await ask(this, 'set', [key, value], context.site(this, 'set'));
    }
    async delete(key: string) {
      await ask(this, 'delete', [key], context.site(this, 'delete'));
    }
  }

  /** A proxy of a user's class; what it can do stands in its options. */
  class Remote {}
  const remotes = new Map<string, object>();

  /** Proxies of the same class have the same methods, so one prototype serves them all. */
  function remotePrototype(options: Readonly<Record<string, number>>): object {
    const methods = Object.keys(options);
    const key = methods.join();
    const known = remotes.get(key);
    if (known) return known;
    const prototype = Object.create(Remote.prototype) as object;
    for (const method of methods) {
      const value = async function (this: object, ...args: unknown[]) {
        return ask(this, method, args, context.site(this, method));
      };
      Object.defineProperty(prototype, method, { value, configurable: true, writable: true });
    }
    remotes.set(key, prototype);
    return prototype;
  }

  function makeShared(type: ProxyType, manager: object, initial: unknown, site: Site): object {
    const proxy = Object.create({ DictProxy, ListProxy, NamespaceProxy }[type].prototype) as object;
    // before anything is made: what cannot be sent is refused here
    context.encode(initial, `new ${type}: initial`);
    const state = context.create(proxy, type, undefined, {}, site, { manager });
    const item = requestOf('create', [proxy, type, initial], 'args', [initial]);
    void context.tell(proxy, proxyOperation('create'), site, addressed(item, state));
    return proxy;
  }

  async function makeRemote(type: object, methods: readonly string[], manager: object, args: unknown[], site: Site) {
    const options = Object.fromEntries(methods.map((method, number) => [method, number]));
    const proxy = Object.create(remotePrototype(options)) as object;
    context.create(proxy, remoteType, undefined, options, site, { manager });
    await request(proxy, proxyOperation('construct'), 'construct', [proxy, type, args], site, [type, ...args]);
    return proxy;
  }

  return { proxies: { DictProxy, ListProxy, NamespaceProxy }, remotePrototype, makeShared, makeRemote };
}
