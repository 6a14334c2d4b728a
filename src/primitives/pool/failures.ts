// How the end of a worker is told to who waits for its task.

import { RemoteError, WorkerLostError } from '../../base/errors.ts';
import type { LossInfo } from './chunks.ts';
import type { Job } from './job.ts';

/** Throws what a job has failed with. What was made here, and not in a worker, has happened where it is waited for. */
export function throwFailure({ thrown }: { readonly thrown: unknown }): never {
  if (thrown instanceof WorkerLostError && !(thrown.cause instanceof RemoteError)) {
    Error.captureStackTrace(thrown, throwFailure);
  }
  throw thrown;
}

export function workerLost(pool: string, job: Job, { worker, exitCode }: LossInfo): WorkerLostError {
  const how =
    exitCode !== null && exitCode < 0 ? `was killed by signal ${-exitCode}` : `ended with exit code ${exitCode ?? '?'}`;
  return new WorkerLostError(
    `Pool.${job.method}() on ${pool}: ${worker} ${how} while it worked on ${job.task}(); ` +
      'a task must not end its process, and needs the memory that it uses. The worker is replaced, the task is not repeated',
  );
}
