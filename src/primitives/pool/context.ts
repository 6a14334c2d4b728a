// What a pool needs of the runtime besides what processes need.

import type { HandleContext, Site } from '../handle-context.ts';
import type { ProcessContext } from '../process/handle.ts';
import type { Place } from './chunks.ts';
import type { TaskFunction } from './options.ts';

export interface PoolContext extends HandleContext, ProcessContext {
  /** Where user code last called; what `site()` has just found. */
  readonly lastPlace: Place | undefined;
  readonly calls: {
    next(): number;
    /** The process stays until `release`: something will come that is no answer to a call. */
    hold(): void;
    release(): void;
  };
  readonly cpuCount: number;
  siteAt(place: Place): Site;
  /** Ties a handle to an object that came with the start of this process. */
  attach(handle: object, object: number, type: string, name: string): void;
  /** Loads the module where it is not loaded yet. @throws ProcessError where it has no such function */
  functionAt(url: string, name: string): Promise<TaskFunction>;
  /** Resolves at the end of a process that this one has started. */
  ended(process: number): Promise<void>;
  mark(text: string, span: 'begin' | 'end', call: number, site: Site): void;
  /** A value for people, cut to the preview's length; empty where none are kept. */
  preview(value: unknown): string;
  /** A stack without the frames that are ours. */
  userFrames(stack: string): string;
  exit(code: number): never;
}
