// The two worlds a runtime can live in differ only behind these interfaces: a socket and a real process, or arrays and a simulated one.

import type { Nanos } from '../base/units.ts';
import type { MemoryStore } from '../primitives/shared-memory/handle.ts';
import type { LocalPayload } from '../protocol/payload.ts';
import type { LocalReply, Request, StartInfo } from '../protocol/request.ts';
import type { Registry } from './loader/registry.ts';
import type { LoanCall } from './loan-store.ts';

/** Carries requests to the broker, in order. */
export interface Link {
  send(request: Request): void;
  /** An item that the broker has lent ahead for a get of `object` at `at`. The caller has got it with that, and reports so. */
  takeLent?(object: number, at: Nanos): LocalPayload | undefined;
  /** Uses room for one item that the broker has promised in `object`, if it has. */
  takeCredit?(object: number): boolean;
  /** Does an acquire or release of an object that the broker has lent as a whole. The caller has done it with that, and reports so. */
  takeLoan?(call: LoanCall): boolean;
  /** Too much is unwritten for a payload of this size to be sent without waiting until it has arrived. */
  isBehind?(bytes: number): boolean;
  /** Where this turn of the event loop has lasted long: the beginning of the next one, for a call that needs no answer. */
  nextTurn?(at: Nanos): Promise<void> | undefined;
  /** Called for every reply, in order, from the moment it is set. */
  onReply: (reply: LocalReply) => void;
  /** A pending call keeps the process alive; without one the link does not. */
  setBusy(busy: boolean): void;
  /** Answers `idle` when nothing but the link would keep this process alive. */
  probe(isWeak: () => boolean): void;
}

/** What the runtime needs of the process that it lives in. */
export interface Host {
  now(): Nanos;
  /** Loads a module, so that its functions and classes are registered. */
  importModule(url: string): Promise<unknown>;
  readonly registry: Registry;
  /** The first frame of user code on the stack above `below`; line and column from 1. */
  captureSite(below: (...args: never[]) => unknown): { url: string; line: number; column: number } | undefined;
  /** What a child that is started now inherits. */
  world(): NonNullable<StartInfo['world']>;
  /** Carries a value along a call and everything that it awaits (AsyncLocalStorage). */
  readonly scope: { getStore(): unknown; run<R>(value: unknown, body: () => R): R };
  exit(code: number): never;
  /** A failure that belongs to no promise any more; ends the process as an unhandled rejection does. */
  onUncaught(error: unknown): void;
  /** The shared memory of the run. */
  readonly memory: MemoryStore;
  readonly cpuCount: number;
  readonly pid: number;
  /** Bytes of each sent value that are kept in the trace; 0: none. */
  readonly previewBytes: number;
}
