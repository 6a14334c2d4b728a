// Show Swimlane: brings the lanes of the last run to the front.

import * as vscode from 'vscode';
import type { Command } from '../parts.ts';

export const showSwimlane: Command = {
  id: 'lanescope.showSwimlane',
  async run({ runs, swimlanes, reporter }) {
    if (swimlanes.revealRun()) return;
    if (runs.current) await swimlanes.showRun(runs.current.trace, 'beside');
    else await reporter.explain(vscode.l10n.t('Nothing has been run yet: run a file, or open a trace.'));
  },
};
