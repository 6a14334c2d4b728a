// `.lanes` files opened as editors: read-only, with the same page as the panel.

import { basename } from 'node:path';
import type * as vscode from 'vscode';
import { type Around, type OpenedTrace, openTrace } from './opened-trace.ts';
import type { Swimlanes } from './swimlanes.ts';

interface TraceDocument extends vscode.CustomDocument {
  trace: OpenedTrace;
}

export class TraceEditors implements vscode.CustomReadonlyEditorProvider<TraceDocument> {
  readonly #around: Around;
  readonly #swimlanes: Swimlanes;

  constructor(around: Around, swimlanes: Swimlanes) {
    this.#around = around;
    this.#swimlanes = swimlanes;
  }

  async openCustomDocument(uri: vscode.Uri): Promise<TraceDocument> {
    const trace = await openTrace(uri, basename(uri.path), this.#around);
    return { uri, trace, dispose: () => trace.dispose() };
  }

  resolveCustomEditor(document: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
    this.#swimlanes.attach(panel, (document as TraceDocument).trace);
  }
}
