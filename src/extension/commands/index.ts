// The registry of commands: one line each; a test compares it with package.json.

import type { Command } from '../parts.ts';
import { copyTsconfigOptions } from './copy-tsconfig-options.ts';
import { debugFile } from './debug-file.ts';
import { openSample } from './open-sample.ts';
import { openTraceFile } from './open-trace.ts';
import { runAgain } from './run-again.ts';
import { runFile } from './run-file.ts';
import { setUpTypes } from './set-up-types.ts';
import { showAsText } from './show-as-text.ts';
import { showFindings } from './show-findings.ts';
import { showLog } from './show-log.ts';
import { showSwimlane } from './show-swimlane.ts';
import { stop } from './stop.ts';
import { viewCommands } from './view-actions.ts';

export const commands: readonly Command[] = [
  runFile,
  debugFile,
  runAgain,
  stop,
  showSwimlane,
  showAsText,
  showFindings,
  openTraceFile,
  openSample,
  setUpTypes,
  copyTsconfigOptions,
  showLog,
  ...viewCommands,
];
