// Pool as the user holds it, made per runtime. What waits, waits in the kernel; what has come back lies in jobs of this process.

import { InvalidStateError, MainGuardError, ProcessError } from '../../base/errors.ts';
import type { Encoded, Site } from '../handle-context.ts';
import { asyncResultClass } from './async-result.ts';
import { chunksOf, defaultChunksize, pack, type TaskInfo } from './chunks.ts';
import type { PoolContext } from './context.ts';
import { Crew } from './crew.ts';
import { throwFailure } from './failures.ts';
import type { Job, JobMethod } from './job.ts';
import {
  type Callbacks,
  type Chunked,
  checkCallbacks,
  checkChunksize,
  checkCount,
  checkFunction,
  checkItems,
  checkPoolOptions,
  type PoolOptions,
} from './options.ts';
import { poolIteratorClass } from './pool-iterator.ts';
import { work } from './worker.ts';

/** What pools need of the processes of the same runtime. */
export interface Workers {
  /** Starts a daemon that works for a pool. @returns its number as an object */
  startWorker(type: string, body: Encoded, site: Site): number;
}

export function poolHandles(context: PoolContext, workers: Workers) {
  const crews = new WeakMap<object, Crew>();
  const siteHere = () => context.site();
  const { AsyncResult, make: makeResult } = asyncResultClass(siteHere);
  const { PoolIterator, make: makeIterator } = poolIteratorClass(siteHere);

  function crewOf(pool: object): Crew {
    const crew = crews.get(pool);
    if (!crew) throw new TypeError('this is no pool of this process; did a subclass forget super()?');
    return crew;
  }

  function assertMayStart(): void {
    if (context.isImporting) throw new MainGuardError(mainGuardText);
    const { daemon, name } = context.self;
    if (!daemon) return;
    throw new ProcessError(
      `new Pool: ${name} is a daemon, and daemons may not have children; make the pool in a process that is none`,
    );
  }

  /** What every worker of a pool begins with. The pool itself is not in the values: programs cannot send one. */
  function workerBody(pool: object, { initializer, initargs = [], maxTasksPerChild = 0 }: PoolOptions): Encoded {
    const found = initializer ? context.registrationOf(initializer, 'new Pool: initializer') : null;
    const encoded = context.encode(initargs, 'new Pool: initargs');
    const place = found && { url: found.url, name: found.name };
    const bytes = pack({ initializer: place, maxTasks: maxTasksPerChild }, encoded);
    return { ...encoded, bytes, handles: [...encoded.handles, context.stateOf(pool).object] };
  }

  function assign(
    pool: object,
    method: JobMethod,
    how: TaskInfo['how'],
    given: { f: unknown; items: unknown; chunksize?: number | undefined; site: Site },
  ): Job {
    const crew = crewOf(pool);
    const { f, items, site } = given;
    checkFunction(f, method);
    checkItems(items, method);
    crew.assertOpen(method);
    // the input of `imap` may have no end, that of all others is read to its end first
    const isLazy = method.startsWith('imap');
    const all = isLazy || Array.isArray(items) ? items : [...items];
    const chunksize = given.chunksize ?? (Array.isArray(all) && !isLazy ? defaultChunksize(all.length, crew.size) : 1);
    return crew.assign({ method, f, chunks: chunksOf(all, chunksize), how, site });
  }

  /** All arguments of a call are one chunk, even where there are none. */
  function assignCall(pool: object, method: JobMethod, f: unknown, args: unknown, site: Site): Job {
    const crew = crewOf(pool);
    checkFunction(f, method);
    const list = args ?? [];
    if (!Array.isArray(list)) {
      throw new TypeError(`Pool.${method}: args must be an array, got ${typeof args}; write [x]`);
    }
    crew.assertOpen(method);
    const chunks = [{ items: list, from: 0, isLast: true }].values();
    return crew.assign({ method, f, chunks, how: 'args', site });
  }

  async function finished(pool: object, job: Job, operation: 'apply' | 'map' | 'starmap', site: Site) {
    const crew = crewOf(pool);
    await crew.waitForAll(job, operation, site, {});
    crew.tellFailure(job, site);
    if (job.failure) throwFailure(job.failure);
    return job.value;
  }

  /** Calls back before anybody who waits goes on; what a callback throws is nobody's and ends the process. */
  function asynchronous(pool: object, job: Job, { callback, errorCallback }: Callbacks, site: Site) {
    const crew = crewOf(pool);
    if (callback || errorCallback) {
      const tell = () => {
        const { failure } = job;
        if (failure && errorCallback) crew.tellFailure(job, site);
        if (failure) errorCallback?.(failure.thrown);
        else callback?.(job.value as never);
      };
      context.calls.hold();
      job.whenOver(() => {
        if (!job.aborted) void (async () => tell())();
        context.calls.release();
      });
    }
    return makeResult(crew, job);
  }

  class Pool {
    constructor(options?: PoolOptions) {
      const site = context.site();
      const checked = checkPoolOptions(options);
      const { processes = context.cpuCount, maxTasksPerChild, name } = checked;
      checkCount(processes, 'new Pool: processes');
      if (maxTasksPerChild !== undefined) checkCount(maxTasksPerChild, 'new Pool: maxTasksPerChild');
      assertMayStart();
      context.create(this, 'Pool', name, {}, site);
      const body = workerBody(this, checked);
      crews.set(this, new Crew(context, this, processes, () => workers.startWorker('PoolWorker', body, site)));
    }

    async apply(f: unknown, args?: unknown): Promise<unknown> {
      const site = context.site();
      return finished(this, assignCall(this, 'apply', f, args, site), 'apply', site);
    }

    applyAsync(f: unknown, args?: unknown, options?: Callbacks) {
      const site = context.site();
      const callbacks = checkCallbacks(options, 'applyAsync');
      return asynchronous(this, assignCall(this, 'applyAsync', f, args, site), callbacks, site);
    }

    async map(f: unknown, items: unknown, options?: Chunked): Promise<unknown> {
      const site = context.site();
      const chunksize = checkChunksize(options, 'map');
      return finished(this, assign(this, 'map', 'each', { f, items, chunksize, site }), 'map', site);
    }

    mapAsync(f: unknown, items: unknown, options?: Chunked & Callbacks) {
      const site = context.site();
      const [chunksize, callbacks] = [checkChunksize(options, 'mapAsync'), checkCallbacks(options, 'mapAsync')];
      return asynchronous(this, assign(this, 'mapAsync', 'each', { f, items, chunksize, site }), callbacks, site);
    }

    async starmap(f: unknown, items: unknown, options?: Chunked): Promise<unknown> {
      const site = context.site();
      const chunksize = checkChunksize(options, 'starmap');
      return finished(this, assign(this, 'starmap', 'spread', { f, items, chunksize, site }), 'starmap', site);
    }

    starmapAsync(f: unknown, items: unknown, options?: Chunked & Callbacks) {
      const site = context.site();
      const [chunksize, callbacks] = [checkChunksize(options, 'starmapAsync'), checkCallbacks(options, 'starmapAsync')];
      return asynchronous(this, assign(this, 'starmapAsync', 'spread', { f, items, chunksize, site }), callbacks, site);
    }

    imap(f: unknown, items: unknown, options?: Chunked) {
      const site = context.site();
      const chunksize = checkChunksize(options, 'imap');
      return makeIterator(crewOf(this), assign(this, 'imap', 'each', { f, items, chunksize, site }));
    }

    imapUnordered(f: unknown, items: unknown, options?: Chunked) {
      const site = context.site();
      const chunksize = checkChunksize(options, 'imapUnordered');
      return makeIterator(crewOf(this), assign(this, 'imapUnordered', 'each', { f, items, chunksize, site }));
    }

    close(): void {
      crewOf(this).close(context.site());
    }

    async terminate(): Promise<void> {
      const site = context.site();
      const crew = crewOf(this);
      crew.terminate(site);
      await crew.join(site);
    }

    async join(): Promise<void> {
      const site = context.site();
      const crew = crewOf(this);
      if (!crew.isClosed) {
        throw new InvalidStateError(
          `Pool.join() on ${crew.name}: the pool is still running; close() it first, or terminate() it`,
        );
      }
      await crew.join(site);
    }

    async [Symbol.asyncDispose](): Promise<void> {
      const site = context.site();
      const crew = crewOf(this);
      crew.leave(site);
      await crew.join(site);
    }
  }

  /** What a worker runs: the pool comes as the last of the handles that its start brought. */
  function runWorker(payload: Uint8Array, handles: readonly number[]): Promise<void> {
    const pool = Object.create(Pool.prototype) as object;
    context.attach(pool, handles.at(-1) ?? 0, 'Pool', 'pool');
    return work(context, pool, payload, handles.slice(0, -1));
  }

  return { Pool, AsyncResult, PoolIterator, runWorker };
}

const mainGuardText =
  'new Pool: this process is itself a child that is still importing its modules, so it would start workers without end. ' +
  'Make pools only in the script that was run:\n\n    if (import.meta.main) await main();\n';
