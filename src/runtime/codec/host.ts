// What the codec asks of the process it works in; the only place where it meets handles and modules.

import type { Registry } from '../loader/registry.ts';

/** One of our own objects (Queue, Lock…) inside a value. */
export interface HandleRef {
  /** Number of the object in this process. */
  object: number;
  /** Which class of handle it is: `Queue`, `JoinableQueue`… */
  type: string;
  /** What else the handle needs to be rebuilt; may itself hold handles and instances. */
  data?: unknown;
}

export interface CodecHost {
  registry: Pick<Registry, 'find' | 'get' | 'has'>;
  /** Undefined for a value that is not one of our handles. */
  handleOf(value: object): HandleRef | undefined;
  makeHandle(object: number, type: string, data?: unknown): object;
}
