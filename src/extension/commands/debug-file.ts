// Debug File: as Run File, under VS Code's debugger; breakpoints hold in every process.

import type { Command } from '../parts.ts';
import { scriptToRun } from '../script-to-run.ts';

export const debugFile: Command = {
  id: 'lanescope.debugFile',
  async run(parts, target) {
    const script = await scriptToRun(parts, target);
    if (script) await parts.runs.start(script, 'debug');
  },
};
