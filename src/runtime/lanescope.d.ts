// `Symbol.asyncDispose` and its kin are younger than the `target` of many projects.
/// <reference lib="esnext.disposable" />

declare global {
  interface ImportMeta {
    /**
     * True in the script that was run, false in every other module and in every child process, which imports the script anew.
     * @example if (import.meta.main) await main();
     */
    readonly main: boolean;
  }
}

/** How long a call may wait. An aborted or timed-out wait leaves no trace in the object: no item is lost. */
export interface WaitOptions {
  /** Milliseconds; default `Infinity`. Zero or less: do not wait. */
  timeout?: number;
  /** Aborting it ends the wait; the promise rejects with `signal.reason`. */
  signal?: AbortSignal;
}

type Needed<A extends readonly unknown[]> = [] extends A ? { args?: NoInfer<A> } : { args: NoInfer<A> };

/**
 * A real operating-system process with memory of its own.
 *
 * It runs `target(...args)`, or, in a subclass, its own `run()`. The target is a function at the top level of a module,
 * exported or not; arguments are copied to the child, except for queues and other objects of this API, which are shared.
 *
 * @example
 * async function greet(q: Queue<string>) {
 *   console.log('Well, hi', await q.get());
 * }
 *
 * async function main() {
 *   const q = new Queue<string>();
 *   const p = new Process({ target: greet, args: [q] });
 *   p.start();
 *   q.put('Jimmy');
 *   await p.join();
 * }
 *
 * if (import.meta.main) await main();
 */
export class Process<A extends readonly unknown[] = readonly unknown[]> {
  /**
   * Describes a process; `start()` creates it.
   * @param options `name`: default `Process-1`, `Process-1:2` for the second child of `Process-1`, `Consumer-1` for a
   * subclass `Consumer`; `daemon`: default that of the creating process. A daemon is terminated when the run's other
   * processes have ended, and may not have children.
   */
  constructor(options?: { target?: (...args: A) => unknown; name?: string; daemon?: boolean } & Needed<A>);
  name: string;
  /** Whether the run does not wait for this process. Cannot be set after `start()` (`ProcessError`). */
  daemon: boolean;
  /** The operating system's number of the process; null until it was launched. */
  readonly pid: number | null;
  /** null: not ended; 0: ended well; N: `exit(N)`; 1: uncaught error; -N: killed by signal N. */
  readonly exitCode: number | null;
  /** What the process does. Override it in a subclass; by default it calls `target(...args)`. */
  run(): unknown;
  /**
   * Copies the target and its arguments and launches the process. Need not be awaited.
   * @throws SerializationError an argument cannot be sent, or the target is not at the top level of a module
   * @throws ProcessError started a second time, or by a daemon
   */
  start(): Promise<void>;
  /**
   * Waits until the process has ended.
   * @returns false where the timeout was over first
   * @throws ProcessError not started, or created by another process
   */
  join(options?: WaitOptions): Promise<boolean>;
  /** True from `start()` on until the end has been reported. */
  isAlive(): boolean;
  /** Asks the process to end (SIGTERM). What it has put stays in its queues. */
  terminate(): Promise<void>;
  /** Ends the process at once (SIGKILL). */
  kill(): Promise<void>;
  /**
   * Gives the object up; afterwards every use but `name` throws `ProcessClosedError`.
   * @throws ProcessError the process is still running
   */
  close(): void;
}

/** The process that this code runs in; the script's own is named `MainProcess`. */
export function currentProcess(): Process;

/** The process that started this one; null in the main process. Allows `name`, `pid`, `isAlive` and `join`. */
export function parentProcess(): Process | null;

/** The processes that this one has started and that have not ended. */
export function activeChildren(): Process[];

/** How many processes can compute at the same time on this machine. */
export function cpuCount(): number;

/** Waits so many milliseconds, seen in the swimlane with the reason `sleep`. */
export function sleep(ms: number): Promise<void>;

/** Ends this process at once, after everything that it has put, set and printed was delivered. @param code default 0 */
export function exit(code?: number): never;

interface QueueOptions {
  /** How many items fit; a put into a full queue waits. Default, and zero or less: any number. */
  maxsize?: number;
  /** How many bytes of encoded items fit; a larger item is taken while the queue is empty. Default: any number. */
  maxBytes?: number;
  /** Hand out one item at a time even where a single process gets many. Slower; default false. */
  strict?: boolean;
  /** How the queue is called in the swimlane; default the variable or field that it is created for. */
  name?: string;
}

/**
 * Carries items between processes, first in, first out. Any process that has it may put and get.
 *
 * An item is copied: plain data, Map, Set, Date, typed arrays, errors, cycles; instances of top-level classes keep their
 * class; top-level functions, and queues themselves, can be sent too.
 *
 * @example
 * const tasks = new Queue<number>({ maxsize: 10 });
 * await tasks.put(1);
 * for await (const task of tasks) console.log(task); // until tasks.shutdown()
 */
// biome-ignore lint/suspicious/noExplicitAny: without a type argument a queue takes and gives whatever is put
export class Queue<T = any> implements AsyncIterable<T> {
  constructor(options?: QueueOptions);
  /**
   * Adds an item; waits while the queue is full. Need not be awaited.
   * @throws QueueFullError the timeout was over before there was room
   * @throws SerializationError the item cannot be sent
   * @throws QueueClosedError this process has closed the queue
   * @throws QueueShutDownError the queue was shut down
   */
  put(item: T, options?: WaitOptions): Promise<void>;
  /** `put` that does not wait. @throws QueueFullError there is no room now */
  putNowait(item: T): Promise<void>;
  /**
   * Takes the oldest item; waits while the queue is empty.
   * @throws QueueEmptyError the timeout was over before an item came
   * @throws QueueClosedError this process has closed the queue
   * @throws QueueShutDownError the queue was shut down and is drained
   */
  get(options?: WaitOptions): Promise<T>;
  /** `get` that does not wait. @throws QueueEmptyError there is no item now */
  getNowait(): Promise<T>;
  /** How many items are in the queue: exact when answered, perhaps not when read. */
  qsize(): Promise<number>;
  /** Whether there is no item: exact when answered. That no more will come it does not say; put a last item for that. */
  empty(): Promise<boolean>;
  /** Whether a put would have to wait: exact when answered. */
  full(): Promise<boolean>;
  /** This process puts and gets no more; others are not affected. */
  close(): void;
  /** Waits until everything that this process has put is safe in the queue. @throws InvalidStateError before `close()` */
  joinThread(): Promise<void>;
  /** Do not wait for that at the end of this process. */
  cancelJoinThread(): void;
  /**
   * Ends the queue for everybody: puts throw `QueueShutDownError`, gets too once it is drained.
   * @param options `immediate`: drop what is still in it; default false
   */
  shutdown(options?: { immediate?: boolean }): Promise<void>;
  /** Gets items until the queue is shut down and drained. */
  [Symbol.asyncIterator](): AsyncIterator<T>;
}

/**
 * A queue that knows how many of its items are still being worked on.
 *
 * @example
 * const task = await tasks.get();
 * await work(task);
 * await tasks.taskDone(); // `await tasks.join()` elsewhere goes on when this was said of every item
 */
// biome-ignore lint/suspicious/noExplicitAny: without a type argument a queue takes and gives whatever is put
export class JoinableQueue<T = any> extends Queue<T> {
  /** Says that an item got earlier is finished. @throws TaskDoneError called more often than items were put */
  taskDone(): Promise<void>;
  /** Waits until every item that was put is finished. @returns false where the timeout was over first */
  join(options?: WaitOptions): Promise<boolean>;
}

/** A queue with no more than put, get and empty. */
// biome-ignore lint/suspicious/noExplicitAny: without a type argument a queue takes and gives whatever is put
export class SimpleQueue<T = any> {
  constructor(options?: { name?: string });
  /** Adds an item. @throws QueueClosedError, SerializationError */
  put(item: T): Promise<void>;
  /** Takes the oldest item; waits while the queue is empty. @throws QueueClosedError */
  get(): Promise<T>;
  /** Whether there is no item: exact when answered. */
  empty(): Promise<boolean>;
  /** This process puts and gets no more. */
  close(): void;
}

/**
 * Makes a pipe and gives its two ends. What is sent at one is received at the other, in order, message by message.
 *
 * End of file comes when every process that holds the other end has closed it or ended. A process holds an end from the moment
 * at which it made or received it until it closes it, and a message that is under way holds the ends inside it: so close each
 * end that is not needed any more, in the process that made the pipe too.
 *
 * @param options `duplex`: both ends send and receive, default true; false: the first end only receives, the second only sends.
 * `name`: how the ends are called in the swimlane; default the variables of `const [reader, writer] = Pipe()`
 *
 * @example
 * async function double(numbers: Connection<number, number>) {
 *   for await (const n of numbers) await numbers.send(2 * n); // until the other end is closed
 * }
 *
 * async function main() {
 *   const [here, there] = Pipe<number>();
 *   const p = new Process({ target: double, args: [there] });
 *   p.start();
 *   there.close();
 *   await here.send(21);
 *   console.log(await here.recv()); // 42
 *   here.close();
 *   await p.join();
 * }
 *
 * if (import.meta.main) await main();
 */
export function Pipe<T>(options: { duplex: false; name?: string }): [Connection<never, T>, Connection<T, never>];
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
   */
  recv(options?: WaitOptions): Promise<Receive>;
  /**
   * Whether `recv` would not have to wait: a message is there, or the end of file. Takes nothing.
   * @param options default `{ timeout: 0 }`: does not wait for it
   * @throws ConnectionError this end was closed, or only sends
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
 * for (const ready of await wait([first, second])) console.log(await ready.recv());
 */
// biome-ignore lint/suspicious/noExplicitAny: what the connections carry does not matter
export function wait<W extends Connection<any, any> | Process>(
  objects: readonly W[],
  options?: WaitOptions,
): Promise<W[]>;

/** Width and kind of a shared number; the letters are those of Python's ctypes. 64-bit integers are `bigint`. */
export type TypeCode =
  | 'int8'
  | 'uint8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'uint64'
  | 'float32'
  | 'float64'
  | 'b'
  | 'B'
  | 'h'
  | 'H'
  | 'i'
  | 'I'
  | 'q'
  | 'Q'
  | 'f'
  | 'd';

interface ValueOptions {
  /** Whether it has a lock, taken for each single access; default true. */
  lock?: boolean;
  /** How it is called in the swimlane; default the variable or field that it is created for. */
  name?: string;
}

/**
 * One number that several processes share.
 *
 * Each `get` and each `set` takes its lock, so it waits while another process holds that; but a `get` and the `set` that follows
 * are two: use `update` to count. A number that does not fit wraps, as in C (300 in a `uint8` is 44).
 *
 * @example
 * async function count(counter: Value) {
 *   for (let i = 0; i < 100; i++) await counter.update((n) => n + 1);
 * }
 *
 * async function main() {
 *   const counter = new Value('int32', 0);
 *   const workers = [1, 2].map(() => new Process({ target: count, args: [counter] }));
 *   for (const worker of workers) worker.start();
 *   for (const worker of workers) await worker.join();
 *   console.log(await counter.get()); // 200
 * }
 *
 * if (import.meta.main) await main();
 */
export class Value<T = number> {
  /**
   * @param initial default 0
   * @throws TypeError there is no such type, or the value is no number of it: fractions are none of an integer's
   */
  constructor(type: TypeCode, initial?: T, options?: ValueOptions);
  /** The number now; waits while another process holds the lock. */
  get(): Promise<T>;
  /** Stores a number; waits while another process holds the lock. @throws TypeError it is no number of this type */
  set(value: T): Promise<void>;
  /** Its lock. Who holds it may get and set; all others wait. @throws InvalidStateError made with `lock: false` */
  getLock(): RLock;
  /**
   * Changes the number while its lock is held, so that nobody comes between.
   * @param change gets the old number and gives the new one
   * @returns the new number, as it was stored
   * @throws InvalidStateError made with `lock: false`
   */
  update(change: (old: T) => T): Promise<T>;
}

/**
 * A fixed number of numbers that several processes share, as a `Value` is one. Indices may be negative: -1 is the last.
 *
 * @example
 * const squares = new SharedArray('int32', 10);
 * await squares.set(3, 9);
 * console.log(await squares.slice(2, 5)); // [0, 9, 0]
 */
export class SharedArray<T = number> {
  /**
   * @param sizeOrValues how many, all 0 at first; or the numbers that it begins with
   * @throws TypeError there is no such type, or a value is no number of it
   */
  constructor(type: TypeCode, sizeOrValues: number | readonly T[], options?: ValueOptions);
  /** How many. */
  readonly length: number;
  /** One number; waits while another process holds the lock. @throws RangeError beyond the end */
  get(index: number): Promise<T>;
  /** Stores one. @throws RangeError beyond the end @throws TypeError it is no number of this type */
  set(index: number, value: T): Promise<void>;
  /** A copy of a part, in one access; bounds are those of `Array.slice`. */
  slice(start?: number, end?: number): Promise<T[]>;
  /** Stores several one behind the other, in one access. @throws RangeError they go beyond the end; nothing is stored then */
  setSlice(start: number, values: readonly T[]): Promise<void>;
  /** Its lock, for several accesses that belong together. @throws InvalidStateError made with `lock: false` */
  getLock(): RLock;
}

/**
 * Bytes that several processes read and write, found by a name: nothing is copied between processes.
 *
 * A real file in the machine's memory (`/dev/shm`, else the temporary folder), in a folder of this run that goes with it. It
 * outlives the process that made it, until `unlink`. Reading and writing happen at the call and lock nothing: let a lock, or a
 * message that says that something is there, keep others away. It can be sent to other processes, or attached to by its name.
 *
 * @example
 * async function fill(memory: SharedMemory) {
 *   await memory.write(new TextEncoder().encode('hello'), 10);
 *   memory.close();
 * }
 *
 * async function main() {
 *   const block = await SharedMemory.create({ size: 1024 });
 *   const p = new Process({ target: fill, args: [block] });
 *   await p.start();
 *   await p.join();
 *   console.log(new TextDecoder().decode(await block.read(10, 5))); // hello
 *   block.close();
 *   await block.unlink();
 * }
 *
 * if (import.meta.main) await main();
 */
export class SharedMemory {
  private constructor();
  /**
   * Makes new memory, filled with zeros.
   * @param options `size`: bytes; `name`: default the variable that it is made for, with a random end
   * @throws SharedMemoryError the name is taken, or the machine has no room
   * @throws RangeError the size is not greater than 0
   */
  static create(options: { name?: string; size: number }): Promise<SharedMemory>;
  /** Opens the memory that was created under a name. @throws SharedMemoryError there is none */
  static attach(name: string): Promise<SharedMemory>;
  /** By which others attach to it. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /**
   * A copy of a part of it.
   * @param offset of the first byte; default 0
   * @param length how many bytes; default all that follow
   * @throws RangeError the part is not inside the memory
   * @throws SharedMemoryError this process has closed it, or it was unlinked before this process first used it
   */
  read(offset?: number, length?: number): Promise<Uint8Array>;
  /** Writes bytes into it. @param offset of the first byte; default 0 @throws RangeError, SharedMemoryError as `read` */
  write(data: Uint8Array, offset?: number): Promise<void>;
  /** This process uses it no more; others are not affected. */
  close(): void;
  /**
   * Gives up the name, once for all processes. Those that have used it go on using it; its bytes are freed after the last.
   * @throws SharedMemoryError it was unlinked already
   */
  unlink(): Promise<void>;
}

interface Lockable {
  /**
   * Takes it; waits while others hold it, first come, first served.
   * @returns false where the timeout was over first; nothing is held then
   * @example if (await lock.acquire({ timeout: 500 })) try { … } finally { await lock.release(); }
   */
  acquire(options?: WaitOptions): Promise<boolean>;
  /** Gives it back; whoever has waited longest goes on. */
  release(): Promise<void>;
  /**
   * Runs `body` while it is held, and releases it whatever happens in there.
   * @returns what `body` returns, or its promise resolves with
   * @example const line = await lock.with(() => log.get());
   */
  with<R>(body: () => R | Promise<R>): Promise<R>;
  /**
   * Takes it until the end of the block.
   * @throws WaitTimeoutError the timeout was over first
   * @example await using guard = await lock.hold();
   */
  hold(options?: WaitOptions): Promise<AsyncDisposable>;
}

/**
 * One process at a time: whoever acquires it holds it until it is released.
 *
 * It has no owner, as in Python: any process may release it, and a process that acquires it twice waits for itself.
 * A lock whose holder was killed stays locked. Waiters go on in the order in which they came.
 *
 * @example
 * async function worker(lock: Lock, n: number) {
 *   await lock.with(async () => {
 *     console.log('only one at a time:', n);
 *   });
 * }
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: what all locks have in common is said once; the class has it all
export class Lock {
  /** @param options `name`: how it is called in the swimlane; default the variable or field that it is created for */
  constructor(options?: { name?: string });
  /** Gives it back; whoever has waited longest goes on. @throws ReleaseError it is not locked */
  release(): Promise<void>;
}
export interface Lock extends Lockable {}

/**
 * A lock that its holder may acquire again, and releases as often.
 *
 * Its owner is a process, not one of its async tasks: two of them are not kept apart by `acquire`, but bodies of `with` in one
 * process wait for one another (one inside another's does not). Only the owner may release it.
 *
 * @example
 * const lock = new RLock();
 * await lock.with(() => lock.with(() => console.log('two levels deep')));
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: what all locks have in common is said once; the class has it all
export class RLock {
  /** @param options `name`: how it is called in the swimlane; default the variable or field that it is created for */
  constructor(options?: { name?: string });
  /** Gives back one level; with the last one whoever has waited longest goes on. @throws NotOwnerError this process does not hold it */
  release(): Promise<void>;
}
export interface RLock extends Lockable {}

/**
 * So many permits: whoever acquires takes one, and waits while none is left.
 *
 * Permits belong to nobody: any process may release one, and there may come to be more of them than at the start.
 *
 * @example
 * const pool = new Semaphore(3); // three at a time
 * await pool.with(() => work());
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: what all locks have in common is said once; the class has it all
export class Semaphore {
  /**
   * @param value permits at the start; default 1
   * @param options `name`: how it is called in the swimlane; default the variable or field that it is created for
   */
  constructor(value?: number, options?: { name?: string });
  /** Permits that are left: exact when answered, perhaps not when read. */
  getValue(): Promise<number>;
}
export interface Semaphore extends Lockable {}

/** A semaphore that never has more permits than at the start: a release too many is an error. */
export class BoundedSemaphore extends Semaphore {
  /** Gives a permit back; whoever has waited longest goes on. @throws ReleaseError all permits are free */
  override release(): Promise<void>;
}

/**
 * A flag that processes wait for. Whoever waits while it is set goes on at once.
 *
 * @example
 * async function block(ready: Event) {
 *   await ready.wait();
 *   console.log('set');
 * }
 */
export class Event {
  /** @param options `name`: how it is called in the swimlane; default the variable or field that it is created for */
  constructor(options?: { name?: string });
  /** Whether it is set: exact when answered. */
  isSet(): Promise<boolean>;
  /** Sets it: everybody who waits goes on, also if it is cleared at once. Need not be awaited. */
  set(): Promise<void>;
  /** Unsets it: who waits from now on, waits for the next `set`. Need not be awaited. */
  clear(): Promise<void>;
  /**
   * Waits until it is set.
   * @returns false where the timeout was over first
   * @example if (!(await ready.wait({ timeout: 2000 }))) console.log('still not set');
   */
  wait(options?: WaitOptions): Promise<boolean>;
}

/**
 * A lock, and a place to wait in for a change of what it guards.
 *
 * `wait`, `notify` and `notifyAll` are for the process that holds the lock.
 *
 * @example
 * await ready.with(() => ready.waitFor(() => isDone())); // one process
 * await ready.with(() => ready.notifyAll()); // another one
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: what all locks have in common is said once; the class has it all
export class Condition {
  /**
   * @param lock default an RLock of its own
   * @param options `name`: how it is called in the swimlane; default the variable or field that it is created for
   */
  constructor(lock?: Lock | RLock, options?: { name?: string });
  /**
   * Releases the lock, all its levels, waits for a notification, and acquires the lock again before it returns.
   * @returns false where the timeout was over first; the lock is held again in any case
   * @throws NotOwnerError this process does not hold the lock
   */
  wait(options?: WaitOptions): Promise<boolean>;
  /**
   * Waits until `predicate` is true: asks it now and after every notification, with the lock held.
   * @param predicate may return a promise, which is awaited
   * @returns the last answer of `predicate`: false where the timeout was over first
   * @throws NotOwnerError this process does not hold the lock, and would have to wait
   */
  waitFor(predicate: () => unknown, options?: WaitOptions): Promise<boolean>;
  /**
   * Wakes those that have waited longest; they go on when they have the lock. With nobody waiting it is lost.
   * @param n how many at most; default 1
   * @throws NotOwnerError this process does not hold the lock
   */
  notify(n?: number): Promise<void>;
  /** Wakes all who wait. @throws NotOwnerError this process does not hold the lock */
  notifyAll(): Promise<void>;
}
export interface Condition extends Lockable {}

/**
 * Lets processes go on together: each waits until so many have come. Then it can be used again.
 *
 * A wait that times out, `abort`, `reset`, or an action that fails breaks it: all who wait are told by `BrokenBarrierError`.
 *
 * @example
 * const barrier = new Barrier(3);
 * const place = await barrier.wait(); // 0, 1 and 2, each in one of the three
 */
export class Barrier {
  /**
   * @param parties how many must come
   * @param options `action`: a function at the top level of a module, run with `actionArgs` in the process of the last to
   * come, before anybody is let go; `timeout`: of every `wait`, in milliseconds, default `Infinity`
   */
  constructor(
    parties: number,
    options?: {
      // biome-ignore lint/suspicious/noExplicitAny: a function of any arguments
      action?: (...args: any[]) => unknown;
      actionArgs?: readonly unknown[];
      timeout?: number;
      name?: string;
    },
  );
  /**
   * Waits until all have come.
   * @returns the place in the order of coming, from 0 to `parties` - 1, each once
   * @throws BrokenBarrierError the barrier is broken, or breaks: also by the timeout of this wait
   */
  wait(options?: WaitOptions): Promise<number>;
  /** Makes it whole again; who waits is told by `BrokenBarrierError`. */
  reset(): Promise<void>;
  /** Breaks it, until `reset`: every wait, now and later, rejects with `BrokenBarrierError`. */
  abort(): Promise<void>;
  /** How many must come. */
  readonly parties: number;
  /** How many wait: exact when answered. */
  waiting(): Promise<number>;
  /** Whether it is broken: exact when answered. */
  broken(): Promise<boolean>;
}

interface PoolOptions {
  /** How many workers; default `cpuCount()`. */
  processes?: number;
  /** Runs once in each worker before its tasks: a function at the top level of a module. */
  // biome-ignore lint/suspicious/noExplicitAny: any function; its arguments are checked where it runs
  initializer?: (...args: any[]) => unknown;
  /** What the initializer is called with. Queues and other objects of this API may be among it. */
  initargs?: readonly unknown[];
  /** Chunks after which a worker is replaced by a fresh process; default: never. */
  maxTasksPerChild?: number;
  /** How the pool is called in the swimlane; default the variable or field that it is created for. */
  name?: string;
}

interface Chunked {
  /** Items that go to a worker together. Default: so that each worker gets four chunks; for `imap` and `imapUnordered` one. */
  chunksize?: number;
}

interface Callbacks<R> {
  /** Called with the result, before `get` and `wait` go on. */
  callback?: (result: R) => void;
  /** Called with what the task has thrown, before `get` and `wait` go on. */
  errorCallback?: (error: unknown) => void;
}

type NeededList<A extends readonly unknown[]> = [] extends A ? [args?: NoInfer<A>] : [args: NoInfer<A>];
type CallArgs<A extends readonly unknown[], R> = [] extends A
  ? [args?: NoInfer<A>, options?: Callbacks<R>]
  : [args: NoInfer<A>, options?: Callbacks<R>];

/**
 * Worker processes that run functions on many items at the same time.
 *
 * The functions are those at the top level of a module; items and results are copied. Workers are daemons named
 * `PoolWorker-1`…, so a task can start no processes. What a task throws is thrown again here with its class, name and
 * fields; its `cause` is a `RemoteError` with the stack in the worker. A worker that dies is replaced, and its task rejects
 * with `WorkerLostError`. Only the process that made a pool can use it.
 *
 * @example
 * function square(x: number) {
 *   return x * x;
 * }
 *
 * async function main() {
 *   await using pool = new Pool({ processes: 4 }); // terminated at the end of the block
 *   console.log(await pool.map(square, [1, 2, 3]));
 * }
 *
 * if (import.meta.main) await main();
 */
export class Pool implements AsyncDisposable {
  /**
   * Starts the workers.
   * @throws ProcessError in a daemon, which may have no children
   * @throws MainGuardError while a child is still importing its modules
   * @throws SerializationError the initializer is not at the top level of a module, or `initargs` cannot be sent
   */
  constructor(options?: PoolOptions);
  /**
   * Runs `f(...args)` in one worker and waits for its result.
   * @throws SerializationError `f` is not at the top level of a module, or an argument cannot be sent
   * @throws PoolClosedError after `close()` or `terminate()`
   * @throws WorkerLostError the worker died
   */
  apply<A extends readonly unknown[], R>(f: (...args: A) => R, ...args: NeededList<A>): Promise<Awaited<R>>;
  /**
   * The same without waiting.
   * @throws SerializationError, PoolClosedError at once; what the task throws comes from `get()`
   */
  applyAsync<A extends readonly unknown[], R>(
    f: (...args: A) => R,
    ...rest: CallArgs<A, Awaited<R>>
  ): AsyncResult<Awaited<R>>;
  /**
   * Runs `f(item)` for every item and waits for all results, which keep the order of the items.
   *
   * The items are read to their end first and go to the workers in chunks. Where tasks fail, the others run all the same
   * (but for those behind it in its chunk), and then the error of the first is thrown.
   * @throws SerializationError, PoolClosedError, WorkerLostError
   */
  map<I, R>(f: (item: I) => R, items: Iterable<I>, options?: Chunked): Promise<Awaited<R>[]>;
  /** The same without waiting. @throws SerializationError, PoolClosedError */
  mapAsync<I, R>(
    f: (item: I) => R,
    items: Iterable<I>,
    options?: Chunked & Callbacks<Awaited<R>[]>,
  ): AsyncResult<Awaited<R>[]>;
  /** Like `map`, where each item is a list of arguments: runs `f(...item)`. */
  starmap<A extends readonly unknown[], R>(
    f: (...args: A) => R,
    items: Iterable<A>,
    options?: Chunked,
  ): Promise<Awaited<R>[]>;
  /** The same without waiting. @throws SerializationError, PoolClosedError */
  starmapAsync<A extends readonly unknown[], R>(
    f: (...args: A) => R,
    items: Iterable<A>,
    options?: Chunked & Callbacks<Awaited<R>[]>,
  ): AsyncResult<Awaited<R>[]>;
  /**
   * Like `map`, but gives results one by one in the order of the items, each as soon as it and those before it are there.
   * The items are read some way ahead of the results, so they may have no end. An item that fails does so at its place.
   *
   * @example
   * for await (const size of pool.imap(measure, files)) console.log(size);
   */
  imap<I, R>(f: (item: I) => R, items: Iterable<I>, options?: Chunked): PoolIterator<Awaited<R>>;
  /** Like `imap`, in the order in which the tasks end. */
  imapUnordered<I, R>(f: (item: I) => R, items: Iterable<I>, options?: Chunked): PoolIterator<Awaited<R>>;
  /** Takes no more work; the workers end when all that was given is done. */
  close(): void;
  /** Ends the workers at once and drops their work: whoever waits for it gets a `PoolClosedError`. Resolves when they have ended. */
  terminate(): Promise<void>;
  /** Waits until the workers have ended. @throws InvalidStateError before `close()` or `terminate()` */
  join(): Promise<void>;
  /** Leaving `await using` terminates the pool. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** The results of `imap` or `imapUnordered`, one at a time. */
// biome-ignore lint/suspicious/noExplicitAny: without a type argument it gives whatever the tasks do
export class PoolIterator<R = any> implements AsyncIterableIterator<R, undefined, WaitOptions | undefined> {
  private constructor();
  /**
   * Waits for the next result.
   * @throws WaitTimeoutError it did not come in time; none is lost, the next call waits for the same one
   * @throws what the task has thrown; the call after it goes on behind it
   */
  next(options?: WaitOptions): Promise<IteratorResult<R, undefined>>;
  [Symbol.asyncIterator](): PoolIterator<R>;
}

/** What comes of `applyAsync`, `mapAsync` or `starmapAsync`. */
// biome-ignore lint/suspicious/noExplicitAny: without a type argument it gives whatever the task does
export class AsyncResult<R = any> {
  private constructor();
  /**
   * Waits for the result; may be called again.
   * @throws WaitTimeoutError it is not there in time
   * @throws PoolClosedError the pool was terminated first
   * @throws what the task has thrown
   */
  get(options?: WaitOptions): Promise<R>;
  /** Waits until the result or an error is there. @returns false where the timeout was over first */
  wait(options?: WaitOptions): Promise<boolean>;
  /** Whether the result or an error is there. */
  ready(): boolean;
  /** Whether the task has ended without an error. @throws InvalidStateError while it is not ready */
  successful(): boolean;
}

/**
 * A dictionary that lives in a manager's process: every process that has the proxy uses the same one.
 *
 * What is set is copied, and what `get` gives is a copy too: to change a list inside it, change your copy and set it again.
 * Keys are compared by value, so that `[1, 2]` finds what was set under `[1, 2]`. Every method waits for the manager's answer.
 *
 * @example
 * const results = manager.dict<number>();
 * await results.set('a', 1);
 * console.log(await results.copy()); // Map(1) { 'a' => 1 }
 */
// biome-ignore lint/suspicious/noExplicitAny: without a type argument a dictionary takes and gives whatever is set
export class DictProxy<V = any> {
  private constructor();
  /** The value under a key; `undefined` where there is none. @throws ConnectionError the manager has ended */
  get(key: unknown): Promise<V | undefined>;
  /**
   * Sets the value under a key. Proxies and queues inside it are shared, everything else is copied.
   * @throws SerializationError the key or the value cannot be sent
   * @throws ConnectionError the manager has ended
   */
  set(key: unknown, value: V): Promise<void>;
  /** Whether there is a value under a key. */
  has(key: unknown): Promise<boolean>;
  /** Takes a key and its value out. @returns false where it was not there */
  delete(key: unknown): Promise<boolean>;
  /** Takes a key out and gives its value; `undefined` where it was not there. */
  pop(key: unknown): Promise<V | undefined>;
  /** The value under a key, set to `value` first where there was none. One step: nobody comes between. */
  setdefault(key: unknown, value: V): Promise<V>;
  /** Sets many values in one step. */
  update(entries: Record<string, V> | Iterable<[unknown, V]>): Promise<void>;
  /** The keys, in the order in which they came. */
  keys(): Promise<Iterable<unknown>>;
  values(): Promise<Iterable<V>>;
  entries(): Promise<Iterable<[unknown, V]>>;
  size(): Promise<number>;
  /** Takes everything out. */
  clear(): Promise<void>;
  /** Everything that is in it now, as a `Map` of your own. */
  copy(): Promise<Map<unknown, V>>;
}

/**
 * A list that lives in a manager's process. Negative indexes count from the end.
 *
 * What is put in is copied, and what `at` gives is a copy too: to change an object inside it, change your copy and set it again.
 *
 * @example
 * const active = manager.list<string>();
 * await active.push('Process-1');
 * await active.remove('Process-1');
 */
// biome-ignore lint/suspicious/noExplicitAny: without a type argument a list takes and gives whatever is put in
export class ListProxy<V = any> {
  private constructor();
  /** @throws RangeError there is no such index */
  at(index: number): Promise<V>;
  /** @throws RangeError there is no such index */
  set(index: number, value: V): Promise<void>;
  /** Adds values at the end. @returns the new length */
  push(...values: V[]): Promise<number>;
  /** Takes a value out. @param index default -1: the last @throws RangeError there is no such index */
  pop(index?: number): Promise<V>;
  /** Puts a value before this index. */
  insert(index: number, value: V): Promise<void>;
  /** Takes the first value out that is equal to this one. @returns false where there is none */
  remove(value: V): Promise<boolean>;
  /** Adds all of these at the end, in one step. */
  extend(values: Iterable<V>): Promise<void>;
  /** Index of the first value that is equal to this one; -1 where there is none. */
  indexOf(value: V): Promise<number>;
  length(): Promise<number>;
  /** A copy of a part, as `Array.slice`. */
  slice(start?: number, end?: number): Promise<V[]>;
  reverse(): Promise<void>;
  /** Numbers by size, texts by their characters, dates by time. @throws TypeError values of different kinds; nothing is changed */
  sort(): Promise<void>;
  /** Everything that is in it now, as an array of your own. */
  copy(): Promise<V[]>;
}

/**
 * Named values that live in a manager's process.
 *
 * `get` gives a copy. Changing that copy changes nothing for anybody else; `set` it again to share the change.
 *
 * @example
 * const settings = manager.namespace({ limit: 10 });
 * await settings.set('limit', 20);
 */
// biome-ignore lint/suspicious/noExplicitAny: without a type argument a namespace takes and gives whatever is set
export class NamespaceProxy<N extends object = Record<string, any>> {
  private constructor();
  /** @throws KeyError nothing was set under this name */
  get<K extends keyof N>(key: K): Promise<N[K]>;
  set<K extends keyof N>(key: K, value: N[K]): Promise<void>;
  /** @throws KeyError nothing was set under this name */
  delete<K extends keyof N>(key: K): Promise<void>;
}

/** What `manager.register` makes of a class: its methods, each of which runs in the manager's process and returns a promise. */
export type Remote<C> = {
  // biome-ignore lint/suspicious/noExplicitAny: a method with any parameters
  [K in keyof C as C[K] extends (...args: any[]) => unknown ? K : never]: C[K] extends (...args: infer A) => infer R
    ? (...args: A) => Promise<Awaited<R>>
    : never;
};

/**
 * A process that keeps objects for others. They are used through proxies, which can be sent anywhere: as arguments, through
 * queues, inside of other proxies.
 *
 * Calls are taken in the order in which they reach the manager. Two calls are two steps: between `get` and `set` somebody else
 * may come, so guard them with a lock, or write a class with one method that does both and `register` it.
 * A manager ends with `shutdown()`, at the end of its `await using`, or with the process that started it; calls are then
 * rejected with `ConnectionError`.
 *
 * @example
 * async function work(results: DictProxy<number>, i: number) {
 *   await results.set(i, i * 2);
 * }
 *
 * async function main() {
 *   await using manager = await Manager.start();
 *   const results = manager.dict<number>();
 *   const jobs = [1, 2, 3].map((i) => new Process({ target: work, args: [results, i] }));
 *   for (const job of jobs) job.start();
 *   for (const job of jobs) await job.join();
 *   console.log(await results.copy());
 * }
 *
 * if (import.meta.main) await main();
 */
export class Manager implements AsyncDisposable {
  private constructor();
  /**
   * Starts the manager's process; resolves when it can be called.
   * @param options `name`: how the process is called; default `SyncManager-1`
   * @throws ProcessError by a daemon, which may have no children
   */
  static start(options?: { name?: string }): Promise<Manager>;
  /** Ends the manager when it has answered what was asked before. May be called again. Resolves when its process has ended. */
  shutdown(): Promise<void>;
  /** Makes a dictionary. @throws SerializationError, ConnectionError */
  // biome-ignore lint/suspicious/noExplicitAny: without a type argument a dictionary takes and gives whatever is set
  dict<V = any>(initial?: Record<string, V> | Iterable<[unknown, V]>): DictProxy<V>;
  /** Makes a list. @throws SerializationError, ConnectionError */
  // biome-ignore lint/suspicious/noExplicitAny: without a type argument a list takes and gives whatever is put in
  list<V = any>(initial?: Iterable<V>): ListProxy<V>;
  /** Makes a namespace. @throws SerializationError, ConnectionError */
  // biome-ignore lint/suspicious/noExplicitAny: without a type argument a namespace takes and gives whatever is set
  namespace<N extends object = Record<string, any>>(initial?: N): NamespaceProxy<N>;
  /** The same as `new Queue`. */
  // biome-ignore lint/suspicious/noExplicitAny: without a type argument a queue takes and gives whatever is put
  Queue<T = any>(options?: QueueOptions): Queue<T>;
  /** The same as `new JoinableQueue`. */
  // biome-ignore lint/suspicious/noExplicitAny: without a type argument a queue takes and gives whatever is put
  JoinableQueue<T = any>(options?: QueueOptions): JoinableQueue<T>;
  /** The same as `new Lock`. */
  Lock(options?: { name?: string }): Lock;
  /** The same as `new RLock`. */
  RLock(options?: { name?: string }): RLock;
  /** The same as `new Semaphore`. */
  Semaphore(value?: number, options?: { name?: string }): Semaphore;
  /** The same as `new BoundedSemaphore`. */
  BoundedSemaphore(value?: number, options?: { name?: string }): BoundedSemaphore;
  /** The same as `new Condition`. */
  Condition(lock?: Lock | RLock, options?: { name?: string }): Condition;
  /** The same as `new Event`. */
  Event(options?: { name?: string }): Event;
  /** The same as `new Barrier`. */
  Barrier(
    parties: number,
    options?: {
      // biome-ignore lint/suspicious/noExplicitAny: a function of any arguments
      action?: (...args: any[]) => unknown;
      actionArgs?: readonly unknown[];
      timeout?: number;
      name?: string;
    },
  ): Barrier;
  /** The same as `new Value`. */
  Value<T = number>(type: TypeCode, initial?: T, options?: { lock?: boolean; name?: string }): Value<T>;
  /** The same as `new SharedArray`. */
  Array<T = number>(
    type: TypeCode,
    sizeOrValues: number | readonly T[],
    options?: { lock?: boolean; name?: string },
  ): SharedArray<T>;
  /** The same as `new Pool`. */
  Pool(options?: PoolOptions): Pool;
  /**
   * Makes a factory of objects of your own class, which live in the manager's process. Their methods are those that the class
   * declares (functions stored in fields are not among them); a method that waits holds nobody up. An error that a method throws
   * is thrown at the call, with its class and fields and, as its `cause`, a `RemoteError` that says where it came from.
   * @example
   * const makeCounter = manager.register(Counter);
   * const counter = await makeCounter(0);
   * await counter.increment();
   * @throws SerializationError the class is not at the top level of a module
   */
  register<A extends unknown[], C>(type: new (...args: A) => C): (...args: A) => Promise<Remote<C>>;
  /** `shutdown()` */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Puts a mark with this label into the lane of this process. @param data shown beside it, cut to the preview's length */
export function mark(label: string, data?: unknown): void;

/** Runs `body` and draws the time that it took as a labelled span in the lane of this process. */
export function span<R>(label: string, body: () => R | Promise<R>): Promise<R>;

/** Parent of all errors of this API. `code` never changes (`QUEUE_FULL`); messages may. */
export class LanescopeError extends Error {
  readonly code: string;
}

/** A `put` found no room in the queue before its timeout. Cure: get more often, or a longer `timeout`. */
export class QueueFullError extends LanescopeError {
  override readonly name: 'QueueFullError';
}

/** A `get` found no item in the queue before its timeout. */
export class QueueEmptyError extends LanescopeError {
  override readonly name: 'QueueEmptyError';
}

/** This process has closed the queue, and puts and gets no more. */
export class QueueClosedError extends LanescopeError {
  override readonly name: 'QueueClosedError';
}

/** The queue was shut down for everybody: no put is taken, and no get once it is drained. */
export class QueueShutDownError extends LanescopeError {
  override readonly name: 'QueueShutDownError';
}

/** What was waited for did not come before the timeout, in a call that has no other way to say so. */
export class WaitTimeoutError extends LanescopeError {
  override readonly name: 'WaitTimeoutError';
}

/** Nothing more can be received: every process that held the other end of the pipe has closed it or ended. */
export class EOFError extends LanescopeError {
  override readonly name: 'EOFError';
}

/** Nobody can receive what is sent: every process that held the other end of the pipe has closed it or ended. */
export class BrokenPipeError extends LanescopeError {
  override readonly name: 'BrokenPipeError';
}

/** This process has closed the connection, or it goes the other way; or the manager of a proxy has ended. */
export class ConnectionError extends LanescopeError {
  override readonly name: 'ConnectionError';
}

/** Shared memory of that name exists already (`create`) or does not (`attach`, `unlink`), or this process has closed it. */
export class SharedMemoryError extends LanescopeError {
  override readonly name: 'SharedMemoryError';
}

/** The barrier was aborted or reset, a wait timed out, or its action failed. Cure: `reset()` before it is used again. */
export class BrokenBarrierError extends LanescopeError {
  override readonly name: 'BrokenBarrierError';
}

/** A value cannot be sent to another process. The message names its place (`item.user.onClick`), what it is and the cure. */
export class SerializationError extends LanescopeError {
  override readonly name: 'SerializationError';
}

/** The process object was closed with `close()`; only `name` and `close()` are left. */
export class ProcessClosedError extends LanescopeError {
  override readonly name: 'ProcessClosedError';
}

/** The process is not in a state in which that can be done: a second `start`, a `join` before `start`, a child of a daemon… */
export class ProcessError extends LanescopeError {
  override readonly name: 'ProcessError';
}

/** Only the process that holds the RLock, or the lock of the Condition, may do that. */
export class NotOwnerError extends LanescopeError {
  override readonly name: 'NotOwnerError';
}

/** Released more often than acquired: the Lock is free, or the BoundedSemaphore has all its permits. */
export class ReleaseError extends LanescopeError {
  override readonly name: 'ReleaseError';
}

/** `taskDone` was called more often than items were got. */
export class TaskDoneError extends LanescopeError {
  override readonly name: 'TaskDoneError';
}

/**
 * The worker that had the task has ended: it was killed, or the task ended the process. The message says how.
 * The worker is replaced, and the task is not repeated.
 */
export class WorkerLostError extends LanescopeError {
  override readonly name: 'WorkerLostError';
}

/** The pool takes no more work, or was terminated before the work was done. */
export class PoolClosedError extends LanescopeError {
  override readonly name: 'PoolClosedError';
}

/** A namespace has nothing under that name. */
export class KeyError extends LanescopeError {
  override readonly name: 'KeyError';
}

/** The cause of an error of another process: holds the stack there, and the cause that the error had. */
export class RemoteError extends LanescopeError {
  override readonly name: 'RemoteError';
}

/** The object is not in a state in which that can be asked, such as `joinThread` before `close`. */
export class InvalidStateError extends LanescopeError {
  override readonly name: 'InvalidStateError';
}

/** The broker, through which all processes talk, has gone; nothing more can be sent. */
export class BrokerLostError extends LanescopeError {
  override readonly name: 'BrokerLostError';
}

/** A process was started while a child was still importing its modules. Cure: `if (import.meta.main) await main();` */
export class MainGuardError extends LanescopeError {
  override readonly name: 'MainGuardError';
}
