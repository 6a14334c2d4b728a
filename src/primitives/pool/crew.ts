// A pool as its creator has it: hands out chunks, takes results in, and keeps the number of workers up.

import { PoolClosedError, WorkerLostError } from '../../base/errors.ts';
import { inOnePiece } from '../../protocol/payload.ts';
import type { Encoded, Site, WaitOptions } from '../handle-context.ts';
import { asRemote } from '../remote-error.ts';
import { type Chunk, type LossInfo, type Place, type ResultInfo, type TaskInfo, unpack } from './chunks.ts';
import type { PoolContext } from './context.ts';
import { workerLost } from './failures.ts';
import { Feeder } from './feeder.ts';
import { headBytes, readResultHead, waitArgument } from './heads.ts';
import { Job, type JobMethod, type Outcome } from './job.ts';
import { type JobWait, type PoolOperation, poolMethod } from './operations.ts';
import type { TaskFunction } from './options.ts';

/** So many results may be on their way at the same time. */
const mostCollecting = 16;
/** Chunks of an `imap` that are under way at the same time, at least: its input may have no end. */
const leastAhead = 64;

const nothing: Encoded = { bytes: new Uint8Array(0), handles: [], preview: '' };

interface Assignment {
  method: JobMethod;
  f: TaskFunction;
  chunks: Iterator<Chunk>;
  how: TaskInfo['how'];
  site: Site;
}

interface Wait {
  isHere(): boolean;
  site: Site;
  wait: WaitOptions;
}

export class Crew {
  readonly name: string;
  isClosed = false;
  isTerminated = false;
  readonly #context: PoolContext;
  readonly #pool: object;
  readonly #size: number;
  /** Starts a worker. @returns its number as an object */
  readonly #hire: () => number;
  readonly #jobs = new Map<number, Job>();
  #jobCount = 0;
  /** Chunks that were handed out and have not come back. */
  #outstanding = 0;
  #collecting = 0;
  /** At most so many chunks still need a worker, as the kernel said with the latest result. */
  #unassigned = Number.POSITIVE_INFINITY;
  readonly #workers = new Set<number>();
  /** Ends of workers since a result last came. */
  #fruitless = 0;

  constructor(context: PoolContext, pool: object, size: number, hire: () => number) {
    this.#context = context;
    this.#pool = pool;
    this.#size = size;
    this.#hire = hire;
    this.name = context.stateOf(pool).name;
    for (let i = 0; i < size; i++) this.#employ();
  }

  get size(): number {
    return this.#size;
  }

  /** @throws PoolClosedError */
  assertOpen(method: string): void {
    if (!this.isClosed) return;
    const how = this.isTerminated ? 'the pool was terminated' : 'the pool was closed';
    throw new PoolClosedError(
      `Pool.${method}() on ${this.name}: ${how} and takes no more work; give it all its work before close()`,
    );
  }

  /** Hands out a job's chunks. @throws SerializationError for a function or an item that cannot be sent */
  assign({ method, f, chunks, how, site }: Assignment): Job {
    const what = `Pool.${method}() on ${this.name}:`;
    const { url, name, kind } = this.#context.registrationOf(f, `${what} its function`);
    if (kind === 'class') throw new TypeError(`${what} ${name} is a class, and a task is a function`);
    const place: Place | null = site === 0 ? null : (this.#context.lastPlace ?? null);
    const job = new Job(++this.#jobCount, method, name);
    const input = {
      chunks,
      info: { url, name, how, place },
      site,
      path: `${what} ${how === 'args' ? 'args' : 'items'}`,
    };
    const feeder = new Feeder(this.#context, job, input, (item) => {
      this.#tell('submit', site, item);
      this.#unassigned = Number.POSITIVE_INFINITY;
      this.#outstanding++;
    });
    if (method.startsWith('imap')) {
      job.feed = () => feeder.feedAhead(Math.max(leastAhead, 8 * this.#size));
      job.feed();
    } else feeder.feedAll();
    if (!job.isOver) this.#jobs.set(job.number, job);
    this.#collect();
    return job;
  }

  /** A call that nobody waits for. */
  #tell(operation: PoolOperation, site: Site, item: Encoded = nothing): void {
    void this.#context.tell(this.#pool, poolMethod(operation), site, item);
  }

  #call(operation: PoolOperation, site: Site, options: Parameters<PoolContext['call']>[3] = {}) {
    return this.#context.call(this.#pool, poolMethod(operation), site, options);
  }

  /** Waits until the whole job is done. @returns false where the time was over first */
  waitForAll(job: Job, operation: JobWait, site: Site, wait: WaitOptions): Promise<boolean> {
    return this.waitFor(job, operation, job.size, { isHere: () => job.isOver, site, wait });
  }

  /** Waits in the kernel, which alone decides about the time, and then for what it has sent to be here. */
  async waitFor(
    job: Job,
    operation: JobWait | 'next' | 'nextUnordered',
    number: number,
    { isHere, site, wait }: Wait,
  ): Promise<boolean> {
    wait.signal?.throwIfAborted();
    const item: Encoded = { bytes: waitArgument(job.number, number), handles: [], preview: '' };
    if (isHere() || job.aborted) {
      // for the trace alone
      if (job.localCount === 0 && !this.isTerminated) this.#tell(operation, site, item);
    } else {
      const answer = await this.#call(operation, site, { ...wait, item });
      if (answer.status === 'timeout') return false;
      await this.#hold(async () => {
        while (!isHere() && !job.aborted) await job.nextArrival();
      });
    }
    if (!isHere() && job.aborted) {
      this.tellFailure(job, site);
      throw job.aborted.error;
    }
    return true;
  }

  /** The failure of a job reaches the program. Who has once asked whether it failed knows as well. */
  tellFailure(job: Job, site: Site): void {
    if (job.isFailureKnown || job.failure === null) return;
    job.isFailureKnown = true;
    this.#tell('read', site, { bytes: waitArgument(job.number, 0), handles: [], preview: '' });
  }

  async #hold(body: () => Promise<void>): Promise<void> {
    this.#context.calls.hold();
    try {
      await body();
    } finally {
      this.#context.calls.release();
    }
  }

  /** Asks for as many results as can come. */
  #collect(): void {
    while (this.#collecting < Math.min(this.#outstanding, mostCollecting)) {
      this.#collecting++;
      void this.#collectOne();
    }
  }

  async #collectOne(): Promise<void> {
    try {
      const answer = await this.#call('result', 0, { background: true });
      if (answer.status !== 'done' || answer.payload === null) return;
      this.#unassigned = answer.code;
      const payload = inOnePiece(answer.payload);
      const { job: number, chunk, fate } = readResultHead(payload);
      const job = this.#jobs.get(number);
      const body = payload.slice(headBytes);
      const outcome = fate === 'lost' ? null : await this.#decode(body, answer.handles, fate === 'failed');
      answer.take();
      this.#outstanding--;
      this.#replace();
      this.#fruitless = 0;
      if (job) this.#arrived(job, chunk, outcome ?? lostOutcome(this.name, job, body));
    } catch (error) {
      // terminated: nothing will come, and whoever waits is told
      if (!(error instanceof PoolClosedError)) throw error;
    } finally {
      this.#collecting--;
    }
    if (!this.isTerminated) this.#collect();
  }

  #arrived(job: Job, chunk: number, outcome: Outcome): void {
    job.arrive(chunk, outcome);
    if (job.isOver) this.#jobs.delete(job.number);
    else if (!job.isFed) job.feed();
  }

  async #decode(body: Uint8Array, handles: readonly number[], hasFailed: boolean): Promise<Outcome> {
    const [{ worker }, bytes] = unpack<ResultInfo>(body);
    try {
      const decoded = (await this.#context.decode(bytes, handles)) as unknown[];
      if (!hasFailed) return { values: decoded, failure: null };
      const [values, thrown] = decoded as [unknown[], unknown];
      return { values, failure: { thrown: asRemote(thrown, worker) } };
    } catch (thrown) {
      // what cannot be rebuilt here is the caller's to know
      return { values: [], failure: { thrown } };
    }
  }

  #employ(): void {
    const worker = this.#hire();
    this.#workers.add(worker);
    // a launch that fails is an end like any other
    this.#context.launched(worker).catch(() => {});
    void this.#context.ended(worker).then(() => this.#left(worker));
  }

  async #left(worker: number): Promise<void> {
    this.#workers.delete(worker);
    this.#fruitless++;
    // results that came before its end are still on their way through promises
    for (let turns = 0; turns < 8; turns++) await null;
    if (this.isTerminated) return;
    if (this.#fruitless > 3 * this.#size + 5) this.#giveUp();
    else this.#replace();
  }

  /** An open pool has all its workers, a closed one no more than it has chunks for: the others have ended, as they should. */
  #replace(): void {
    if (this.isTerminated) return;
    const needed = this.isClosed ? Math.min(this.#outstanding, this.#unassigned) : this.#size;
    while (this.#workers.size < Math.min(this.#size, needed)) this.#employ();
  }

  /** Workers end as soon as they are started: replacing them would never end. */
  #giveUp(): void {
    const error = new WorkerLostError(
      `Pool ${this.name}: ${this.#fruitless} workers have ended one after the other without finishing a task; ` +
        'see on stderr why, and do not end the process in the initializer',
    );
    this.terminate(0, error);
  }

  /** The block of `await using` ends: what is not done is thrown away, which the trace tells from a wanted `terminate`. */
  leave(site: Site): void {
    this.terminate(site, undefined, { ...nothing, preview: 'end of block' });
  }

  /** @param error with what all that is under way is rejected */
  terminate(site: Site, error: Error = this.#terminatedError(), item: Encoded = nothing): void {
    this.isClosed = true;
    if (this.isTerminated) return;
    this.isTerminated = true;
    this.#tell('terminate', site, item);
    for (const job of this.#jobs.values()) job.abort(error);
    this.#jobs.clear();
  }

  #terminatedError(): PoolClosedError {
    return new PoolClosedError(
      `Pool.terminate() on ${this.name}: the pool was terminated before its tasks were done; ` +
        'await their results first, or close() and join() it',
    );
  }

  close(site: Site): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.#tell('close', site);
  }

  /** Again where a worker was replaced in the last moment: nobody of the pool is left afterwards. */
  async join(site: Site): Promise<void> {
    do await this.#call('join', site);
    while (this.#workers.size > 0);
  }
}

function lostOutcome(pool: string, job: Job, body: Uint8Array): Outcome {
  const loss = JSON.parse(new TextDecoder().decode(body)) as LossInfo;
  return { values: [], failure: { thrown: workerLost(pool, job, loss) } };
}
