// The number of a call, on its way from the rewritten call expression to the handle that is called. A captured stack costs
// microseconds, this some nanoseconds. It is right or it is not used: the number is laid down after everything that the call
// evaluates, only where the receiver is a handle, together with that handle, and taken by the very next method entered on it.

/** Where a numbered call stands in the user's file; line and column from 1. */
export interface CallPlace {
  url: string;
  line: number;
  column: number;
  method: string;
}

/** Asking it runs no code of the user's, not even of a proxy; a private field would do so too, but is slower to miss. */
const handles = new WeakSet<object>();

function isHandle(value: unknown): value is object {
  return typeof value === 'object' && value !== null && handles.has(value);
}

let laidId = 0;
let laidFor: object | undefined;
let held: object | undefined;
const nothing: readonly never[] = Object.freeze([]);

function lay(receiver: unknown, id: number): void {
  if (!isHandle(receiver)) return;
  laidId = id;
  laidFor = receiver;
}

/** What rewritten code calls, by global name: a module's own import or variable could be called before it is initialized. */
const helpers = {
  /** Around the last argument of a call on `receiver`. */
  __lanescope_call<T>(receiver: unknown, id: number, argument: T): T {
    lay(receiver, id);
    return argument;
  },
  /** Spread where a call has no argument: so V8's messages name the receiver as the user wrote it. */
  __lanescope_none(receiver: unknown, id: number): readonly never[] {
    lay(receiver, id);
    return nothing;
  },
  /** Around a receiver that can be evaluated only once, of a call without arguments. */
  __lanescope_of<T>(receiver: T, id: number): T {
    lay(receiver, id);
    return receiver;
  },
  /** The same for a call with arguments, in which `__lanescope_held` hands it on. */
  __lanescope_hold<T>(receiver: T): T {
    held = isHandle(receiver) ? receiver : undefined;
    return receiver;
  },
  __lanescope_held(): object | undefined {
    const receiver = held;
    held = undefined;
    return receiver;
  },
};

/** V8's words for what it cannot name, in place of the helper that it named. */
export function withoutHelpers(text: string): string {
  return text.replaceAll(/__lanescope_(?:of|hold)\(\.\.\.\)/g, '(intermediate value)');
}

/** Makes the helpers known to the modules of this thread. */
export function installHelpers(): void {
  for (const [name, value] of Object.entries(helpers)) {
    if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value });
  }
}

/** From now on calls on this object may come with a number. */
export function markHandle(handle: object): void {
  handles.add(handle);
}

/** The number of the call by which a method of `handle` was just entered; 0 where that call has none. */
export function takeCall(handle: object): number {
  const id = laidId;
  if (id === 0) return 0;
  const isOfHandle = laidFor === handle;
  laidId = 0;
  laidFor = undefined;
  return isOfHandle ? id : 0;
}

/** Numbers that a module can use, and the most that fit into a small integer with as many modules as there may be. */
export const mostCalls = 2_000;
const mostModules = 1_000_000;

/** All numbered calls of this thread. */
export class CallTable {
  readonly #places = new Map<number, CallPlace>();
  readonly #bases = new Map<number, string>();

  placeOf(id: number): CallPlace | undefined {
    return this.#places.get(id);
  }

  /** The number before a module's first: by its URL alone, so that all processes can share its compiled code. */
  baseFor(url: string): number {
    let bucket = hash(url) % mostModules;
    while ((this.#bases.get(bucket) ?? url) !== url) bucket = (bucket + 1) % mostModules;
    this.#bases.set(bucket, url);
    return bucket * mostCalls;
  }

  set(id: number, place: CallPlace): void {
    this.#places.set(id, place);
  }
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

export const callTable: CallTable = new CallTable();
