// What the hooks and the code that reads call sites share: one well-known global, for they may live in different bundles.

import type { SourceMap } from 'node:module';
import type { Shifts } from './edits.ts';

export const loaderKey: unique symbol = Symbol.for('lanescope.loader') as never;

/** How places in a module that runs differ from those in the user's file. */
export interface LoadedModule {
  /** From the code that runs to what was made of the user's file before anything was put into it. */
  shifts: Shifts;
  /** From there to the user's file, where that was more than blanking types out. */
  map: SourceMap | undefined;
}

/** Where a module that V8 will refuse is wrong: V8 keeps the place to itself once its error was caught. */
export interface Fault {
  url: string;
  source: string;
  line: number;
  column: number;
}

export interface LoaderState {
  /** Called by the prelude of every user module. */
  (
    thunks: Readonly<Record<string, () => unknown>>,
    place: string,
    self: ImportMeta | NodeModule,
    require?: NodeJS.Require,
  ): void;
  /** Every user module that was loaded, by URL without query. */
  modules: ReadonlyMap<string, LoadedModule>;
  faults: readonly Fault[];
}
