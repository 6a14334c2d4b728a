// What the broker tells a process through its environment, in one variable that the program never sees.

export const bootVariable = 'LANESCOPE_BOOT';

/** How one standard stream of the broker looks; the process's own shall look the same. */
export interface StreamShape {
  isTTY: boolean;
  columns: number;
  rows: number;
}

export interface Boot {
  /** `process.hrtime.bigint()` at the beginning of the run: one clock for all processes of a machine. */
  origin: string;
  /** Absolute path of the script that was run. */
  script: string;
  args: string[];
  isMain: boolean;
  previewBytes: number;
  /** Where the shared memory of the run is; not there before it has some. */
  memoryFolder: string;
  stdout: StreamShape;
  stderr: StreamShape;
}
