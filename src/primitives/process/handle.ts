// Process as the user holds it, and the functions about processes. The class is made per runtime.

import { MainGuardError, ProcessClosedError, ProcessError, SerializationError } from '../../base/errors.ts';
import type { StartInfo } from '../../protocol/request.ts';
import { checkWaitOptions, type Encoded, type HandleContext, type Site, type WaitOptions } from '../handle-context.ts';
import { checkName, checkObject } from '../options.ts';
import { processMethod } from './operations.ts';

export interface ProcessOptions {
  target?: (...args: never[]) => unknown;
  args?: readonly unknown[];
  name?: string;
  daemon?: boolean;
}

/** Where a function or class is found by another process. */
export interface Registration {
  url: string;
  name: string;
  kind: 'function' | 'class';
  hasPrivate: boolean;
}

/** What a process handle needs besides what every handle needs. */
export interface ProcessContext extends HandleContext {
  /** Of the process that this runtime lives in. */
  readonly self: { name: string; daemon: boolean; identity: readonly number[]; isMain: boolean };
  /** A child is still importing its modules: starting processes now would never end. */
  readonly isImporting: boolean;
  /** @throws SerializationError that says why another process cannot find it; `path` begins its sentence. */
  registrationOf(value: (...args: never[]) => unknown, path: string): Registration;
  nextChildNumber(): number;
  /** Asks for the launch; the returned number is the new process as an object. */
  start(handle: object, info: StartInfo, body: Encoded, site: Site): number;
  /** Settles when the broker has launched it. */
  launched(object: number): Promise<void>;
  status(object: number): { pid: number; exitCode: number | null };
  children(): object[];
}

/** The "module" of what the runtime itself runs in a process of its own, such as a manager. */
export const serviceUrl = 'lanescope:service';

/** A process of the runtime's own that was not started yet. */
export interface Service {
  readonly name: string;
  /** @returns settles when it was launched */
  start(args: readonly unknown[], site: Site): Promise<void>;
}

type Role = 'own' | 'self' | 'parent';

interface ProcessState {
  role: Role;
  /** 0 before it is started. */
  object: number;
  name: string;
  daemon: boolean;
  identity: number[];
  isClosed: boolean;
  /** The program has come to know that it has ended. */
  isEndKnown: boolean;
  target: ((...args: never[]) => unknown) | undefined;
  args: readonly unknown[];
}

export type ProcessInstance = InstanceType<ReturnType<typeof processHandles>['Process']>;

/** Makes the process class of one runtime and the functions that go with it. */
export function processHandles(context: ProcessContext) {
  const states = new WeakMap<object, ProcessState>();
  /** Started here, and not known to have ended. */
  const open = new Set<object>();

  function stateOf(process: object, method: string): ProcessState {
    const state = states.get(process);
    if (!state) throw new TypeError(`Process.${method}: this is no process; did a subclass forget super()?`);
    if (state.isClosed)
      throw new ProcessClosedError(`Process.${method}() on ${state.name}: the process object is closed`);
    return state;
  }

  function startedState(process: object, method: string): ProcessState {
    const state = stateOf(process, method);
    if (state.role === 'self')
      throw new ProcessError(`Process.${method}() on ${state.name}: a process cannot do this to itself`);
    if (state.object === 0) throw new ProcessError(`Process.${method}() on ${state.name}: start() it first`);
    return state;
  }

  function ownState(process: object, method: string): ProcessState {
    const state = stateOf(process, method);
    if (state.role === 'own') return state;
    throw new ProcessError(`Process.${method}() on ${state.name}: only the process that created it may do this`);
  }

  function isRunning(process: object, state: ProcessState): boolean {
    return state.role === 'self' || (state.object !== 0 && exitCodeOf(process, state) === null);
  }

  /** What the program does from now on comes after the end that it sees here. */
  function exitCodeOf(process: object, state: ProcessState): number | null {
    const { exitCode } = context.status(state.object);
    if (exitCode !== null && !state.isEndKnown) {
      endKnown(process, state);
      void context.tell(process, processMethod('isAlive'), context.site());
    }
    return exitCode;
  }

  function endKnown(process: object, state: ProcessState): void {
    state.isEndKnown = true;
    open.delete(process);
  }

  function startable(process: object, who = 'Process.start'): ProcessState {
    const state = ownState(process, 'start');
    if (state.object !== 0)
      throw new ProcessError(`Process.start() on ${state.name}: a process can be started only once`);
    // first: a worker that imports a script without a guard is a daemon too, and the guard is what it lacks
    if (context.isImporting) throw new MainGuardError(mainGuardText(who, state.name));
    if (context.self.daemon) {
      throw new ProcessError(
        `${who}() on ${state.name}: ${context.self.name} is a daemon, and daemons may not have children; ` +
          'start it from a process that is none (daemon: false), not from a worker of a pool either',
      );
    }
    return state;
  }

  /** Target and arguments, or the fields of a subclass instance: what the child needs to run. */
  function bodyOf(process: object, state: ProcessState): { target: StartInfo['target']; body: Encoded } {
    const what = `Process.start() on ${state.name}:`;
    const target = state.target && context.registrationOf(state.target, `${what} target`);
    if (process.constructor === Process) {
      return { target: target ?? null, body: context.encode(state.args, `${what} args`) };
    }
    const type = process.constructor as unknown as (...args: never[]) => unknown;
    const found = context.registrationOf(type, `${what} its class`);
    if (found.hasPrivate) throw new SerializationError(privateText(state.name, type.name));
    const body = [{ ...process }, target ? [target, state.args] : null];
    return { target: found, body: context.encode(body, `${what} its fields`) };
  }

  function launch(process: object, site: Site): Promise<void> {
    const state = startable(process);
    const { target, body } = bodyOf(process, state);
    const info: StartInfo = { name: state.name, daemon: state.daemon, identity: state.identity, target };
    state.object = context.start(process, info, body, site);
    open.add(process);
    return context.launched(state.object);
  }

  /**
   * A daemon that runs a part of the runtime; it is named and counted like other children.
   * @param who `Manager.start`
   */
  function makeService(who: string, target: string, kind: string, name: string | undefined): Service {
    const identity = [...context.self.identity, context.nextChildNumber()];
    const process = Object.create(Process.prototype) as object;
    const called = name ?? `${kind}-${identity.join(':')}`;
    const fields = {
      role: 'own',
      object: 0,
      name: called,
      daemon: true,
      identity,
      isClosed: false,
      isEndKnown: false,
    } as const;
    states.set(process, { ...fields, identity, target: undefined, args: [] });
    const state = startable(process, who);
    return {
      name: called,
      start(args, site) {
        const info: StartInfo = {
          name: called,
          daemon: true,
          identity,
          target: { url: serviceUrl, name: target, kind: 'function' },
        };
        state.object = context.start(process, info, context.encode(args, `${who}: args`), site);
        return context.launched(state.object);
      },
    };
  }

  class Process {
    constructor(options?: ProcessOptions) {
      const { target, args, name, daemon } = checkOptions(options);
      const identity = [...context.self.identity, context.nextChildNumber()];
      states.set(this, {
        role: 'own',
        object: 0,
        name: name ?? `${new.target.name || 'Process'}-${identity.join(':')}`,
        daemon: daemon ?? context.self.daemon,
        identity,
        isClosed: false,
        isEndKnown: false,
        target,
        args: args ?? [],
      });
    }

    get name(): string {
      return states.get(this)?.name ?? stateOf(this, 'name').name;
    }

    set name(name: string) {
      if (typeof name !== 'string') throw new TypeError('Process.name must be a string');
      stateOf(this, 'name').name = name;
    }

    get daemon(): boolean {
      return stateOf(this, 'daemon').daemon;
    }

    set daemon(daemon: boolean) {
      const state = stateOf(this, 'daemon');
      if (state.object !== 0) throw new ProcessError(`Process.daemon of ${state.name}: set it before start()`);
      state.daemon = daemon;
    }

    get pid(): number | null {
      const state = stateOf(this, 'pid');
      return state.object === 0 ? null : context.status(state.object).pid || null;
    }

    get exitCode(): number | null {
      const state = stateOf(this, 'exitCode');
      return state.object === 0 ? null : exitCodeOf(this, state);
    }

    run(): unknown {
      const { target, args } = stateOf(this, 'run');
      return target?.(...(args as never[]));
    }

    async start(): Promise<void> {
      return launch(this, context.site());
    }

    async join(options?: WaitOptions): Promise<boolean> {
      const site = context.site();
      const wait = checkWaitOptions(options, 'Process.join');
      const state = startedState(this, 'join');
      const answer = await context.call(this, processMethod('join'), site, wait);
      if (answer.status === 'done') endKnown(this, state);
      return answer.status === 'done';
    }

    isAlive(): boolean {
      return isRunning(this, stateOf(this, 'isAlive'));
    }

    async terminate(): Promise<void> {
      const site = context.site();
      ownState(this, 'terminate');
      startedState(this, 'terminate');
      await context.call(this, processMethod('terminate'), site);
    }

    async kill(): Promise<void> {
      const site = context.site();
      ownState(this, 'kill');
      startedState(this, 'kill');
      await context.call(this, processMethod('kill'), site);
    }

    close(): void {
      const state = states.get(this);
      if (state?.isClosed) return;
      const own = ownState(this, 'close');
      if (isRunning(this, own)) {
        throw new ProcessError(`Process.close() on ${own.name}: it is still running; join() or terminate() it first`);
      }
      own.isClosed = true;
    }
  }

  /** Starts a daemon that runs code of the runtime's own. @returns its number as an object */
  function startWorker(type: string, body: Encoded, site: Site): number {
    const process = new Process({ daemon: true });
    const state = stateOf(process, 'start');
    state.name = `${type}-${state.identity.join(':')}`;
    const { name, identity } = state;
    const target = { url: '', name: type, kind: 'worker' as const };
    state.object = context.start(process, { name, daemon: true, identity, target }, body, site);
    return state.object;
  }

  /** The object under which the runtime knows a started process, for its calls. */
  function objectOf(process: object): number {
    return states.get(process)?.object ?? 0;
  }

  /** Whether `join` of it would not be refused for want of a start. @throws ProcessClosedError, ProcessError */
  function canBeJoined(process: object): boolean {
    if (stateOf(process, 'join').object === 0) return false;
    startedState(process, 'join');
    return true;
  }

  /** Makes a handle of this process itself or of its parent; `type` is the subclass that is run, `fields` its fields. */
  function adopt(
    role: Role,
    object: number,
    info: { name: string; daemon: boolean; identity: number[] },
    made?: { type: object; fields: object },
  ) {
    const process = Object.create((made?.type ?? Process.prototype) as object) as Process;
    Object.assign(process, made?.fields);
    states.set(process, { role, object, ...info, isClosed: false, isEndKnown: false, target: undefined, args: [] });
    return process;
  }

  /** Gives an adopted subclass instance the target that its constructor had passed to `super`. */
  function setTarget(process: object, target: (...args: never[]) => unknown, args: readonly unknown[]): void {
    const state = states.get(process);
    if (state) Object.assign(state, { target, args });
  }

  function activeChildren(): Process[] {
    for (const process of open) exitCodeOf(process, stateOf(process, 'exitCode'));
    return context.children().filter((child): child is Process => states.get(child)?.role === 'own');
  }

  return { Process, activeChildren, adopt, canBeJoined, makeService, objectOf, setTarget, startWorker };
}

function checkOptions(options: ProcessOptions | undefined): ProcessOptions {
  const checked = checkObject(options, 'new Process', '{ target, args: [q] }');
  const { target, args, name } = checked;
  if (target !== undefined && typeof target !== 'function') {
    throw new TypeError(`new Process: target must be a function, got ${typeof target}; pass greet, not greet()`);
  }
  if (args !== undefined && !Array.isArray(args)) {
    throw new TypeError(`new Process: args must be an array, got ${typeof args}; write args: [x]`);
  }
  checkName(name, 'new Process');
  return checked;
}

function privateText(process: string, type: string): string {
  return (
    `Process.start() on ${process}: class ${type} has #private members, which cannot be rebuilt in another process; ` +
    'use fields that TypeScript alone keeps private (private x)'
  );
}

function mainGuardText(who: string, name: string): string {
  return (
    `${who}() on ${name}: this process is itself a child that is still importing its modules, so it would start ` +
    'children without end. Start processes only in the script that was run:\n\n' +
    '    if (import.meta.main) await main();\n'
  );
}
