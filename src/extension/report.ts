// The only place that shows notifications: everything goes to the log, the user sees one sentence and what to do.

import * as vscode from 'vscode';

export interface Choice {
  title: string;
  run: () => unknown;
}

export class Reporter {
  readonly log: vscode.LogOutputChannel;

  constructor(log: vscode.LogOutputChannel) {
    this.log = log;
  }

  /** Explains something that is no fault: what the user asked for does not apply here. */
  async explain(message: string, ...choices: Choice[]): Promise<void> {
    this.log.info(message);
    const picked = await vscode.window.showInformationMessage(message, ...choices.map((choice) => choice.title));
    await choices.find((choice) => choice.title === picked)?.run();
  }

  /** Says that something failed; the whole error goes to the log, one button leads there. */
  async failed(message: string, error?: unknown, ...choices: Choice[]): Promise<void> {
    this.log.error(message);
    if (error !== undefined) this.log.error(error instanceof Error ? error : String(error));
    const all = [...choices, { title: vscode.l10n.t('Show Log'), run: () => this.log.show() }];
    const picked = await vscode.window.showErrorMessage(message, ...all.map((choice) => choice.title));
    await all.find((choice) => choice.title === picked)?.run();
  }
}
