// Run File: the script in the active editor, in a terminal, with its swimlane beside it.

import type { Command } from '../parts.ts';
import { scriptToRun } from '../script-to-run.ts';

export const runFile: Command = {
  id: 'lanescope.runFile',
  async run(parts, target) {
    const script = await scriptToRun(parts, target);
    if (script) await parts.runs.start(script, 'run');
  },
};
