/** Errors, each with a code that never changes. @module */

/** Parent of all errors of this API. `code` never changes (`QUEUE_FULL`); messages may. */
export class LanescopeError extends Error {
  /** What happened, for programs: `QUEUE_FULL`. */
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
