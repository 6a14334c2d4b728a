// One call of `apply`, `map`, `imap`… as its caller follows it: what has come back of it, in which order, and how it ended.

import type { JobWait } from './operations.ts';

/** What came back of one chunk: values up to the first error. */
export interface Outcome {
  readonly values: readonly unknown[];
  readonly failure: { readonly thrown: unknown } | null;
  /** It never left this process: the input itself failed here. */
  readonly isLocal?: true;
}

export type JobMethod =
  | Exclude<JobWait, 'get' | 'wait'>
  | 'applyAsync'
  | 'mapAsync'
  | 'starmapAsync'
  | 'imap'
  | 'imapUnordered';

export class Job {
  readonly number: number;
  readonly method: JobMethod;
  /** Name of the function that is run. */
  readonly task: string;
  /** By chunk. */
  readonly outcomes: (Outcome | undefined)[] = [];
  /** Chunks in the order in which they came back. */
  readonly arrived: number[] = [];
  /** Chunks so far; all of them once `isFed`. */
  size = 0;
  isFed = false;
  /** The program has come to know of it. */
  isFailureKnown = false;
  /** Hands out more chunks, where the input is not used up. */
  feed: () => void = () => {};
  #aborted: { error: unknown } | null = null;
  #hasEnded = false;
  readonly #whenOver: (() => void)[] = [];
  #arrival = Promise.withResolvers<void>();

  constructor(number: number, method: JobMethod, task: string) {
    this.number = number;
    this.method = method;
    this.task = task;
  }

  get isOver(): boolean {
    return this.#hasEnded;
  }

  /** The pool was terminated: nothing more will come back. */
  get aborted(): { error: unknown } | null {
    return this.#aborted;
  }

  /** Chunks that failed here, before a worker had them. */
  get localCount(): number {
    return this.outcomes.filter((outcome) => outcome?.isLocal).length;
  }

  arrive(chunk: number, outcome: Outcome): void {
    if (this.#hasEnded || this.outcomes[chunk] !== undefined) return;
    this.outcomes[chunk] = outcome;
    this.arrived.push(chunk);
    this.#goOn();
  }

  /** No chunk follows those so far. */
  fed(): void {
    this.isFed = true;
    this.#goOn();
  }

  abort(error: unknown): void {
    if (this.#hasEnded) return;
    this.#aborted = { error };
    this.#goOn();
  }

  /** Runs before anybody who waits for the job goes on. */
  whenOver(tell: () => void): void {
    if (this.#hasEnded) tell();
    else this.#whenOver.push(tell);
  }

  /** Resolves when something has come back, or the job is over. */
  nextArrival(): Promise<void> {
    return this.#arrival.promise;
  }

  /** The first failure in the order of the input. */
  get failure(): { readonly thrown: unknown } | null {
    if (this.#aborted) return { thrown: this.#aborted.error };
    return this.outcomes.find((outcome) => outcome?.failure)?.failure ?? null;
  }

  /** What the caller of a job that is over gets: one value, or a list in the order of the input. */
  get value(): unknown {
    const lists = this.outcomes.map((outcome) => outcome?.values ?? []);
    if (this.method === 'apply' || this.method === 'applyAsync') return lists[0]?.[0];
    return ([] as unknown[]).concat(...lists);
  }

  #goOn(): void {
    const isComplete = this.isFed && this.arrived.length === this.size;
    if ((isComplete || this.#aborted !== null) && !this.#hasEnded) {
      this.#hasEnded = true;
      for (const tell of this.#whenOver) tell();
    }
    const arrival = this.#arrival;
    this.#arrival = Promise.withResolvers();
    arrival.resolve();
  }
}
