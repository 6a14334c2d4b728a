// The status bar's one item, there only while a run goes on: how many processes live, and the way to their lanes.

import * as vscode from 'vscode';
import type { Trace } from '../trace/trace.ts';
import type { Run, Runs } from './runs.ts';

const refreshMs = 200;

export class RunStatus implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('lanescope.run', vscode.StatusBarAlignment.Left);
  readonly #subscriptions: vscode.Disposable[];
  #timer: NodeJS.Timeout | undefined;

  constructor(runs: Runs) {
    this.#item.name = 'Lanescope';
    this.#item.command = 'lanescope.showSwimlane';
    this.#subscriptions = [runs.onDidStart((run) => this.#show(run)), runs.onDidEnd(() => this.#hide()), this.#item];
  }

  dispose(): void {
    this.#hide();
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #show(run: Run): void {
    this.#hide();
    const tooltip = new vscode.MarkdownString(
      vscode.l10n.t('{0} runs. Click to show its swimlane, or [stop it](command:lanescope.stop).', run.trace.title),
    );
    tooltip.isTrusted = { enabledCommands: ['lanescope.stop'] };
    this.#item.tooltip = tooltip;
    const refresh = () => {
      const count = livingProcesses(run.trace.source.trace);
      const words = count === 1 ? vscode.l10n.t('1 process') : vscode.l10n.t('{0} processes', count);
      this.#item.text = `$(sync~spin) Lanescope: ${words}`;
    };
    refresh();
    this.#timer = setInterval(refresh, refreshMs);
    this.#item.show();
    void vscode.commands.executeCommand('setContext', 'lanescope.running', true);
  }

  #hide(): void {
    clearInterval(this.#timer);
    this.#item.hide();
    void vscode.commands.executeCommand('setContext', 'lanescope.running', false);
  }
}

/** Processes that have begun and not ended. */
export function livingProcesses(trace: Trace): number {
  return trace.processes.filter((process) => process && process.beginT >= 0 && process.exitT < 0).length;
}
