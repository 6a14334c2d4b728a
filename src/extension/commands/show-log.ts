// Show Log: what the extension did and what went wrong.

import type { Command } from '../parts.ts';

export const showLog: Command = {
  id: 'lanescope.showLog',
  run: ({ reporter }) => reporter.log.show(),
};
