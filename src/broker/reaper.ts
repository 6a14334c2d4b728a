// Tells the reaper which processes the run has, so that none stays behind when the broker itself is killed.

import type { ChildProcess } from 'node:child_process';
import { spawnReaper } from './platform.ts';

export class Reaper {
  readonly #process: ChildProcess;

  constructor(onFailure: (error: Error) => void) {
    this.#process = spawnReaper();
    this.#process.on('error', onFailure);
    // a reaper that was killed leaves a run without its safety net, but a run
    this.#process.stdin?.on('error', onFailure);
    this.#process.unref();
  }

  add(pid: number): void {
    this.#process.stdin?.write(`+${pid}\n`);
  }

  remove(pid: number): void {
    this.#process.stdin?.write(`-${pid}\n`);
  }

  /** Everything has ended: the reaper finds an empty list and goes. */
  close(): void {
    this.#process.stdin?.end();
  }
}
