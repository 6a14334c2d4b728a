// Run Again: the script of the last run, in the same way, whatever editor is active.

import type { Command } from '../parts.ts';
import { scriptToRun } from '../script-to-run.ts';

export const runAgain: Command = {
  id: 'lanescope.runAgain',
  async run(parts) {
    const last = parts.runs.current;
    const script = await scriptToRun(parts, last?.script);
    if (script) await parts.runs.start(script, last?.mode ?? 'run');
  },
};
