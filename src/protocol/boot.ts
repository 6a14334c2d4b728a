// What the broker tells a process through its environment, in one variable that the program never sees.

export const bootVariable = 'LANESCOPE_BOOT';
/** Node's own: where V8's compiled code is kept and found. */
export const compileCacheVariable = 'NODE_COMPILE_CACHE';

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
  /** `waiting`: a child that is not yet anybody's; its world comes with a first frame. */
  role: 'main' | 'child' | 'waiting';
  previewBytes: number;
  /** Where the shared memory of the run is; not there before it has some. */
  memoryFolder: string;
  stdout: StreamShape;
  stderr: StreamShape;
  /** Folder in which processes share the JavaScript that they made of the user's modules; `null`: each makes its own. */
  prepared: string | null;
  /** The folder for compiled code is the run's, which the program shall not see. */
  hidesCompileCache?: boolean;
}
