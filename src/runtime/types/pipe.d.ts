/** Pipes, their two ends, and waiting for several of them. @module */

import type { Process } from './process.d.ts';
import type { WaitOptions } from './waiting.d.ts';

/**
 * Makes a pipe of one way and gives its two ends: the first only receives, the second only sends.
 * @param options `name`: how the ends are called in the swimlane; default the variables of `const [reader, writer] = Pipe()`
 */
export function Pipe<T>(options: { duplex: false; name?: string }): [Connection<never, T>, Connection<T, never>];
/**
 * Makes a pipe and gives its two ends. What is sent at one is received at the other, in order, message by message.
 *
 * End of file comes when every process that holds the other end has closed it or ended. A process holds an end from the moment
 * at which it made or received it until it closes it, and a message that is under way holds the ends inside it: so close each
 * end that is not needed any more, in the process that made the pipe too.
 *
 * @param options `duplex`: both ends send and receive; default true. `name`: how the ends are called in the swimlane; default
 * the variables of `const [here, there] = Pipe()`
 *
 * @example
 * {@includeCode ../../../docs/examples/pipe.ts}
 */
export function Pipe<A, B = A>(options?: { duplex?: boolean; name?: string }): [Connection<A, B>, Connection<B, A>];

/**
 * One end of a pipe. It can be sent to any process; received twice by the same process it is the same object.
 * A closed connection, or one that goes the other way, refuses with `ConnectionError`.
 */
export class Connection<Send, Receive> implements AsyncIterable<Receive> {
  private constructor();
  /**
   * Sends a value, which is copied at the call. Need not be awaited: the broker holds what was not received yet.
   * @throws BrokenPipeError every process that held the other end has closed it or ended
   * @throws SerializationError the value cannot be sent
   * @throws ConnectionError this end was closed, or only receives
   */
  send(value: Send): Promise<void>;
  /**
   * Receives the oldest message; waits for one.
   * @throws EOFError every process that held the other end has closed it or ended, and nothing is left to receive
   * @throws WaitTimeoutError the timeout was over before a message came
   * @throws ConnectionError this end was closed, or only sends
   * @example
   * {@includeCode ../../../docs/examples/connection-recv.ts}
   */
  recv(options?: WaitOptions): Promise<Receive>;
  /**
   * Whether `recv` would not have to wait: a message is there, or the end of file. Takes nothing.
   * @param options default `{ timeout: 0 }`: does not wait for it
   * @throws ConnectionError this end was closed, or only sends
   * @example
   * {@includeCode ../../../docs/examples/connection-poll.ts}
   */
  poll(options?: WaitOptions): Promise<boolean>;
  /**
   * Sends bytes, as `send` of a part of them would.
   * @param offset of the first byte; default 0
   * @param size how many bytes; default all that follow
   * @throws RangeError the part is not inside the data
   * @throws BrokenPipeError, ConnectionError as `send`
   */
  sendBytes(data: Uint8Array, offset?: number, size?: number): Promise<void>;
  /**
   * Receives a message of bytes.
   * @param options `maxLength`: the most bytes that are accepted
   * @throws TypeError the message is no byte array; it can still be received with `recv`
   * @throws ConnectionError the message is longer than `maxLength`; it is lost, and this connection closed for reading
   * @throws EOFError, WaitTimeoutError as `recv`
   * @example
   * {@includeCode ../../../docs/examples/connection-recv-bytes.ts}
   */
  recvBytes(options?: WaitOptions & { maxLength?: number }): Promise<Uint8Array>;
  /** This process uses this end no more. What it has sent is still delivered. */
  close(): void;
  /** Whether this process has closed it. */
  readonly closed: boolean;
  /** Whether this end receives. */
  readonly readable: boolean;
  /** Whether this end sends. */
  readonly writable: boolean;
  /** Receives until end of file. */
  [Symbol.asyncIterator](): AsyncIterator<Receive>;
}

/**
 * Waits until at least one of several connections has something to receive (or is at end of file) or processes has ended.
 * @returns those that are ready, in the given order; none where the timeout was over first
 * @throws ConnectionError one of the connections was closed, or only sends
 * @throws InvalidStateError one of the processes was not started
 *
 * @example
 * {@includeCode ../../../docs/examples/wait.ts}
 */
// biome-ignore lint/suspicious/noExplicitAny: what the connections carry does not matter
export function wait<W extends Connection<any, any> | Process>(
  objects: readonly W[],
  options?: WaitOptions,
): Promise<W[]>;
