// A trace on its way into memory: follows a file that grows, tells its listeners, and says what could not be read.

import { TraceReader } from '../trace/reader.ts';
import type { Trace } from '../trace/trace.ts';
import type { ByteSource } from './byte-source.ts';

/** `grown`: more events are there. `restarted`: another trace took the file's place. `ended`: no more will come. */
export type SourceEvent = 'grown' | 'restarted' | 'ended';
export type SourceListener = (event: SourceEvent) => void;

/** Polled, not watched: a watcher says nothing on network file systems, and a stat costs 20 µs. */
const busyPollMs = 40;
const idlePollMs = 500;
/** So long after the last growth the poll stays fast. */
const busyMs = 5000;

export class TraceSource {
  readonly #bytes: ByteSource;
  readonly #listeners = new Set<SourceListener>();
  #reader = new TraceReader();
  #offset = 0;
  #live: boolean;
  #problem: string | null = null;
  #timer: NodeJS.Timeout | undefined;
  #lastGrowth = Date.now();
  #work: Promise<void> = Promise.resolve();
  #ended = false;
  #disposed = false;

  /** @param live - More will be written; otherwise the file is read to its end once. */
  constructor(bytes: ByteSource, live: boolean) {
    this.#bytes = bytes;
    this.#live = live;
    this.#schedule(0);
  }

  get trace(): Trace {
    return this.#reader.trace;
  }

  get live(): boolean {
    return this.#live;
  }

  /** What could not be read, in words for the user; null while all is well. */
  get problem(): string | null {
    return this.#problem;
  }

  /** Tells `listener` of every change until the returned function is called. */
  listen(listener: SourceListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The writer is gone: reads what is left, then says `ended`. */
  async finish(): Promise<void> {
    await this.#enqueue();
    this.#end();
  }

  /** Resolves once everything that is in the file now has been read. */
  caughtUp(): Promise<void> {
    return this.#enqueue();
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    this.#listeners.clear();
    void this.#work.then(() => this.#bytes.close());
  }

  /** One reading at a time, so that portions stay in order. */
  #enqueue(): Promise<void> {
    this.#work = this.#work.then(() => this.#readOn());
    return this.#work;
  }

  #schedule(delayMs: number): void {
    if (this.#disposed) return;
    this.#timer = setTimeout(async () => {
      await this.#enqueue();
      if (!this.#live || this.#reader.ended || this.#reader.problem !== null) this.#end();
      else this.#schedule(Date.now() - this.#lastGrowth < busyMs ? busyPollMs : idlePollMs);
    }, delayMs);
  }

  async #readOn(): Promise<void> {
    try {
      if ((await this.#bytes.size()) < this.#offset) this.#restart();
      while (!this.#disposed && this.#reader.problem === null) {
        const chunk = await this.#bytes.read(this.#offset);
        if (chunk.length === 0) return;
        this.#offset += chunk.length;
        this.#lastGrowth = Date.now();
        this.#reader.push(chunk);
        this.#say('grown');
      }
    } catch (error) {
      this.#problem = error instanceof Error ? error.message : String(error);
      this.#end();
    }
  }

  #restart(): void {
    this.#reader = new TraceReader();
    this.#offset = 0;
    this.#say('restarted');
  }

  #end(): void {
    clearTimeout(this.#timer);
    if (this.#ended || this.#disposed) return;
    this.#ended = true;
    this.#live = false;
    this.#problem ??= this.#reader.finish();
    this.#say('ended');
  }

  #say(event: SourceEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}
