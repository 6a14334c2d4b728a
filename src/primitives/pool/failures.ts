// Errors of tasks: how they travel from a worker to the caller, and how the end of a worker is told.

import { RemoteError, WorkerLostError } from '../../base/errors.ts';
import type { LossInfo } from './chunks.ts';
import type { Job } from './job.ts';

/** Gives an error of a worker the worker's stack as its cause, above the cause that it had. Other thrown values stay as they are. */
export function asRemote(thrown: unknown, worker: string): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const remote = new RemoteError(`thrown in ${worker}:\n${thrown.stack ?? String(thrown)}`);
  // the frames of this process say nothing about it
  Object.defineProperty(remote, 'stack', { value: `${remote.name}: ${remote.message}`, configurable: true });
  if (Object.hasOwn(thrown, 'cause')) setCause(remote, thrown.cause);
  setCause(thrown, remote);
  return thrown;
}

function setCause(error: Error, cause: unknown): void {
  Object.defineProperty(error, 'cause', { value: cause, configurable: true, writable: true });
}

export function workerLost(pool: string, job: Job, { worker, exitCode }: LossInfo): WorkerLostError {
  const how =
    exitCode !== null && exitCode < 0 ? `was killed by signal ${-exitCode}` : `ended with exit code ${exitCode ?? '?'}`;
  return new WorkerLostError(
    `Pool.${job.method}() on ${pool}: ${worker} ${how} while it worked on ${job.task}(); ` +
      'a task must not end its process, and needs the memory that it uses. The worker is replaced, the task is not repeated',
  );
}
