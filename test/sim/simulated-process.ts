// One simulated process: its own runtime, registry and module instances, in the Node process of all the others.

import { AsyncLocalStorage } from 'node:async_hooks';
import type { MemoryStore } from '../../src/primitives/shared-memory/handle.ts';
import { inOnePiece, isShared } from '../../src/protocol/payload.ts';
import type { LocalReply, Reply, Request } from '../../src/protocol/request.ts';
import { createRuntime } from '../../src/runtime/create-runtime.ts';
import type { Host, Link } from '../../src/runtime/link.ts';
import { captureSite } from '../../src/runtime/loader/call-site.ts';
import { Registry } from '../../src/runtime/loader/registry.ts';

/** Whose code runs now: what it prints is its own. */
export const running = new AsyncLocalStorage<SimulatedProcess>();

interface WorldOfProcess {
  readonly now: number;
  readonly memory: MemoryStore;
  instanceUrl(url: string, process: number): string;
}

class Exited extends Error {
  override readonly name = 'Exited';
}

export class SimulatedProcess {
  readonly id: number;
  readonly registry = new Registry();
  /** Sent and not yet taken by the kernel; replies not yet handled. Each keeps its order. */
  readonly requests: Request[] = [];
  readonly replies: Reply[] = [];
  readonly api: object;
  /** Modules being read: their first line may run at any moment. */
  readonly #loading = new Set<string>();
  exitCode: number | null = null;
  hasSettled = false;
  isWeak: (() => boolean) | null = null;
  received = 0;
  readonly #runtime: ReturnType<typeof createRuntime>;
  readonly #link: Link;
  readonly #world: WorldOfProcess;
  readonly #mainUrl: string | null;

  constructor(id: number, mainUrl: string | null, world: WorldOfProcess) {
    this.id = id;
    this.#world = world;
    this.#mainUrl = mainUrl;
    this.#link = {
      onReply: () => {},
      send: (request) => {
        if (this.exitCode === null) this.requests.push(kept(request));
      },
      setBusy: () => {},
      probe: (isWeak) => {
        this.isWeak = isWeak;
      },
    };
    this.#runtime = createRuntime(this.#link, this.#host());
    this.api = this.#runtime.api;
  }

  /** Waits for files, not for the world: the world waits for it. */
  get isLoading(): boolean {
    return [...this.#loading].some((url) => !this.registry.has(url));
  }

  get isBusy(): boolean {
    return this.#runtime.isBusy();
  }

  print(stream: 1 | 2, payload: Uint8Array, time: number): void {
    this.#link.send({ op: 'print', stream, time, payload });
  }

  /** Handles the oldest reply. */
  step(): void {
    const reply = this.replies.shift();
    if (!reply || this.exitCode !== null) return;
    this.received++;
    running.run(this, () => {
      if (reply.op === 'begin') this.#begin(reply);
      else this.#link.onReply(reply as LocalReply);
    });
  }

  answerIdle(): void {
    const weak = this.isWeak?.() ?? false;
    this.isWeak = null;
    this.#link.send({ op: 'idle', received: this.received, weak, timed: false });
  }

  #begin({ info, payload, handles }: Reply & { op: 'begin' }): void {
    this.#runtime
      .begin(info, payload, handles)
      .then(() => (this.#mainUrl === null ? undefined : this.#import(this.#mainUrl)))
      .then(() => {
        this.hasSettled = true;
      })
      .catch((error: unknown) => this.fail(error));
  }

  /** An uncaught error ends it. */
  fail(error: unknown): void {
    if (error instanceof Exited || this.exitCode !== null) return;
    this.print(2, Buffer.from(`${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}\n`), 0);
    this.exitCode = 1;
  }

  async #import(url: string): Promise<unknown> {
    this.#loading.add(url);
    try {
      return await import(this.#world.instanceUrl(url, this.id));
    } finally {
      this.#loading.delete(url);
    }
  }

  #host(): Host {
    return {
      now: () => this.#world.now,
      registry: this.registry,
      captureSite,
      importModule: (url) => this.#import(url),
      world: () => ({ cwd: '/', env: {} }),
      scope: new AsyncLocalStorage(),
      exit: (code) => {
        this.exitCode = code;
        throw new Exited();
      },
      onUncaught: (error) => this.fail(error),
      memory: this.#world.memory,
      cpuCount: 2,
      pid: 1000 + this.id,
      previewBytes: 128,
    };
  }
}

/** Large payloads are views of what the user still has: copied, as a socket would. */
function kept(request: Request): Request {
  if (request.op !== 'call' || request.payload === null || isShared(request.payload)) return request;
  return { ...request, payload: inOnePiece(request.payload) };
}
