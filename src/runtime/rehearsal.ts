// What nearly every child does first, done once before on a link that leads nowhere: V8 compiles a function when it first runs,
// and who waits for a start should not wait for that. Nothing of it is left but compiled code.

import { FrameSplitter } from '../protocol/bytes.ts';
import { encodeReply, encodeRequest, readReply } from '../protocol/frame.ts';
import { inOnePiece, isShared } from '../protocol/payload.ts';
import type { LocalReply, Reply, Request, StartInfo } from '../protocol/request.ts';
import { createRuntime } from './create-runtime.ts';
import type { Host, Link } from './link.ts';
import { Registry } from './loader/registry.ts';

const url = 'lanescope:rehearsal';
/** Of a child's own objects: none that its creator has given to what it was handed. */
const ownNumbers = 1000;
const nothing = new Uint8Array(0);

interface Queue {
  put(item: unknown): Promise<void>;
  get(): Promise<unknown>;
}

async function part(queue: Queue, item: unknown): Promise<void> {
  await queue.put(item);
  await queue.get();
}

/** Answers as a broker would whose only process this is. */
class StageLink implements Link {
  onReply: (reply: LocalReply) => void = () => {};
  started: Extract<Request, { op: 'start' }> | undefined;
  readonly said: Request['op'][] = [];
  readonly #splitter = new FrameSplitter();
  #last: Uint8Array = nothing;

  send(request: Request): void {
    encodeRequest(request);
    this.said.push(request.op);
    if (request.op === 'start') {
      this.started = request;
      this.#answer({ op: 'process', object: request.object, pid: 1, exitCode: null });
      this.#answer({ op: 'process', object: request.object, pid: 1, exitCode: 0 });
    } else if (request.op === 'call') {
      if (request.payload && !isShared(request.payload)) this.#last = inOnePiece(request.payload).slice();
      const { call, oneWay } = request;
      if (!oneWay) this.#answer({ op: 'done', call, code: 0, payload: this.#last, handles: [] });
    }
  }

  setBusy(): void {}

  probe(): void {}

  #answer(reply: Reply): void {
    queueMicrotask(() => {
      // what was encoded a moment ago lies in its frame
      this.#splitter.push(encodeReply(reply), (frame) => this.onReply(readReply(frame) as LocalReply));
    });
  }
}

/**
 * @param like the host of this process; its modules are left alone
 * @returns what the child of the rehearsal has said to its broker
 */
export async function rehearse(like: Host): Promise<Request['op'][]> {
  const registry = new Registry();
  registry.add(url, { part: () => part }, { privates: [], names: new Map() });
  const host: Host = { ...like, registry, importModule: async () => {} };
  const start: StartInfo = { name: 'MainProcess', daemon: false, identity: [], target: null };
  const stage = new StageLink();
  const creator = createRuntime(stage, host);
  await creator.begin({ start, self: 1, parent: null }, nothing, []);
  const queue = new creator.api.Queue({ name: 'rehearsal' });
  new creator.api.Process({ target: part, args: [queue, { text: 'item', list: [1, 2] }] }).start();
  if (!stage.started) return [];
  const { info, payload, handles } = stage.started;
  const childStage = new StageLink();
  const child = createRuntime(childStage, host);
  const parent = { object: ownNumbers + 1, name: start.name, pid: 1 };
  await child.begin({ start: info, self: ownNumbers, parent }, payload, handles);
  return childStage.said;
}
