// Traces as read-only text documents: for screen readers, for comparing, for copying.

import * as vscode from 'vscode';
import { text } from '../export/text.ts';
import type { OpenedTrace } from './opened-trace.ts';

const scheme = 'lanescope-text';
/** Wide enough for four processes; an editor scrolls. */
const columns = 140;

export class TraceTexts implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  readonly onDidChange = this.#changed.event;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  /** Opens what `trace` holds now as text. */
  async show(trace: OpenedTrace): Promise<void> {
    const uri = vscode.Uri.from({ scheme, path: `/${trace.title}.txt` });
    const { source, title, findings } = trace;
    const written = text.write(source.trace, { title, columns, problem: source.problem, findings: findings.all });
    this.#texts.set(uri.toString(), String(written));
    this.#changed.fire(uri);
    await vscode.window.showTextDocument(uri, { preview: false });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
    this.#texts.clear();
  }
}
