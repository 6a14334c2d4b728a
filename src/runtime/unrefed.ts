// Timers, sockets, workers and children that were unref'ed keep no process alive, and can still wake one that seems idle:
// while there is one, nobody can be sure of a deadlock. Node lists them nowhere, so they are remembered as they come.

import { ChildProcess } from 'node:child_process';
import { Socket as DatagramSocket } from 'node:dgram';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { Server, Socket } from 'node:net';
import promises from 'node:timers/promises';
import { MessagePort, Worker } from 'node:worker_threads';

type Unrefable = { unref(): unknown };

/** Above this many, those that were collected are forgotten. */
const firstSweep = 1024;

export class UnrefedThings {
  readonly #things = new Set<WeakRef<Unrefable>>();
  /** Waits of `timers/promises` with `ref: false`, which never call `unref`. */
  readonly #waits = new Set<object>();
  #sweepAbove = firstSweep;
  /** Of intervals: when they began to wait for the next time, as it was when this process became idle. */
  #seenWaiting = new WeakMap<object, number>();

  constructor() {
    const timer = setTimeout(() => {}, 0);
    clearTimeout(timer);
    const types = [Socket, Server, DatagramSocket, Worker, MessagePort, ChildProcess, ...watcherTypes()];
    const prototypes = [Object.getPrototypeOf(timer), ...types.map((type) => type.prototype)];
    for (const prototype of prototypes as Unrefable[]) this.#watch(prototype);
    this.#watchPromises();
  }

  /** Whether one of them could still do something. */
  any(): boolean {
    if (this.#waits.size > 0) return true;
    for (const reference of this.#things) {
      const thing = reference.deref();
      // one that is over is kept: a timer can be refreshed
      if (thing === undefined) this.#things.delete(reference);
      else if (isPending(thing)) return true;
    }
    return false;
  }

  /** The process has done something: what its intervals did before that says nothing. */
  becomesIdle(): void {
    this.#seenWaiting = new WeakMap();
  }

  /** Whether a timer is among them that has not fired since it became idle: a while later it is known whether that woke anybody. */
  get willFire(): boolean {
    if (this.#waits.size > 0) return true;
    for (const reference of this.#things) {
      const thing = reference.deref();
      if (thing !== undefined && isPending(thing) && this.#isToFire(thing)) return true;
    }
    return false;
  }

  /** An interval goes on for ever: once it has fired in vain, nothing is gained by waiting for it. */
  #isToFire(thing: Unrefable): boolean {
    const { _repeat: repeats, _idleStart: since } = thing as { _repeat?: number | null; _idleStart?: number };
    if (repeats === undefined || since === undefined) return false;
    if (repeats === null) return true;
    const known = this.#seenWaiting.get(thing) ?? since;
    this.#seenWaiting.set(thing, known);
    return known === since;
  }

  #add(thing: Unrefable): void {
    this.#things.add(new WeakRef(thing));
    if (this.#things.size <= this.#sweepAbove) return;
    for (const reference of this.#things) if (reference.deref() === undefined) this.#things.delete(reference);
    this.#sweepAbove = Math.max(firstSweep, this.#things.size * 2);
  }

  #watch(prototype: Unrefable): void {
    const { unref } = prototype;
    const add = (thing: Unrefable) => this.#add(thing);
    prototype.unref = function (this: Unrefable) {
      add(this);
      return Reflect.apply(unref, this, []);
    };
  }

  #watchPromises(): void {
    const { setTimeout: wait, scheduler } = promises;
    const keep = <T>(options: { ref?: boolean | undefined } | undefined, promise: Promise<T>): Promise<T> => {
      if (options?.ref !== false) return promise;
      this.#waits.add(promise);
      const forget = () => void this.#waits.delete(promise);
      promise.then(forget, forget);
      return promise;
    };
    promises.setTimeout = (ms, value, options) => keep(options, wait(ms, value, options));
    const schedule = scheduler.wait.bind(scheduler);
    scheduler.wait = (ms, options) => keep(options as { ref?: boolean } | undefined, schedule(ms, options));
    // for those who import the function by its name
    syncBuiltinESMExports();
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
  const fd = (socket as { _handle?: { fd?: number } })._handle?.fd;
  return fd === 3 || fd === 4;
}
