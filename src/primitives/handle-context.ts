// What a handle may ask of the runtime that it lives in. Handles use promises only: timers, sockets and files are behind this.

import type { LanescopeError } from '../base/errors.ts';
import type { Millis, Nanos } from '../base/units.ts';
import type { LocalPayload } from '../protocol/payload.ts';
import { checkObject } from './options.ts';

/** The time and the signal that every waiting method takes. */
export interface WaitOptions {
  timeout?: Millis;
  signal?: AbortSignal;
}

/** What the runtime knows of a handle; the handle itself has no fields, so that it prints and travels cleanly. */
export interface HandleState {
  /** Link-local number. */
  readonly object: number;
  readonly type: string;
  readonly name: string;
  /** Numbers from the constructor: `maxsize`… */
  readonly options: Readonly<Record<string, number>>;
  /** What else the handle is made of and takes along wherever it is sent: the lock of a condition, the manager of a proxy. */
  readonly parts?: Parts | undefined;
  /** This process has closed it. */
  closed: boolean;
}

export type Parts = Readonly<Record<string, unknown>>;

export type ErrorClass = new (message: string) => LanescopeError;

export interface Encoded {
  /** Large ones may be views of the value itself: to be sent or copied before anything else can run. */
  bytes: LocalPayload;
  handles: readonly number[];
  preview: string;
}

export interface CallOptions {
  /** Milliseconds; Infinity: no limit; 0 or less: do not wait. */
  timeout?: Millis | undefined;
  signal?: AbortSignal | undefined;
  item?: Encoded | undefined;
  /** `ask`: a lease may answer; `kernel`: only the kernel may, and a lease or loan of the object ends first. */
  from?: 'ask' | 'kernel' | undefined;
  /** What is granted counts as taken only when the caller says so: an abort on the way there returns it. */
  isGrant?: boolean | undefined;
  /** Only that too much is unwritten lets it wait. */
  wire?: boolean;
  /** Nobody waits for it in particular: it does not keep the process alive. */
  background?: boolean | undefined;
  /** The operation that it answers, by the number that came with it. */
  answers?: number | undefined;
}

export type Answer =
  | {
      status: 'done';
      code: number;
      payload: LocalPayload | null;
      handles: readonly number[];
      /** What was given is the caller's now. */
      take(): void;
      /** It goes back where it came from. */
      giveBack(): void;
    }
  | { status: 'timeout' };

/** A place in user code, by the runtime's number; captured where a public method was entered. */
export type Site = number;

export interface HandleContext {
  /**
   * The call site of the public method that was just entered: the number that the loader gave the call, else the first frame on
   * the stack that is user code. Before anything else in the method.
   * @param method its name, with `handle`: where its calls are numbered (`sitedMethods`)
   */
  site(handle?: object, method?: string): Site;
  /** Makes a new object in the kernel and ties the handle to it. `name` is what the user gave, if anything. */
  create(
    handle: object,
    type: string,
    name: string | undefined,
    options: Record<string, number>,
    site: Site,
    parts?: Parts,
    /** Handles of objects that the kernel ties it to and that do not travel with it: the other end of a pipe. */
    tiedTo?: readonly object[],
  ): HandleState;
  /** Whether a value is one of our objects and not data. */
  isHandle(value: object): boolean;
  /** What an object that is made at the current call site is called: the variable or field that it is stored in, else `TYPE-1`. */
  nameHere(type: string): string;
  /** @throws TypeError when `handle` is no handle of this runtime. */
  stateOf(handle: object): HandleState;
  /** @returns the answer; rejects with the error of api.md that the kernel names, or with the signal's reason. */
  call(handle: object, method: number, site: Site, options?: CallOptions): Promise<Answer>;
  /**
   * A call that the kernel can neither let wait nor refuse: nobody waits for its answer, but where the link is behind.
   * @param answers the operation that it answers, by the number that came with it
   */
  tell(
    handle: object,
    method: number,
    site: Site,
    item?: Encoded,
    signal?: AbortSignal,
    answers?: number,
  ): Promise<void>;
  /** The same into room that was promised; `undefined`: there is none, `call` has to ask. */
  tellOnCredit(handle: object, method: number, site: Site, item: Encoded): Promise<void> | undefined;
  /** The value for a get that an item lent ahead answers here; `undefined`: `call` has to ask. */
  takeLent(handle: object, method: number, site: Site): Promise<unknown> | undefined;
  /** An acquire or release that a loan of the object answers here; `undefined`: `call` has to ask. */
  takeLoan<T>(handle: object, method: number, site: Site, answer: T): Promise<T> | undefined;
  /** @param refusal with what further uses are refused */
  close(handle: object, refusal?: ErrorClass): void;
  /** How many handles this process has closed. */
  readonly closeCount: number;
  /** Somebody has shut the object down: nothing can be sent into it any more. */
  isShut(handle: object): boolean;
  /** @throws SerializationError with the path of the value that cannot be sent. */
  encode(value: unknown, path: string): Encoded;
  /** How a value is shown in the trace; empty where that is switched off. */
  preview(value: unknown): string;
  /** Rebuilds a value; imports modules of classes that this process has not loaded yet. */
  decode(bytes: LocalPayload, handles: readonly number[]): Promise<unknown>;
  now(): Nanos;
  /** Runs `body` so that it, and what it calls and awaits, is within `handle`. */
  within<R>(handle: object, body: () => Promise<R>): Promise<R>;
  isWithin(handle: object): boolean;
}

/** Encodes what a method sends. @throws SerializationError that names the method and the object too */
export function encodeFor(
  context: HandleContext,
  handle: object,
  method: string,
  value: unknown,
  path: string,
): Encoded {
  try {
    return context.encode(value, path);
  } catch {
    // only now, for the names cost more than most values
    const { type, name } = context.stateOf(handle);
    return context.encode(value, `${type}.${method}() on ${name}: ${path}`);
  }
}

/** Checks the options of a waiting method. @throws TypeError naming the method. */
export function checkWaitOptions(options: WaitOptions | undefined, method: string): WaitOptions {
  const checked = checkObject(options, method, '{ timeout: 500 }');
  const { timeout, signal } = checked;
  if (timeout !== undefined && (typeof timeout !== 'number' || Number.isNaN(timeout))) {
    throw new TypeError(`${method}: timeout must be a number of milliseconds, got ${String(timeout)}`);
  }
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new TypeError(`${method}: signal must be an AbortSignal`);
  }
  return checked;
}
