// Which two connections are the ends of one pipe: they are made one behind the other, at one place.

import type { ObjectInfo } from '../../trace/trace.ts';

/** A run, or what knows its objects. */
interface Objects {
  object(object: number): ObjectInfo | undefined;
}

export class PipePairs {
  readonly #run: Objects;
  readonly #others = new Map<number, number>();
  #last = 0;

  constructor(run: Objects) {
    this.#run = run;
  }

  created(object: number): void {
    const [one, last] = [this.#run.object(object), this.#run.object(this.#last)];
    if (one?.type !== 'Connection') return;
    if (last && last.creator === one.creator && last.site === one.site) {
      this.#others.set(object, this.#last);
      this.#others.set(this.#last, object);
      this.#last = 0;
    } else this.#last = object;
  }

  /** 0: it is not known. */
  otherOf(object: number): number {
    return this.#others.get(object) ?? 0;
  }
}
