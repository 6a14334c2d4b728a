// Stop: ends the run that goes on, as Ctrl-C in its terminal does.

import * as vscode from 'vscode';
import type { Command } from '../parts.ts';

export const stop: Command = {
  id: 'lanescope.stop',
  async run({ runs, reporter }) {
    if (runs.current?.running) await runs.stop();
    else await reporter.explain(vscode.l10n.t('Nothing is running.'));
  },
};
