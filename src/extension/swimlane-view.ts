// One page of swimlanes in one webview: hands it the trace, takes its clicks. Panel and custom editor both use it.

import * as vscode from 'vscode';
import type { FromView, ToView, ViewAction, ViewState } from '../protocol/view.ts';
import { readFromView } from './from-view.ts';
import type { OpenedTrace } from './opened-trace.ts';
import type { Reporter } from './report.ts';
import { TraceFeed } from './trace-feed.ts';
import { webviewPage } from './webview-page.ts';

export class SwimlaneView implements vscode.Disposable {
  readonly #webview: vscode.Webview;
  readonly #reporter: Reporter;
  readonly #subscription: vscode.Disposable;
  #feed: TraceFeed | undefined;
  #trace: OpenedTrace | undefined;
  #state: ViewState | null = null;
  #listening = false;
  /** Asked for before the page listened. */
  #wish: ToView | null = null;
  #stopFindings: (() => void) | undefined;

  constructor(webview: vscode.Webview, extensionUri: vscode.Uri, reporter: Reporter) {
    this.#webview = webview;
    this.#reporter = reporter;
    const dist = vscode.Uri.joinPath(extensionUri, 'dist');
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    this.#subscription = webview.onDidReceiveMessage((message: unknown) => this.#receive(message));
    webview.html = webviewPage(webview, dist);
  }

  /** The trace on show. */
  get trace(): OpenedTrace | undefined {
    return this.#trace;
  }

  /** Shows `trace` from its start; the view does not own it. */
  show(trace: OpenedTrace): void {
    this.#forget();
    this.#trace = trace;
    this.#feed = new TraceFeed(trace.source, trace.title, (message) => this.#post(message));
    this.#stopFindings = trace.findings.listen(() => this.#postFindings());
    if (this.#listening) this.#open(null);
  }

  act(action: ViewAction): void {
    this.#post({ type: 'action', action });
  }

  reveal(seq: number): void {
    this.#post({ type: 'reveal', seq });
  }

  dispose(): void {
    this.#forget();
    this.#subscription.dispose();
  }

  /** Shows the evidence of a finding, whose first place is at `seq`. */
  showEvidence(id: string, seq: number): void {
    const message: ToView = { type: 'evidence', id, seq };
    if (this.#listening) this.#post(message);
    else this.#wish = message;
  }

  #forget(): void {
    this.#feed?.dispose();
    this.#stopFindings?.();
  }

  #open(state: ViewState | null): void {
    this.#feed?.open(state);
    this.#postFindings();
    if (this.#wish) this.#post(this.#wish);
    this.#wish = null;
  }

  #postFindings(): void {
    if (this.#listening && this.#trace) this.#post({ type: 'findings', findings: this.#trace.findings.derived });
  }

  #post(message: ToView): void {
    void this.#webview.postMessage(message);
  }

  #receive(raw: unknown): void {
    const message = readFromView(raw);
    if (message === null) this.#reporter.log.warn('The page sent a message of no known kind.');
    else this.#handle(message);
  }

  #handle(message: FromView): void {
    switch (message.type) {
      case 'ready':
        this.#listening = true;
        this.#open(message.state ?? this.#state);
        break;
      case 'ack':
        this.#feed?.acknowledge(message.number);
        break;
      case 'state':
        this.#state = message.state;
        break;
      case 'problem':
        this.#reporter.log.error(`Page: ${message.text}`);
        break;
      case 'openSite':
        void this.#openSite(message.file, message.line, message.column);
        break;
    }
  }

  async #openSite(file: string, line: number, column: number): Promise<void> {
    const path = (await this.#trace?.findSite(file)) ?? null;
    if (path === null) {
      await this.#reporter.explain(
        vscode.l10n.t('{0} is not opened: it is not in this workspace, nor beside the trace.', file),
      );
      return;
    }
    const at = new vscode.Position(Math.max(0, line - 1), Math.max(0, column - 1));
    try {
      await vscode.window.showTextDocument(vscode.Uri.file(path), {
        selection: new vscode.Range(at, at),
        viewColumn: columnForSource(),
      });
    } catch (error) {
      await this.#reporter.failed(vscode.l10n.t('{0} cannot be opened.', file), error);
    }
  }
}

/** Beside the swimlane, where text already is; else in the first column. */
function columnForSource(): vscode.ViewColumn {
  const texts = vscode.window.visibleTextEditors.filter((editor) => editor.viewColumn !== undefined);
  return texts[0]?.viewColumn ?? vscode.ViewColumn.One;
}
