// A worker of a pool: takes chunks, one after the other, runs them, and sends back what came of them.

import { SerializationError, WorkerLostError } from '../../base/errors.ts';
import { inOnePiece } from '../../protocol/payload.ts';
import type { Answer, Encoded } from '../handle-context.ts';
import { pack, type ResultInfo, type TaskInfo, unpack, type WorkerInfo } from './chunks.ts';
import type { PoolContext } from './context.ts';
import { type ChunkFate, headBytes, readTaskHead, withResultHead } from './heads.ts';
import { poolMethod } from './operations.ts';
import type { TaskFunction } from './options.ts';

interface Result {
  fate: ChunkFate;
  encoded: Encoded;
}

/** Works until the pool has no more tasks for this worker, and ends the process. */
export async function work(
  context: PoolContext,
  pool: object,
  body: Uint8Array,
  handles: readonly number[],
): Promise<void> {
  const [info, initargs] = unpack<WorkerInfo>(body);
  const failed = await setUp(context, info, () => context.decode(initargs, handles));
  const most = info.maxTasks === 0 ? Number.POSITIVE_INFINITY : info.maxTasks;
  for (let done = 0; done < most; done++) {
    const answer = await context.call(pool, poolMethod('task'), 0);
    if (answer.status !== 'done') return;
    if (answer.payload === null) {
      answer.take();
      break;
    }
    const payload = inOnePiece(answer.payload);
    const { job, chunk } = readTaskHead(payload);
    const { fate, encoded } = await runChunk(context, { payload, answer, failed });
    const result: ResultInfo = { worker: context.self.name };
    const bytes = withResultHead({ job, chunk, fate }, pack(result, encoded));
    await context.tell(pool, poolMethod('finish'), 0, { ...encoded, bytes });
  }
  context.exit(0);
}

/** A worker whose initializer has failed stays, and says so to whoever gives it a task: one after the other would fail alike. */
async function setUp(
  context: PoolContext,
  { initializer }: WorkerInfo,
  initargs: () => Promise<unknown>,
): Promise<WorkerLostError | null> {
  if (initializer === null) return null;
  try {
    const f = await context.functionAt(initializer.url, initializer.name);
    await f(...((await initargs()) as never[]));
    return null;
  } catch (error) {
    const { name } = context.self;
    const told = error instanceof Error ? context.userFrames(error.stack ?? String(error)) : String(error);
    console.error(`Process ${name}: the initializer ${initializer.name}() has failed: ${told}`);
    return new WorkerLostError(
      `${name} can do no task: its initializer ${initializer.name}() has failed (${String(error)})`,
      { cause: error },
    );
  }
}

async function runChunk(
  context: PoolContext,
  given: { payload: Uint8Array; answer: Answer & { status: 'done' }; failed: WorkerLostError | null },
): Promise<Result> {
  const { payload, answer, failed } = given;
  const [info, bytes] = unpack<TaskInfo>(payload.slice(headBytes));
  const values: unknown[] = [];
  let span = 0;
  try {
    // taken whatever comes of it: a task that ends its process is not given to the next one
    const items = (await context.decode(bytes, answer.handles).finally(answer.take)) as unknown[];
    if (failed) throw failed;
    const f = await context.functionAt(info.url, info.name);
    span = context.calls.next();
    const site = info.place ? context.siteAt(info.place) : 0;
    context.mark(info.shown, 'begin', span, site);
    await runItems(f, info.how, items, values);
    return { fate: 'done', encoded: context.encode(values, `the results of ${info.name}(): results`) };
  } catch (thrown) {
    return { fate: 'failed', encoded: encodeFailure(context, info, values, thrown) };
  } finally {
    if (span !== 0) context.mark(info.name, 'end', span, 0);
  }
}

/** Stops at the first that fails, as Python does within a chunk. */
async function runItems(f: TaskFunction, how: TaskInfo['how'], items: unknown[], values: unknown[]): Promise<void> {
  if (how === 'args') {
    values.push(await f(...(items as never[])));
    return;
  }
  for (const item of items) {
    const value: unknown = how === 'spread' ? f(...(item as never[])) : f(item as never);
    // most tasks of a large chunk are no promises: awaiting them all would cost more than they do
    values.push(isThenable(value) ? await value : value);
  }
}

function isThenable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'then') === 'function';
}

function encodeFailure(context: PoolContext, info: TaskInfo, values: unknown[], thrown: unknown): Encoded {
  if (thrown instanceof Error && typeof thrown.stack === 'string') {
    // not by assignment: an error may be frozen
    Reflect.set(thrown, 'stack', context.userFrames(thrown.stack));
  }
  try {
    const encoded = context.encode([values, thrown], `the error of ${info.name}(): error`);
    return { ...encoded, preview: context.preview(thrown) };
  } catch (error) {
    const told = thrown instanceof Error ? (thrown.stack ?? String(thrown)) : String(thrown);
    const text = `what ${info.name}() has thrown cannot be sent (${String(error)}): ${told}`;
    return context.encode([[], new SerializationError(text)], 'error');
  }
}
