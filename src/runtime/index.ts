// The module that scripts import as 'lanescope'. It holds nothing: the API of this process was made by the bootstrap.
// Without a broker (`node main.ts`) the script is run again under one.

import type { Api } from './create-runtime.ts';
import { standIn } from './plain-node.ts';
import { apiOfProcess } from './public.ts';

const api: Api = apiOfProcess() ?? standIn();

export const {
  Process,
  Queue,
  JoinableQueue,
  SimpleQueue,
  Pipe,
  Connection,
  wait,
  Value,
  SharedArray,
  SharedMemory,
  Lock,
  RLock,
  Semaphore,
  BoundedSemaphore,
  Event,
  Condition,
  Barrier,
  activeChildren,
  currentProcess,
  parentProcess,
  cpuCount,
  sleep,
  exit,
  mark,
  span,
  LanescopeError,
  QueueFullError,
  QueueEmptyError,
  QueueClosedError,
  QueueShutDownError,
  WaitTimeoutError,
  EOFError,
  BrokenPipeError,
  ConnectionError,
  SharedMemoryError,
  BrokenBarrierError,
  SerializationError,
  ProcessClosedError,
  ProcessError,
  NotOwnerError,
  ReleaseError,
  TaskDoneError,
  BrokerLostError,
  MainGuardError,
  InvalidStateError,
} = api;
