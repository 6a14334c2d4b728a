// Pipe and Connection as the user holds them. The class is made per runtime: several can live in one Node process.

import { ConnectionError, EOFError, WaitTimeoutError } from '../../base/errors.ts';
import {
  type Answer,
  checkWaitOptions,
  encodeFor,
  type HandleContext,
  type Site,
  type WaitOptions,
} from '../handle-context.ts';
import { checkName, checkObject } from '../options.ts';
import { type PipeOperation, pipeMethod } from './operations.ts';

export interface PipeOptions {
  duplex?: boolean;
  name?: string;
}

export type RecvBytesOptions = WaitOptions & { maxLength?: number };

type Direction = 'readable' | 'writable';

/** Makes the pipe function and the connection class of one runtime. */
export function pipeHandles(context: HandleContext) {
  /** Ends that were closed for reading by a message that was too long. */
  const deaf = new WeakSet<object>();
  /** Of the handles that this process has closed, those of which the broker is known to have heard. */
  let closesConfirmed = 0;

  function assertUsable(connection: object, method: string, direction: Direction): void {
    const { closed, options, name } = context.stateOf(connection);
    const what = method === 'wait' ? `wait() for ${name}` : `Connection.${method}() on ${name}`;
    if (closed) throw new ConnectionError(`${what}: this process has closed it; close() it after its last use`);
    if (direction === 'readable' && deaf.has(connection)) {
      throw new ConnectionError(`${what}: it is closed for reading, since a message was longer than maxLength`);
    }
    if (options[direction] === 1) return;
    throw new ConnectionError(
      direction === 'readable'
        ? `${what}: this end of the pipe only sends; receive at the other end, or make the pipe without duplex: false`
        : `${what}: this end of the pipe only receives; send at the other end, or make the pipe without duplex: false`,
    );
  }

  async function send(connection: object, method: PipeOperation, value: unknown, site: Site): Promise<void> {
    assertUsable(connection, method, 'writable');
    const item = encodeFor(context, connection, method, value, method === 'send' ? 'value' : 'data');
    const closes = context.closeCount;
    // whether anybody can still receive it is known here, unless that was changed by what this process has just closed
    if (!context.isShut(connection) && closes === closesConfirmed) {
      await context.tell(connection, pipeMethod(method), site, item);
      return;
    }
    await context.call(connection, pipeMethod(method), site, { item });
    closesConfirmed = Math.max(closesConfirmed, closes);
  }

  /** @param use makes of the decoded value what is returned; what it throws leaves the message where it was. */
  async function recv(
    connection: object,
    method: 'recv' | 'recvBytes',
    site: Site,
    wait: WaitOptions,
    use: (value: unknown) => unknown,
  ): Promise<unknown> {
    assertUsable(connection, method, 'readable');
    // what may have to go back is not taken from a lease, which goes on with the next item
    const from = method === 'recvBytes' || wait.signal ? 'kernel' : 'ask';
    const lent = from === 'ask' ? context.takeLent(connection, pipeMethod(method), site) : undefined;
    if (lent) return lent;
    const answer = await context.call(connection, pipeMethod(method), site, { ...wait, from });
    if (answer.status === 'timeout')
      throw new WaitTimeoutError(timeoutText(context.stateOf(connection).name, method, wait));
    const value = await decoded(answer, wait.signal);
    try {
      const used = use(value);
      answer.take();
      return used;
    } catch (error) {
      answer.giveBack();
      throw error;
    }
  }

  async function decoded(answer: Answer & { status: 'done' }, signal: AbortSignal | undefined): Promise<unknown> {
    try {
      const value = await context.decode(answer.payload ?? new Uint8Array(0), answer.handles);
      signal?.throwIfAborted();
      return value;
    } catch (error) {
      // aborted before the promise resolves: as if it had never been asked; what cannot be rebuilt here is taken and lost
      if (signal?.aborted) answer.giveBack();
      else answer.take();
      throw error;
    }
  }

  /** A message that is too long is lost, and what follows it is not received here: its sender keeps to other rules. */
  function closeForReading(connection: object): void {
    deaf.add(connection);
    if (context.stateOf(connection).options.writable !== 1) context.close(connection, ConnectionError);
  }

  class Connection {
    constructor() {
      throw new TypeError('new Connection: connections are made by Pipe()');
    }

    async send(value: unknown): Promise<void> {
      return send(this, 'send', value, context.site(this, 'send'));
    }

    async recv(options?: WaitOptions): Promise<unknown> {
      const site = context.site(this, 'recv');
      return recv(this, 'recv', site, checkWaitOptions(options, 'Connection.recv'), (value) => value);
    }

    async poll(options?: WaitOptions): Promise<boolean> {
      const site = context.site(this, 'poll');
      const { timeout = 0, signal } = checkWaitOptions(options, 'Connection.poll');
      assertUsable(this, 'poll', 'readable');
      const method = timeout > 0 ? 'poll' : 'pollNow';
      const answer = await context.call(this, pipeMethod(method), site, { timeout, signal, from: 'kernel' });
      return answer.status === 'done' && answer.code === 1;
    }

    async sendBytes(data: Uint8Array, offset = 0, size?: number): Promise<void> {
      const site = context.site(this, 'sendBytes');
      return send(this, 'sendBytes', partOf(data, offset, size), site);
    }

    async recvBytes(options?: RecvBytesOptions): Promise<Uint8Array> {
      const site = context.site(this, 'recvBytes');
      const wait = checkWaitOptions(options, 'Connection.recvBytes') as RecvBytesOptions;
      const maxLength = checkMaxLength(wait.maxLength);
      const { name } = context.stateOf(this);
      const bytes = (await recv(this, 'recvBytes', site, wait, (value) => bytesOnly(value, name))) as Uint8Array;
      if (bytes.length <= maxLength) return bytes;
      closeForReading(this);
      throw new ConnectionError(
        `Connection.recvBytes() on ${name}: a message of ${bytes.length} bytes, with maxLength ${maxLength}; ` +
          'it is lost and the connection closed for reading. Allow more, or send less at once',
      );
    }

    close(): void {
      context.close(this, ConnectionError);
    }

    get closed(): boolean {
      return context.stateOf(this).closed;
    }

    get readable(): boolean {
      return context.stateOf(this).options.readable === 1 && !deaf.has(this);
    }

    get writable(): boolean {
      return context.stateOf(this).options.writable === 1;
    }

    [Symbol.asyncIterator](): AsyncIterator<unknown> {
      const site = context.site();
      return {
        next: async () => {
          try {
            return { done: false, value: await recv(this, 'recv', site, {}, (value) => value) };
          } catch (error) {
            if (error instanceof EOFError) return { done: true, value: undefined };
            throw error;
          }
        },
      };
    }
  }

  function end(name: string, directions: Record<Direction, number>, site: Site, tiedTo: object[]): Connection {
    const made = Object.create(Connection.prototype) as Connection;
    context.create(made, 'Connection', name, directions, site, undefined, tiedTo);
    return made;
  }

  function Pipe(options?: PipeOptions): [Connection, Connection] {
    const site = context.site();
    const { duplex = true, name } = checkOptions(options);
    const [first, second] = endNames(name ?? context.nameHere('Pipe'));
    const both = { readable: 1, writable: 1 };
    const one = end(first, duplex ? both : { readable: 1, writable: 0 }, site, []);
    return [one, end(second, duplex ? both : { readable: 0, writable: 1 }, site, [one])];
  }

  return { Connection, Pipe, assertUsable };
}

/** `const [reader, writer] = Pipe()` names each end; a pipe with a name of its own numbers them. */
function endNames(name: string): [string, string] {
  const [first, second, ...rest] = name.split(', ');
  return first && second && rest.length === 0 ? [first, second] : [`${name}[0]`, `${name}[1]`];
}

function checkOptions(options: PipeOptions | undefined): PipeOptions {
  const checked = checkObject(options, 'Pipe', '{ duplex: false }');
  const { duplex, name } = checked;
  if (duplex !== undefined && typeof duplex !== 'boolean') {
    throw new TypeError(`Pipe: duplex must be true or false, got ${String(duplex)}`);
  }
  checkName(name, 'Pipe');
  return checked;
}

function checkMaxLength(maxLength: number | undefined): number {
  if (maxLength === undefined) return Number.POSITIVE_INFINITY;
  if (typeof maxLength !== 'number' || Number.isNaN(maxLength)) {
    throw new TypeError(`Connection.recvBytes: maxLength must be a number of bytes, got ${String(maxLength)}`);
  }
  if (maxLength < 0) throw new RangeError(`Connection.recvBytes: maxLength must not be negative, got ${maxLength}`);
  return maxLength;
}

function partOf(data: Uint8Array, offset: number, size: number | undefined): Uint8Array {
  if (!(data instanceof Uint8Array)) {
    throw new TypeError(
      `Connection.sendBytes: data must be a Uint8Array, got ${typeof data}; other values go with send()`,
    );
  }
  if (!Number.isInteger(offset) || offset < 0 || offset > data.length) {
    throw new RangeError(`Connection.sendBytes: offset must be from 0 to ${data.length}, got ${String(offset)}`);
  }
  const most = data.length - offset;
  if (size !== undefined && (!Number.isInteger(size) || size < 0 || size > most)) {
    throw new RangeError(`Connection.sendBytes: size must be from 0 to ${most}, got ${String(size)}`);
  }
  return data.subarray(offset, offset + (size ?? most));
}

function bytesOnly(value: unknown, name: string): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new TypeError(
    `Connection.recvBytes() on ${name}: the next message is no Uint8Array; it is still there, receive it with recv()`,
  );
}

function timeoutText(name: string, method: string, { timeout }: WaitOptions): string {
  const waited = timeout !== undefined && timeout > 0 ? ` for ${timeout} ms` : '';
  return `Connection.${method}() on ${name}: nothing came${waited}; send something, or wait longer with { timeout }`;
}
