// Findings of a run as entries of Problems, with related places; gone at the next run or when their file is edited.

import * as vscode from 'vscode';
import { kindNumber } from '../trace/event.ts';
import type { Finding, Place, Severity } from '../trace/finding.ts';
import type { OpenedTrace } from './opened-trace.ts';
import type { Reporter } from './report.ts';

const severities: Record<Severity, vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  hint: vscode.DiagnosticSeverity.Information,
};

export class FindingDiagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('lanescope');
  readonly #reporter: Reporter;
  readonly #onFinding: (finding: Finding) => void;
  readonly #subscription: vscode.Disposable;
  #stopFollowing: () => void = () => {};

  constructor(reporter: Reporter, onFinding: (finding: Finding) => void) {
    this.#reporter = reporter;
    this.#onFinding = onFinding;
    this.#subscription = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) this.#collection.delete(document.uri);
    });
  }

  /** Forgets the findings of the run before and shows those of `trace` as they are said. */
  follow(trace: OpenedTrace): void {
    this.#stopFollowing();
    this.#collection.clear();
    let seen = 0;
    let queue = Promise.resolve();
    this.#stopFollowing = trace.source.listen(() => {
      const columns = trace.source.trace;
      for (; seen < columns.length; seen++) {
        if (columns.kind.at(seen) !== kindNumber.finding) continue;
        const text = columns.stringOf(columns.text.at(seen));
        queue = queue.then(() => this.#show(text, trace)).catch((error) => this.#reporter.log.error(error));
      }
    });
  }

  dispose(): void {
    this.#stopFollowing();
    this.#subscription.dispose();
    this.#collection.dispose();
  }

  async #show(text: string, trace: OpenedTrace): Promise<void> {
    const finding = JSON.parse(text) as Finding;
    this.#onFinding(finding);
    const located = await Promise.all(finding.places.map(async (place) => ({ place, at: await locate(place, trace) })));
    const [first, ...others] = located.filter(
      (item): item is { place: Place; at: vscode.Location } => item.at !== null,
    );
    if (!first) return; // said in the terminal and in the lanes; Problems needs a line
    const message = [finding.title, finding.message, finding.cure].filter((part) => part !== '').join('\n');
    const diagnostic = new vscode.Diagnostic(first.at.range, message, severities[finding.severity]);
    diagnostic.source = 'lanescope';
    diagnostic.code = finding.id;
    diagnostic.relatedInformation = others.map(
      ({ place, at }) => new vscode.DiagnosticRelatedInformation(at, place.text),
    );
    const known = this.#collection.get(first.at.uri) ?? [];
    this.#collection.set(first.at.uri, [...known, diagnostic]);
  }
}

async function locate(place: Place, { source, findSite }: OpenedTrace): Promise<vscode.Location | null> {
  const site = source.trace.siteOf(place.site);
  const path = site && (await findSite(site.file));
  if (!site || !path) return null;
  const uri = vscode.Uri.file(path);
  const document = await vscode.workspace.openTextDocument(uri);
  const line = document.lineAt(Math.min(site.line, document.lineCount) - 1);
  const start = Math.min(site.column - 1, line.range.end.character);
  return new vscode.Location(uri, new vscode.Range(line.lineNumber, start, line.lineNumber, line.range.end.character));
}
