// The extension at work: builds its parts once somebody uses it, and lets commands loose on them.

import * as vscode from 'vscode';
import type { Finding } from '../trace/finding.ts';
import { commands } from './commands/index.ts';
import { FindingDiagnostics } from './finding-diagnostics.ts';
import type { Parts } from './parts.ts';
import { Reporter } from './report.ts';
import { RunStatus } from './run-status.ts';
import { RunStore } from './run-store.ts';
import { type Run, Runs, settingsFor } from './runs.ts';
import { Swimlanes } from './swimlanes.ts';
import { TraceEditors } from './trace-editors.ts';
import { TraceTexts } from './trace-text.ts';

export class Session {
  readonly traceEditors: TraceEditors;
  readonly #parts: Parts;
  readonly #diagnostics: FindingDiagnostics;
  #deadlockSeen = false;

  constructor(context: vscode.ExtensionContext) {
    const reporter = new Reporter(vscode.window.createOutputChannel('Lanescope', { log: true }));
    const store = new RunStore(context);
    const runs = new Runs(context.extensionPath, store, reporter);
    const swimlanes = new Swimlanes(context, store, reporter);
    const texts = new TraceTexts();
    this.#parts = { context, reporter, store, runs, swimlanes, texts };
    this.traceEditors = new TraceEditors(store, swimlanes);
    this.#diagnostics = new FindingDiagnostics(reporter, (finding) => this.#onFinding(finding));
    context.subscriptions.push(
      reporter.log,
      swimlanes,
      texts,
      this.#diagnostics,
      new RunStatus(runs),
      runs.onDidStart((run) => this.#onStart(run)),
      runs.onDidEnd((run) => this.#onEnd(run)),
    );
  }

  /** Runs the command `id`; what it throws is told to the user here, once. */
  async execute(id: string, args: readonly unknown[]): Promise<unknown> {
    const command = commands.find((candidate) => candidate.id === id);
    try {
      if (!command) throw new Error(`There is no command ${id}.`);
      return await command.run(this.#parts, ...args);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      void this.#parts.reporter.failed(reason, error);
      return undefined;
    }
  }

  restorePanel(panel: vscode.WebviewPanel, _state: unknown): Promise<void> {
    return this.#parts.swimlanes.restore(panel);
  }

  #onStart(run: Run): void {
    this.#diagnostics.follow(run.trace);
    const { openSwimlane } = settingsFor(run.script);
    if (openSwimlane === 'never') return;
    this.#parts.swimlanes.showRun(run.trace, openSwimlane).then(undefined, (error: unknown) => {
      void this.#parts.reporter.failed(vscode.l10n.t('The swimlane cannot be shown.'), error);
    });
  }

  // Both context keys are the last two steps of the walkthrough.
  #onFinding(finding: Finding): void {
    if (finding.id !== 'deadlock') return;
    this.#deadlockSeen = true;
    void vscode.commands.executeCommand('setContext', 'lanescope.deadlockSeen', true);
  }

  #onEnd(run: Run): void {
    const { meta } = run.trace.source.trace;
    if (!this.#deadlockSeen || meta?.exitCode !== 0) return;
    void vscode.commands.executeCommand('setContext', 'lanescope.deadlockMended', true);
  }
}

/** Builds the session of an extension host; called once. */
export function openSession(context: vscode.ExtensionContext): Session {
  return new Session(context);
}
