// All pages of swimlanes: the one panel that shows runs, and the editors of `.lanes` files; knows which one is active.

import * as vscode from 'vscode';
import type { Finding } from '../trace/finding.ts';
import { type OpenedTrace, openTrace } from './opened-trace.ts';
import type { Reporter } from './report.ts';
import type { RunStore } from './run-store.ts';
import type { Settings } from './settings.ts';
import { SwimlaneView } from './swimlane-view.ts';

const viewType = 'lanescope.swimlane';
/** Where the panel's trace is remembered for a reload; the page's own state is opaque. */
const panelTraceKey = 'lanescope.panelTrace';

interface Shown {
  panel: vscode.WebviewPanel;
  view: SwimlaneView;
}

export class Swimlanes implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #store: RunStore;
  readonly #reporter: Reporter;
  readonly #shown = new Set<Shown>();
  #runPanel: Shown | undefined;

  constructor(context: vscode.ExtensionContext, store: RunStore, reporter: Reporter) {
    this.#context = context;
    this.#store = store;
    this.#reporter = reporter;
  }

  /** The page that has the focus, else the run panel if there is one. */
  get active(): SwimlaneView | undefined {
    return [...this.#shown].find(({ panel }) => panel.active)?.view ?? this.#runPanel?.view;
  }

  /** Shows `trace` in the run panel, which opens where `place` says; the focus stays where it is. */
  async showRun(trace: OpenedTrace, place: Settings['openSwimlane']): Promise<void> {
    void this.#context.workspaceState.update(panelTraceKey, trace.uri.toString());
    if (this.#runPanel) {
      const { panel, view } = this.#runPanel;
      panel.title = title(trace);
      view.show(trace);
      if (!panel.visible) panel.reveal(panel.viewColumn, true);
      return;
    }
    const panel = await createPanel(title(trace), place);
    this.#runPanel = this.attach(panel, trace);
    panel.onDidDispose(() => {
      this.#runPanel = undefined;
    });
  }

  /** Brings the run panel to the front; false where there is none. */
  revealRun(): boolean {
    if (!this.#runPanel) return false;
    this.#runPanel.panel.reveal(undefined, true);
    return true;
  }

  /** Marks the evidence of a finding where its trace is on show, else in the run panel. */
  async showEvidence(trace: OpenedTrace, finding: Finding): Promise<void> {
    const shown = [...this.#shown].find(({ view }) => view.trace === trace);
    if (shown) shown.panel.reveal(undefined, true);
    else await this.showRun(trace, 'beside');
    (shown?.view ?? this.#runPanel?.view)?.showEvidence(finding.id, finding.places[0]?.seq ?? 0);
  }

  /** Fills a panel that VS Code kept over a reload with the trace it had shown. */
  async restore(panel: vscode.WebviewPanel): Promise<void> {
    const kept = this.#context.workspaceState.get<string>(panelTraceKey);
    try {
      if (kept === undefined) throw new Error('The trace of the panel is not known.');
      const uri = vscode.Uri.parse(kept, true);
      await vscode.workspace.fs.stat(uri);
      const name = panel.title.replace(/ — Lanescope$/, '');
      const trace = await openTrace(uri, name, { store: this.#store, reporter: this.#reporter });
      this.#runPanel = this.attach(panel, trace);
      panel.onDidDispose(() => {
        this.#runPanel = undefined;
        trace.dispose();
      });
    } catch (error) {
      this.#reporter.log.warn(`The swimlane was not restored: ${error instanceof Error ? error.message : error}`);
      panel.dispose(); // the run was deleted meanwhile: an empty panel would help nobody
    }
  }

  /** Makes `panel` a page of swimlanes that shows `trace`. */
  attach(panel: vscode.WebviewPanel, trace: OpenedTrace): Shown {
    panel.iconPath = vscode.Uri.joinPath(this.#context.extensionUri, 'media', 'icon.png');
    const view = new SwimlaneView(panel.webview, this.#context.extensionUri, this.#reporter);
    view.show(trace);
    const shown = { panel, view };
    this.#shown.add(shown);
    panel.onDidDispose(() => {
      this.#shown.delete(shown);
      view.dispose();
    });
    return shown;
  }

  dispose(): void {
    for (const { view } of this.#shown) view.dispose();
  }
}

function title(trace: OpenedTrace): string {
  return `${trace.title} — Lanescope`;
}

async function createPanel(name: string, place: Settings['openSwimlane']): Promise<vscode.WebviewPanel> {
  const create = (column: vscode.ViewColumn) =>
    vscode.window.createWebviewPanel(viewType, name, { viewColumn: column, preserveFocus: true });
  const editor = vscode.window.activeTextEditor;
  if (place !== 'below' || !editor) return create(vscode.ViewColumn.Beside);
  await vscode.commands.executeCommand('workbench.action.newGroupBelow');
  const panel = create(vscode.ViewColumn.Active);
  await vscode.window.showTextDocument(editor.document, editor.viewColumn);
  return panel;
}
