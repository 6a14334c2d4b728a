// Hands out the chunks of one job: all at once, or, of an input that may have no end, so many ahead of the results.

import type { Encoded, HandleContext, Site } from '../handle-context.ts';
import { type Chunk, pack, type TaskKind } from './chunks.ts';
import { withTaskHead } from './heads.ts';
import type { Job } from './job.ts';

export interface Input {
  readonly chunks: Iterator<Chunk>;
  readonly info: TaskKind;
  readonly site: Site;
  /** Begins the sentence of what is wrong with an item: `Pool.map() on pool: items`. */
  readonly path: string;
}

/** Gives a chunk to whichever worker is free first. */
type Submit = (item: Encoded, site: Site) => void;

export class Feeder {
  readonly #context: HandleContext;
  readonly #job: Job;
  readonly #input: Input;
  readonly #submit: Submit;

  constructor(context: HandleContext, job: Job, input: Input, submit: Submit) {
    this.#context = context;
    this.#job = job;
    this.#input = input;
    this.#submit = submit;
  }

  /**
   * Everything, each chunk as soon as it is encoded: the first worker begins while the last chunk is not.
   * @throws SerializationError for an item that cannot be sent; chunks before its own have been handed out then, as in Python
   */
  feedAll(): void {
    for (let read = this.#input.chunks.next(); !read.done; read = this.#input.chunks.next()) {
      this.#send(this.#encode(read.value), read.value);
    }
    this.#job.fed();
  }

  /** So that at most so many chunks are under way. A chunk that cannot be read or sent fails at its place in the results. */
  feedAhead(most: number): void {
    const job = this.#job;
    while (!job.isFed && job.size - job.arrived.length < most) {
      const chunk = this.#attempt(() => this.#input.chunks.next());
      if (chunk === null || chunk.done) {
        job.fed();
        return;
      }
      const encoded = this.#attempt(() => this.#encode(chunk.value));
      if (encoded) this.#send(encoded, chunk.value);
      if (chunk.value.isLast) job.fed();
    }
  }

  #attempt<R>(body: () => R): R | null {
    try {
      return body();
    } catch (thrown) {
      this.#job.arrive(this.#job.size++, { values: [], failure: { thrown }, isLocal: true });
      return null;
    }
  }

  /** A message counts items from the beginning of the input, not of the chunk. */
  #encode({ items, from }: Chunk): Encoded {
    const { path } = this.#input;
    try {
      return this.#context.encode(items, path);
    } catch (error) {
      if (from > 0) this.#context.encode([...new Array(from), ...items], path);
      throw error;
    }
  }

  #send(encoded: Encoded, { items, isLast }: Chunk): void {
    const { info, site } = this.#input;
    const head = { job: this.#job.number, chunk: this.#job.size++, isLast };
    const count = info.how === 'args' || items.length === 1 ? '' : ` × ${items.length}`;
    const shown = `${info.name}${count}${encoded.preview === '' ? '' : ` ${encoded.preview}`}`;
    this.#submit({ ...encoded, preview: shown, bytes: withTaskHead(head, pack({ ...info, shown }, encoded)) }, site);
  }
}
