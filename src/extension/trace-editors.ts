// `.lanes` files opened as editors: read-only, with the same page as the panel.

import { basename } from 'node:path';
import type * as vscode from 'vscode';
import { type OpenedTrace, openTrace } from './opened-trace.ts';
import type { RunStore } from './run-store.ts';
import type { Swimlanes } from './swimlanes.ts';

interface TraceDocument extends vscode.CustomDocument {
  trace: OpenedTrace;
}

export class TraceEditors implements vscode.CustomReadonlyEditorProvider<TraceDocument> {
  readonly #store: RunStore;
  readonly #swimlanes: Swimlanes;

  constructor(store: RunStore, swimlanes: Swimlanes) {
    this.#store = store;
    this.#swimlanes = swimlanes;
  }

  async openCustomDocument(uri: vscode.Uri): Promise<TraceDocument> {
    const trace = await openTrace(uri, basename(uri.path), this.#store);
    return { uri, trace, dispose: () => trace.source.dispose() };
  }

  resolveCustomEditor(document: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
    this.#swimlanes.attach(panel, (document as TraceDocument).trace);
  }
}
