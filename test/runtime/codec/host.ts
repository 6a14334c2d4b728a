// A process as the codec sees it, with a few registered functions and classes, and handles of two kinds.

import { type CodecHost, decode, encode } from '../../../src/runtime/codec/index.ts';
import { Registry } from '../../../src/runtime/loader/registry.ts';

export const moduleUrl = 'file:///program/main.ts';

export function greet(): string {
  return 'hi';
}

export class Point {
  x = 0;
  y = 0;
  extra: unknown;
  get length(): number {
    return Math.hypot(this.x, this.y);
  }
}

export class Names extends Map<string, unknown> {
  label = 'none';
}

export class Stack extends Array<unknown> {
  top(): unknown {
    return this.at(-1);
  }
}

export class FullError extends TypeError {
  override name = 'FullError';
  readonly limit: number;
  constructor(message: string, options: ErrorOptions, limit: number) {
    super(message, options);
    this.limit = limit;
  }
}

export class Secret {
  #hidden = 1;
  reveal(): number {
    return this.#hidden;
  }
}

/** Stands for a queue: known by its number, and carries data of its own. */
export class Handle {
  readonly object: number;
  readonly type: string;
  readonly data: unknown;
  constructor(object: number, type: string, data?: unknown) {
    this.object = object;
    this.type = type;
    this.data = data;
  }
}

export function newRegistry(): Registry {
  const registry = new Registry();
  const thunks = {
    greet: () => greet,
    Point: () => Point,
    Names: () => Names,
    Stack: () => Stack,
    FullError: () => FullError,
    Secret: () => Secret,
  };
  registry.add(moduleUrl, thunks, { privates: ['Secret'], names: new Map() });
  return registry;
}

export function newHost(registry: CodecHost['registry'] = newRegistry()): CodecHost {
  return {
    registry,
    handleOf: (value) => (value instanceof Handle ? value : undefined),
    makeHandle: (object, type, data) => new Handle(object, type, data),
  };
}

/** Sends a value; handles arrive under the receiver's numbers, 1000 above the sender's. */
export function send(value: unknown, host: CodecHost = newHost()): unknown {
  const { bytes, handles } = encode(value, host, 'item');
  const decoded = decode(
    bytes,
    handles.map((object) => object + 1000),
    host,
  );
  if ('needs' in decoded) throw new Error(`needs ${decoded.needs.join()}`);
  return decoded.value;
}
