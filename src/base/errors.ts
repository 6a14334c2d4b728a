// The errors that programs can catch: one class each, told apart by a literal name and a code.

/** Parent of every error that the API throws. `code` never changes; the message is for people. */
export class LanescopeError extends Error {
  readonly code: string = 'LANESCOPE';
  static {
    named(LanescopeError, 'LanescopeError');
  }
}

/** The name lives on the prototype, for V8 writes it into the stack, and on the class, which a bundle may have renamed. */
function named(type: { prototype: Error }, name: string): void {
  Object.defineProperty(type.prototype, 'name', { value: name, configurable: true, writable: true });
  Object.defineProperty(type, 'name', { value: name, configurable: true });
}

/** A put found no room in the queue before its timeout. */
export class QueueFullError extends LanescopeError {
  declare readonly name: 'QueueFullError';
  override readonly code = 'QUEUE_FULL';
  static {
    named(QueueFullError, 'QueueFullError');
  }
}

/** A get found no item in the queue before its timeout. */
export class QueueEmptyError extends LanescopeError {
  declare readonly name: 'QueueEmptyError';
  override readonly code = 'QUEUE_EMPTY';
  static {
    named(QueueEmptyError, 'QueueEmptyError');
  }
}

/** This process has closed the queue and puts and gets no more. */
export class QueueClosedError extends LanescopeError {
  declare readonly name: 'QueueClosedError';
  override readonly code = 'QUEUE_CLOSED';
  static {
    named(QueueClosedError, 'QueueClosedError');
  }
}

/** The queue was shut down for everybody. */
export class QueueShutDownError extends LanescopeError {
  declare readonly name: 'QueueShutDownError';
  override readonly code = 'QUEUE_SHUT_DOWN';
  static {
    named(QueueShutDownError, 'QueueShutDownError');
  }
}

/** What was waited for did not come before the timeout. */
export class WaitTimeoutError extends LanescopeError {
  declare readonly name: 'WaitTimeoutError';
  override readonly code = 'WAIT_TIMEOUT';
  static {
    named(WaitTimeoutError, 'WaitTimeoutError');
  }
}

/** Every process that held the writing end has closed it or ended. */
export class EOFError extends LanescopeError {
  declare readonly name: 'EOFError';
  override readonly code = 'EOF';
  static {
    named(EOFError, 'EOFError');
  }
}

/** Nobody is left who could read what is sent. */
export class BrokenPipeError extends LanescopeError {
  declare readonly name: 'BrokenPipeError';
  override readonly code = 'BROKEN_PIPE';
  static {
    named(BrokenPipeError, 'BrokenPipeError');
  }
}

/** The barrier was aborted, reset or left by somebody who waited. */
export class BrokenBarrierError extends LanescopeError {
  declare readonly name: 'BrokenBarrierError';
  override readonly code = 'BROKEN_BARRIER';
  static {
    named(BrokenBarrierError, 'BrokenBarrierError');
  }
}

/** A value cannot be sent to another process; the message names its place in what was sent. */
export class SerializationError extends LanescopeError {
  declare readonly name: 'SerializationError';
  override readonly code = 'SERIALIZATION';
  static {
    named(SerializationError, 'SerializationError');
  }
}

/** The process object was closed. */
export class ProcessClosedError extends LanescopeError {
  declare readonly name: 'ProcessClosedError';
  override readonly code = 'PROCESS_CLOSED';
  static {
    named(ProcessClosedError, 'ProcessClosedError');
  }
}

/** The process is not in a state in which that can be done. */
export class ProcessError extends LanescopeError {
  declare readonly name: 'ProcessError';
  override readonly code = 'PROCESS';
  static {
    named(ProcessError, 'ProcessError');
  }
}

/** Only the process that holds the lock may do that. */
export class NotOwnerError extends LanescopeError {
  declare readonly name: 'NotOwnerError';
  override readonly code = 'NOT_OWNER';
  static {
    named(NotOwnerError, 'NotOwnerError');
  }
}

/** Released more often than acquired. */
export class ReleaseError extends LanescopeError {
  declare readonly name: 'ReleaseError';
  override readonly code = 'RELEASE';
  static {
    named(ReleaseError, 'ReleaseError');
  }
}

/** `taskDone` was called more often than items were got. */
export class TaskDoneError extends LanescopeError {
  declare readonly name: 'TaskDoneError';
  override readonly code = 'TASK_DONE';
  static {
    named(TaskDoneError, 'TaskDoneError');
  }
}

/** The pool worker that had the task died. */
export class WorkerLostError extends LanescopeError {
  declare readonly name: 'WorkerLostError';
  override readonly code = 'WORKER_LOST';
  static {
    named(WorkerLostError, 'WorkerLostError');
  }
}

/** The pool takes no more work. */
export class PoolClosedError extends LanescopeError {
  declare readonly name: 'PoolClosedError';
  override readonly code = 'POOL_CLOSED';
  static {
    named(PoolClosedError, 'PoolClosedError');
  }
}

/** Holds the stack of an error in the process in which it was thrown. */
export class RemoteError extends LanescopeError {
  declare readonly name: 'RemoteError';
  override readonly code = 'REMOTE';
  static {
    named(RemoteError, 'RemoteError');
  }
}

/** The object is not in a state in which that can be asked. */
export class InvalidStateError extends LanescopeError {
  declare readonly name: 'InvalidStateError';
  override readonly code = 'INVALID_STATE';
  static {
    named(InvalidStateError, 'InvalidStateError');
  }
}

/** The connection is closed, or goes the other way. */
export class ConnectionError extends LanescopeError {
  declare readonly name: 'ConnectionError';
  override readonly code = 'CONNECTION';
  static {
    named(ConnectionError, 'ConnectionError');
  }
}

/** A shared memory of that name exists already, or does not exist. */
export class SharedMemoryError extends LanescopeError {
  declare readonly name: 'SharedMemoryError';
  override readonly code = 'SHARED_MEMORY';
  static {
    named(SharedMemoryError, 'SharedMemoryError');
  }
}

/** There is no entry of that name. */
export class KeyError extends LanescopeError {
  declare readonly name: 'KeyError';
  override readonly code = 'KEY';
  static {
    named(KeyError, 'KeyError');
  }
}

/** The broker, through which all processes talk, has gone. */
export class BrokerLostError extends LanescopeError {
  declare readonly name: 'BrokerLostError';
  override readonly code = 'BROKER_LOST';
  static {
    named(BrokerLostError, 'BrokerLostError');
  }
}

/** A process was started while a child was still importing its modules. */
export class MainGuardError extends LanescopeError {
  declare readonly name: 'MainGuardError';
  override readonly code = 'MAIN_GUARD';
  static {
    named(MainGuardError, 'MainGuardError');
  }
}

/** Every error class by its name, for the runtime that rebuilds an error of another process. */
export const errorClasses = {
  LanescopeError,
  QueueFullError,
  QueueEmptyError,
  QueueClosedError,
  QueueShutDownError,
  WaitTimeoutError,
  EOFError,
  BrokenPipeError,
  BrokenBarrierError,
  SerializationError,
  ProcessClosedError,
  ProcessError,
  NotOwnerError,
  ReleaseError,
  TaskDoneError,
  WorkerLostError,
  PoolClosedError,
  RemoteError,
  InvalidStateError,
  ConnectionError,
  SharedMemoryError,
  KeyError,
  BrokerLostError,
  MainGuardError,
} as const;
