// Tells the reaper which processes and folders the run has, so that none stays behind when the broker itself is killed.

import type { ChildProcess } from 'node:child_process';
import { spawnReaper } from './platform.ts';

/** A reaper that is killed is replaced, but not for ever: something may be killing whatever we start. */
const mostReapers = 5;

export class Reaper {
  readonly #onFailure: (error: Error) => void;
  readonly #pids = new Set<number>();
  readonly #folders: string[] = [];
  #process: ChildProcess | null = null;
  #count = 0;
  #isClosed = false;

  /** @param onFailure from now on the run has no safety net; called once at most */
  constructor(onFailure: (error: Error) => void) {
    this.#onFailure = onFailure;
    this.#start();
  }

  add(pid: number): void {
    this.#pids.add(pid);
    this.#process?.stdin?.write(`+${pid}\n`);
  }

  remove(pid: number): void {
    this.#pids.delete(pid);
    this.#process?.stdin?.write(`-${pid}\n`);
  }

  /** Removed at the end, after the processes were ended; one that is gone already is what was wanted. */
  addFolder(path: string): void {
    this.#folders.push(path);
    this.#process?.stdin?.write(`@${path}\n`);
  }

  /** Everything has ended: the reaper finds an empty list and goes. */
  close(): void {
    this.#isClosed = true;
    this.#process?.stdin?.end();
  }

  #start(): void {
    if (++this.#count > mostReapers) {
      this.#process = null;
      this.#onFailure(new Error('the process that was to watch was ended again and again'));
      return;
    }
    const started = spawnReaper(this.#pids, this.#folders);
    this.#process = started;
    // not started at all: trying again would not help
    started.on('error', (error) => {
      this.#isClosed = true;
      this.#onFailure(error);
    });
    // a write that meets its end; `exit` tells the rest
    started.stdin?.on('error', () => {});
    started.on('exit', () => {
      if (!this.#isClosed) this.#start();
    });
    started.unref();
  }
}
