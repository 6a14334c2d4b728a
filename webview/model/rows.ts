// The columns that the model reads for every row, as plain arrays: taken once for a block, not once for a value.

import type { Trace } from '../../src/trace/trace.ts';

export interface Rows {
  t: Float64Array;
  kind: Uint8Array;
  process: Uint16Array;
  object: Uint32Array;
  operation: Uint32Array;
  message: Uint32Array;
  size: Int32Array;
}

export function viewRows(trace: Trace): Rows {
  return {
    t: trace.t.view(),
    kind: trace.kind.view(),
    process: trace.process.view(),
    object: trace.object.view(),
    operation: trace.operation.view(),
    message: trace.message.view(),
    size: trace.size.view(),
  };
}
