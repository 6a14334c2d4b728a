// A pipeline over bounded queues, of any size: puts and gets block and wake one another as in a real run.

import type { Trace } from '../../src/trace/trace.ts';
import { TraceDrawing } from '../helpers/draw-trace.ts';

export interface PipelineOptions {
  processes: number;
  queues: number;
  events: number;
  capacity?: number;
}

type Waiting = { process: number; operation: ReturnType<TraceDrawing['call']>; message: number };

/** Stage `i` takes from queue `i - 1` and puts into queue `i`; the turn goes round with unequal speeds. */
export function pipeline({ processes, queues, events, capacity = 4 }: PipelineOptions): Trace {
  const d = new TraceDrawing({ script: 'pipeline.ts' });
  const main = d.at(0).process('MainProcess');
  d.begin(main);
  const objects = Array.from({ length: queues }, (_, i) =>
    d.queue(main, `stage${i + 1}`, `p.ts:${i + 3}:1`, { capacity }),
  );
  const all = [main];
  for (let i = 1; i < processes; i++) {
    const child = d.at(i * 0.2).process(`Worker-${i}`, { parent: main, site: 'p.ts:9:1' });
    d.start(main, child, 'p.ts:9:3');
    all.push(child);
  }
  all.slice(1).forEach((child, i) => {
    d.at(4 + i * 0.3).begin(child);
  });
  const buffers: number[][] = objects.map(() => []);
  const getters: Waiting[][] = objects.map(() => []);
  const putters: Waiting[][] = objects.map(() => []);
  const blocked = new Set<number>();
  let t = 5 + processes * 0.3;
  const put = (process: number, q: number) => {
    const [queue, message] = [objects[q] ?? 0, d.message()];
    const operation = d.call(process, queue, 'put', 'p.ts:20:5', { message, text: `{ job: ${message} }`, bytes: 12 });
    const getter = getters[q]?.shift();
    if (getter) {
      d.end(operation, 'return', { message, size: 0 });
      d.at(t + 0.02).unblock(getter.operation, process, { message, size: 0 });
      d.end(getter.operation, 'return', { message, size: 0 });
      blocked.delete(getter.process);
    } else if ((buffers[q]?.length ?? 0) < capacity) {
      buffers[q]?.push(message);
      d.end(operation, 'return', { message, size: buffers[q]?.length ?? 0 });
    } else {
      d.block(operation, 'full', capacity);
      putters[q]?.push({ process, operation, message });
      blocked.add(process);
    }
  };
  const get = (process: number, q: number) => {
    const operation = d.call(process, objects[q] ?? 0, 'get', 'p.ts:30:7');
    const message = buffers[q]?.shift();
    if (message === undefined) {
      d.block(operation, 'empty', 0);
      getters[q]?.push({ process, operation, message: 0 });
      blocked.add(process);
      return;
    }
    const putter = putters[q]?.shift();
    if (putter) buffers[q]?.push(putter.message);
    d.end(operation, 'return', { message, size: buffers[q]?.length ?? 0 });
    if (!putter) return;
    d.at(t + 0.02).unblock(putter.operation, process, { message: putter.message, size: buffers[q]?.length ?? 0 });
    d.end(putter.operation, 'return', { message: putter.message, size: buffers[q]?.length ?? 0 });
    blocked.delete(putter.process);
  };
  for (let turn = 0; d.rows.length < events && blocked.size < processes; turn++) {
    const index = (turn * 7 + (turn >> 3)) % processes;
    const process = all[index] ?? main;
    t += 0.15 + ((turn * 37) % 11) * 0.05;
    if (blocked.has(process)) continue;
    d.at(t);
    const stage = index % (queues + 1);
    if (stage > 0 && turn % 2 === 0) get(process, stage - 1);
    else if (stage < queues) put(process, stage);
    else get(process, stage - 1);
  }
  all.toReversed().forEach((process, i) => {
    d.at(t + 1 + i * 0.1).exit(process, 0);
  });
  return d.trace();
}
