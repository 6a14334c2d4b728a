// What the kernel knows of a process.

import type { KernelObject, Operation } from './object-rule.ts';

export interface ProcessEntry {
  readonly id: number;
  /** The process as an object that others start and join. */
  readonly object: KernelObject;
  readonly name: string;
  /** 0 for the main process. */
  readonly parent: number;
  readonly daemon: boolean;
  pid: number;
  state: 'starting' | 'live' | 'ended';
  exitCode: number | null;
  /** Operations that have not ended. */
  readonly operations: Set<Operation>;
  /** Objects it may still use. */
  readonly holds: Set<KernelObject>;
}

/** As many as a sentence names. */
const mostFormer = 8;

/** It has ended. Its objects keep in mind that it had them: it may be the one that somebody waits for. */
export function letGoOfAll({ id, holds }: ProcessEntry): void {
  for (const { holders, former } of holds) {
    holders.delete(id);
    former.push(id);
    if (former.length > mostFormer) former.shift();
  }
  holds.clear();
}

/** The end of a process in words: `ended with 0`, `was killed by signal 9`. */
export function howEnded({ exitCode }: ProcessEntry): string {
  return (exitCode ?? 0) < 0 ? `was killed by signal ${-(exitCode ?? 0)}` : `ended with ${exitCode ?? 0}`;
}
