// Finds out whether anything but the broker's link keeps this process alive: the link lets go, and Node says `beforeExit`
// only when no timer, socket, file, thread-pool job, worker or child is left. (`process.getActiveResourcesInfo` misses several.)

import { ChildProcess } from 'node:child_process';
import { Socket as DatagramSocket } from 'node:dgram';
import fs from 'node:fs';
import { url as inspectorUrl } from 'node:inspector';
import { Server, Socket } from 'node:net';
import { MessagePort, Worker } from 'node:worker_threads';

interface Edge {
  isBusy(): boolean;
  /** Whether the link keeps the process alive. */
  hold(isHeld: boolean): void;
  answer(weak: boolean): void;
}

type Unrefable = { unref(): unknown; hasRef?(): boolean };

export class IdleWatch {
  readonly #edge: Edge;
  readonly #unrefed = new UnrefedThings();
  #isWeak: (() => boolean) | null = null;

  constructor(edge: Edge) {
    this.#edge = edge;
    const emit = process.emit;
    // `beforeExit` of a probe is ours alone: a user's listener would take it for the end of the process
    process.emit = ((event: string, ...rest: unknown[]) => {
      if (event === 'beforeExit' && this.#isWeak !== null) return this.#becomeIdle(this.#isWeak);
      return Reflect.apply(emit, process, [event, ...rest]) as boolean;
    }) as typeof process.emit;
  }

  probe(isWeak: () => boolean): void {
    this.#isWeak = isWeak;
    this.#edge.hold(false);
  }

  /** Something came in: the process is as busy as it says. */
  interrupted(): void {
    if (this.#isWeak === null) return;
    this.#isWeak = null;
    this.#edge.hold(this.#edge.isBusy());
  }

  #becomeIdle(isWeak: () => boolean): boolean {
    this.#isWeak = null;
    this.#edge.hold(true);
    this.#edge.answer(isWeak() || hasSignalListener() || inspectorUrl() !== undefined || this.#unrefed.any());
    return true;
  }
}

function hasSignalListener(): boolean {
  return process.eventNames().some((name) => typeof name === 'string' && /^SIG[A-Z]/.test(name));
}

/** Remembers timers, sockets, workers and children that were unref'ed: they can still wake a process that seems idle. */
class UnrefedThings {
  readonly #things = new Set<WeakRef<Unrefable>>();

  constructor() {
    const timer = setTimeout(() => {}, 0);
    clearTimeout(timer);
    const types = [Socket, Server, DatagramSocket, Worker, MessagePort, ChildProcess, ...watcherTypes()];
    const prototypes = [Object.getPrototypeOf(timer), ...types.map((type) => type.prototype)];
    for (const prototype of prototypes as Unrefable[]) this.#watch(prototype);
  }

  any(): boolean {
    for (const reference of this.#things) {
      const thing = reference.deref();
      if (thing !== undefined && isPending(thing)) return true;
      this.#things.delete(reference);
    }
    return false;
  }

  #watch(prototype: Unrefable): void {
    const { unref } = prototype;
    const things = this.#things;
    prototype.unref = function (this: Unrefable) {
      things.add(new WeakRef(this));
      return Reflect.apply(unref, this, []);
    };
  }
}

/** Node exports them, its types do not. */
function watcherTypes(): { prototype: object }[] {
  const { FSWatcher, StatWatcher } = fs as unknown as Record<string, { prototype: object } | undefined>;
  return [FSWatcher, StatWatcher].filter((type) => type !== undefined);
}

/** Could it still do something? Each kind tells it in its own way; what cannot tell counts as pending. */
function isPending(thing: Unrefable): boolean {
  if (thing instanceof Socket) return !thing.destroyed && !isOwnLink(thing);
  if (thing instanceof Server) return thing.listening;
  if (thing instanceof ChildProcess) return thing.exitCode === null && thing.signalCode === null;
  if (thing instanceof Worker) return thing.threadId !== -1;
  return (thing as { _destroyed?: boolean })._destroyed !== true;
}

function isOwnLink(socket: Socket): boolean {
  return (socket as { _handle?: { fd?: number } })._handle?.fd === 3;
}
