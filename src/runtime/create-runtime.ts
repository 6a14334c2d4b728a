// Builds the whole public API over a link and a host. No module-level state: several runtimes can live in one Node process.

import { errorClasses, InvalidStateError } from '../base/errors.ts';
import { barrierHandles } from '../primitives/barrier/handle.ts';
import { conditionHandles } from '../primitives/condition/handle.ts';
import { eventHandles } from '../primitives/event/handle.ts';
import { lockHandles } from '../primitives/lock/handle.ts';
import { factoriesOf } from '../primitives/manager/factories.ts';
import { managerHandles } from '../primitives/manager/handle.ts';
import { remoteType } from '../primitives/manager/operations.ts';
import { serveManager } from '../primitives/manager/server.ts';
import { pipeHandles } from '../primitives/pipe/handle.ts';
import { poolHandles } from '../primitives/pool/handle.ts';
import { processHandles } from '../primitives/process/handle.ts';
import { processMethod } from '../primitives/process/operations.ts';
import { queueHandles } from '../primitives/queue/handle.ts';
import { semaphoreHandles } from '../primitives/semaphore/handle.ts';
import { memoryHandles } from '../primitives/shared-memory/handle.ts';
import { sitedMethods } from '../primitives/sited-methods.ts';
import { valueHandles } from '../primitives/value/handle.ts';
import { waitFunction } from '../primitives/wait/handle.ts';
import type { BeginInfo } from '../protocol/request.ts';
import type { Host, Link } from './link.ts';
import { runTarget } from './run-target.ts';
import { Runtime } from './runtime.ts';

export type Api = ReturnType<typeof createRuntime>['api'];

export function createRuntime(link: Link, host: Host) {
  const runtime = new Runtime(link, host);
  const locks = lockHandles(runtime);
  const { Connection, Pipe, assertUsable } = pipeHandles(runtime);
  // the objects that processes share, one line for each primitive
  const shared = {
    ...queueHandles(runtime),
    Connection,
    ...locks,
    ...semaphoreHandles(runtime),
    ...eventHandles(runtime),
    ...conditionHandles(runtime, locks),
    ...barrierHandles(runtime),
    ...valueHandles(runtime, locks),
    ...memoryHandles(runtime, host.memory),
  };
  const processes = processHandles(runtime);
  const { Process, activeChildren, makeService } = processes;
  const { runWorker, ...pools } = poolHandles(runtime, processes);
  // a manager makes them too
  const factories = factoriesOf({ ...shared, ...pools });
  const { managers, remotePrototype } = managerHandles(runtime, makeService, factories);
  const handleTypes: Readonly<Record<string, { prototype: object }>> = { ...shared, ...managers };
  const services = { manager: (manager: object) => serveManager(runtime, manager) };
  let self: object | null = null;
  let parent: object | null = null;

  const prototypes: object[] = [...Object.values(handleTypes), Process].map(({ prototype }) => prototype);
  const methodsOf = (prototype: object) => [...sitedMethods].map((name) => Reflect.get(prototype, name));
  runtime.ownMethods = new Set(prototypes.flatMap(methodsOf).filter((method) => method !== undefined));
  runtime.revive = (type, options) => {
    if (type === remoteType) return Object.create(remotePrototype(options)) as object;
    const handleType = handleTypes[type];
    if (!handleType) throw new TypeError(`a handle of type ${type} cannot be rebuilt here`);
    return Object.create(handleType.prototype) as object;
  };
  link.onReply = (reply) => {
    // what concerns the process itself is the edge's
    if (reply.op !== 'begin' && reply.op !== 'resize' && reply.op !== 'enter') runtime.handle(reply);
  };

  function current(): object {
    if (self === null) throw new InvalidStateError('currentProcess(): this process has not begun yet');
    return self;
  }

  const wait = waitFunction(runtime, {
    self: current,
    isConnection: (value) => value instanceof Connection,
    isProcess: (value) => value instanceof Process,
    assertReadable: (connection) => assertUsable(connection, 'wait', 'readable'),
    canBeJoined: processes.canBeJoined,
  });

  async function sleep(ms: number): Promise<void> {
    const site = runtime.site();
    if (typeof ms !== 'number' || !Number.isFinite(ms)) {
      throw new TypeError(`sleep: ms must be a finite number of milliseconds, got ${String(ms)}`);
    }
    await runtime.call(current(), processMethod('sleep'), site, { timeout: ms });
  }

  function exit(code = 0): never {
    if (!Number.isInteger(code)) throw new TypeError(`exit: code must be an integer, got ${String(code)}`);
    return host.exit(code);
  }

  function mark(label: string, data?: unknown): void {
    if (typeof label !== 'string') throw new TypeError(`mark: label must be a string, got ${typeof label}`);
    const shown = data === undefined ? '' : runtime.preview(data);
    runtime.mark(shown === '' ? label : `${label} ${shown}`, 'none', 0, runtime.site());
  }

  async function span<R>(label: string, body: () => R | Promise<R>): Promise<R> {
    if (typeof label !== 'string') throw new TypeError(`span: label must be a string, got ${typeof label}`);
    if (typeof body !== 'function') throw new TypeError(`span: body must be a function, got ${typeof body}`);
    const number = runtime.calls.next();
    runtime.mark(label, 'begin', number, runtime.site());
    try {
      return await body();
    } finally {
      runtime.mark(label, 'end', number, 0);
    }
  }

  /** Takes the broker's first word: who this process is, and what it runs. @returns the run of a child's target. */
  async function begin(info: BeginInfo, payload: Uint8Array, handles: readonly number[]): Promise<void> {
    runtime.begun(info);
    const { name, daemon, identity, target } = info.start;
    if (info.parent) {
      const { object, name: parentName, pid } = info.parent;
      parent = processes.adopt('parent', object, { name: parentName, daemon: false, identity: [] });
      runtime.adopt(parent, object, parentName, { pid });
    }
    const adopt = (made?: { type: object; fields: object }) => {
      self = processes.adopt('self', info.self, { name, daemon, identity }, made);
      runtime.adopt(self, info.self, name, { pid: host.pid });
      return self;
    };
    adopt();
    const { setTarget } = processes;
    const run = { runtime, host, target, payload, handles, adopt, setTarget, runWorker, services };
    if (info.parent) await runTarget(run);
  }

  const api = {
    ...errorClasses,
    ...shared,
    ...pools,
    Pipe,
    wait,
    ...managers,
    Process,
    activeChildren,
    currentProcess: current,
    parentProcess: () => parent,
    cpuCount: () => host.cpuCount,
    sleep,
    exit,
    mark,
    span,
  };
  return { api, begin, isBusy: () => runtime.calls.isBusy, lastPlace: () => runtime.lastPlace };
}
