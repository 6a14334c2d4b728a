// What an export format is; the command and the extension know formats only by this and the registry.

import type { Finding } from '../trace/finding.ts';
import type { Trace } from '../trace/trace.ts';

/** Built parts of the viewer that a self-contained page carries; read from beside the bundle by whoever writes. */
export interface PageAssets {
  script: string;
  worker: string;
  style: string;
}

/** Every option is for some formats and ignored by the others. */
export interface ExportOptions {
  /** What the trace is called, by default the script's name. */
  title?: string;
  /** Width in terminal cells, by default 100. */
  columns?: number;
  /** Greatest number of lines of events; what is left out is said. By default all are shown. */
  limit?: number;
  /** ANSI colours, by default none. */
  color?: boolean;
  /** What could not be read of the trace, to be said in the output. */
  problem?: string | null;
  /** What is told of the run, by default all that the kernel said and the analyses find. */
  findings?: readonly Finding[];
  /** Needed by formats with `needsAssets`. */
  assets?: PageAssets;
}

export interface ExportFormat {
  /** As after `--as`; never changed once released. */
  id: string;
  /** For a list that a user picks from. */
  title: string;
  /** Of the written file, without a dot. */
  extension: string;
  /** Whether `write` needs `options.assets`. */
  needsAssets?: boolean;
  write(trace: Trace, options: ExportOptions): string | Uint8Array;
}
