// Runs that the extension started: one at a time, in a terminal or under the debugger, followed through the growing trace.

import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import * as vscode from 'vscode';
import { brokerArguments } from './broker-arguments.ts';
import { type FoundNode, findNode } from './find-node.ts';
import { launchInDebugger } from './launch-debug.ts';
import { type Launch, type Launched, launchInTerminal } from './launch-terminal.ts';
import { type OpenedTrace, openTrace } from './opened-trace.ts';
import type { Reporter } from './report.ts';
import type { RunStore } from './run-store.ts';
import { readSettings, type Settings } from './settings.ts';

export type RunMode = 'run' | 'debug';

export interface Run {
  script: vscode.Uri;
  mode: RunMode;
  trace: OpenedTrace;
  running: boolean;
}

/** The settings that hold for `scope`. */
export function settingsFor(scope: vscode.Uri | undefined): Settings {
  const configuration = vscode.workspace.getConfiguration('lanescope', scope ?? null);
  return readSettings((name) => configuration.get(name));
}

export class Runs {
  readonly #extensionPath: string;
  readonly #store: RunStore;
  readonly #reporter: Reporter;
  readonly #started = new vscode.EventEmitter<Run>();
  readonly #ended = new vscode.EventEmitter<Run>();
  #current: Run | undefined;
  #launched: Launched | undefined;
  #starting: Promise<void> = Promise.resolve();

  /** Said before the first event of the run can be there. */
  readonly onDidStart = this.#started.event;
  readonly onDidEnd = this.#ended.event;

  constructor(extensionPath: string, store: RunStore, reporter: Reporter) {
    this.#extensionPath = extensionPath;
    this.#store = store;
    this.#reporter = reporter;
  }

  /** The run that goes on or was the last one. */
  get current(): Run | undefined {
    return this.#current;
  }

  /** Runs `script`, which is saved; a run that goes on is stopped first. Starts come one after the other. */
  start(script: vscode.Uri, mode: RunMode): Promise<void> {
    const before = this.#starting;
    this.#starting = (async () => {
      await before.catch(() => {}); // whoever asked for that start has been told
      await this.#start(script, mode);
    })();
    return this.#starting;
  }

  async #start(script: vscode.Uri, mode: RunMode): Promise<void> {
    await this.stop();
    const settings = settingsFor(script);
    let node: FoundNode;
    try {
      node = await findNode(settings.nodePath);
    } catch (error) {
      await this.#noNode(error);
      return;
    }
    if (mode === 'debug' && !node.canDebug) {
      await this.#reporter.failed(
        vscode.l10n.t('Debugging needs Node.js 22.18 or newer on the PATH, or its path in lanescope.nodePath.'),
        undefined,
        openSetting('lanescope.nodePath'),
      );
      return;
    }
    await this.#launch(script, mode, settings, node);
  }

  /** Ends the run that goes on, if any, and waits for its end. */
  async stop(): Promise<void> {
    const launched = this.#launched;
    if (!launched) return;
    launched.stop();
    await launched.ended;
  }

  async #launch(script: vscode.Uri, mode: RunMode, settings: Settings, node: FoundNode): Promise<void> {
    const folder = vscode.workspace.getWorkspaceFolder(script);
    const cwd = workingFolder(settings.cwd, folder?.uri.fsPath, script.fsPath);
    const tracePath = this.#store.add(script.fsPath, cwd);
    const name = vscode.workspace.asRelativePath(script, false).split('/').pop() ?? script.fsPath;
    const cli = join(this.#extensionPath, 'dist', 'cli.mjs');
    const launch: Launch = {
      name,
      program: node.path,
      args: brokerArguments({ cli, script: script.fsPath, cwd, trace: tracePath, settings }),
      // A remote window without a folder starts terminals only at home; the script's own folder is an option of the run.
      cwd: folder ? cwd : homedir(),
      env: { ...settings.env, ...node.env },
      folder,
    };
    const trace = await openTrace(
      vscode.Uri.file(tracePath),
      name,
      { store: this.#store, reporter: this.#reporter },
      true,
    );
    this.#current?.trace.dispose();
    const run: Run = { script, mode, trace, running: true };
    this.#current = run;
    this.#reporter.log.info(`${mode} ${script.fsPath}: ${launch.program} ${launch.args.join(' ')}`);
    this.#started.fire(run); // the page loads while the broker starts
    try {
      await this.#store.makeRoom(settings.keepRuns);
      this.#launched = mode === 'debug' ? await launchInDebugger(launch) : await launchInTerminal(launch);
    } catch (error) {
      await this.#end(run);
      throw error;
    }
    void (this.#launched?.ended ?? Promise.resolve()).then(() => this.#end(run));
  }

  async #end(run: Run): Promise<void> {
    this.#launched = undefined;
    await run.trace.source.finish();
    run.running = false;
    this.#ended.fire(run);
  }

  #noNode(error: unknown): Promise<void> {
    const message = error instanceof Error ? error.message : String(error);
    return this.#reporter.failed(message, undefined, openSetting('lanescope.nodePath'));
  }
}

function openSetting(name: string) {
  return {
    title: vscode.l10n.t('Choose Node…'),
    run: () => vscode.commands.executeCommand('workbench.action.openSettings', name),
  };
}

/** The setting `cwd`, relative to the workspace folder; else that folder; for a loose file its own folder. */
function workingFolder(setting: string, folder: string | undefined, script: string): string {
  const base = folder ?? dirname(script);
  if (setting === '') return base;
  const path = setting.replace(/^\$\{workspaceFolder\}/, base);
  return isAbsolute(path) ? path : resolve(base, path);
}
