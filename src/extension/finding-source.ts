// All that is found in an opened trace: what stands in it at once, and what the analyses make of it, from their own thread.

import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Finding } from '../trace/finding.ts';
import { inOrderOfTelling, Said } from '../trace/said.ts';
import type { TraceSource } from './trace-source.ts';

/** What the thread reads: a file, which may grow, or bytes of a virtual workspace. */
export type AnalysisInput = { path: string; live: boolean } | { bytes: Uint8Array };

/** All that is found now, each time that it is something else. */
export type AnalysisOutput = Finding[];

/** Beside the bundle of the session. */
const workerFile = join(__dirname, 'analysis-worker.js');

export class FindingSource {
  readonly #source: TraceSource;
  readonly #input: AnalysisInput;
  readonly #onProblem: (error: Error) => void;
  readonly #listeners = new Set<() => void>();
  readonly #stopListening: () => void;
  #worker: Worker | undefined;
  #isStarted = false;
  #seen = 0;
  #said = new Said();
  #derived: readonly Finding[] = [];

  constructor(source: TraceSource, input: AnalysisInput, onProblem: (error: Error) => void) {
    this.#source = source;
    this.#input = input;
    this.#onProblem = onProblem;
    this.#stopListening = source.listen((event) => {
      // what was derived is the thread's to take back, for it sees the restart by itself
      if (event === 'restarted') [this.#seen, this.#said] = [0, new Said()];
      // the thread follows the file by itself and learns from us only that nobody writes any more
      if (event === 'ended') this.#worker?.postMessage('finish');
      if (this.#takeSaid() || event === 'restarted') this.#tell();
    });
  }

  /** What the analyses have found so far. */
  get derived(): readonly Finding[] {
    return this.#derived;
  }

  /** What the run itself has said and what the analyses have found, the gravest and the causes first. */
  get all(): readonly Finding[] {
    return inOrderOfTelling(this.#said.findings, this.#derived);
  }

  /** Told whenever there is another list. The first who listens sets the analyses going. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    this.#start();
    return () => this.#listeners.delete(listener);
  }

  dispose(): void {
    this.#stopListening();
    this.#listeners.clear();
    void this.#worker?.terminate();
  }

  #start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#takeSaid();
    const input = 'path' in this.#input ? { ...this.#input, live: this.#source.live } : this.#input;
    this.#worker = new Worker(workerFile, { workerData: input });
    this.#worker.on('message', (findings: AnalysisOutput) => {
      this.#derived = findings;
      this.#tell();
    });
    this.#worker.on('error', this.#onProblem);
  }

  /** Takes in the rows that have come; true where they say something else than those before. */
  #takeSaid(): boolean {
    const { trace } = this.#source;
    let isNew = false;
    for (; this.#seen < trace.length; this.#seen++) isNew = this.#said.take(trace, this.#seen) || isNew;
    return isNew;
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
