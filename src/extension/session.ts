// The extension at work: builds its parts once somebody uses it, and lets commands loose on them.

import * as vscode from 'vscode';
import type { Finding } from '../trace/finding.ts';
import { commands } from './commands/index.ts';
import { evidenceProvider } from './evidence-provider.ts';
import { FindingDiagnostics } from './finding-diagnostics.ts';
import type { Parts } from './parts.ts';
import { Reporter } from './report.ts';
import { RunStatus } from './run-status.ts';
import { RunStore } from './run-store.ts';
import { type Run, Runs, settingsFor } from './runs.ts';
import { Swimlanes } from './swimlanes.ts';
import { TraceEditors } from './trace-editors.ts';
import { TraceTexts } from './trace-text.ts';
import { TypesKeeper } from './types/keeper.ts';
import { offerTypes } from './types/offer.ts';
import { renewDeclarations } from './types/paths.ts';

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
    const types = new TypesKeeper({
      state: context.workspaceState,
      extensionPath: context.extensionPath,
      version: String(context.extension.packageJSON.version),
      log: (line) => reporter.log.info(line),
    });
    this.#parts = { context, reporter, store, runs, swimlanes, texts, types };
    this.traceEditors = new TraceEditors({ store, reporter }, swimlanes);
    this.#diagnostics = new FindingDiagnostics(reporter, (finding) => this.#onFinding(finding));
    context.subscriptions.push(
      reporter.log,
      swimlanes,
      texts,
      this.#diagnostics,
      vscode.languages.registerCodeActionsProvider(['typescript', 'javascript'], evidenceProvider(this.#diagnostics), {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
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

  /** Sees to the types that were set up, and to those that `script` finds: an update or an install may have come. */
  async renewTypes(script?: string): Promise<void> {
    if (!vscode.workspace.isTrusted) return;
    try {
      await this.#parts.types.renew(script);
      await renewDeclarations(this.#parts.context);
    } catch (error) {
      this.#parts.reporter.log.warn(`Types could not be renewed: ${error}`); // nobody has asked for it just now
    }
  }

  #onStart(run: Run): void {
    this.#diagnostics.follow(run.trace);
    void this.renewTypes(run.script.fsPath);
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
    offerTypes(this.#parts, run).then(undefined, (error: unknown) => {
      void this.#parts.reporter.failed(vscode.l10n.t('The types cannot be set up.'), error);
    });
    const { meta } = run.trace.source.trace;
    if (!this.#deadlockSeen || meta?.exitCode !== 0) return;
    void vscode.commands.executeCommand('setContext', 'lanescope.deadlockMended', true);
  }
}

/** Builds the session of an extension host; called once. */
export function openSession(context: vscode.ExtensionContext): Session {
  return new Session(context);
}
