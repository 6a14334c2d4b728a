// Show as Text: the trace on show, else that of the last run, as a read-only document.

import * as vscode from 'vscode';
import type { Command } from '../parts.ts';

export const showAsText: Command = {
  id: 'lanescope.showAsText',
  async run({ runs, swimlanes, texts, reporter }) {
    const trace = swimlanes.active?.trace ?? runs.current?.trace;
    if (!trace) {
      await reporter.explain(vscode.l10n.t('There is no trace to show: run a file, or open a trace.'));
      return;
    }
    await trace.source.caughtUp();
    await texts.show(trace);
  },
};
