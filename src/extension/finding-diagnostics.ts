// Findings of a run as entries of Problems, with related places; gone at the next run or when their file is edited.

import * as vscode from 'vscode';
import { pageOf } from '../analysis/catalogue.ts';
import { silencedBy } from '../analysis/silenced.ts';
import type { Finding, Place } from '../trace/finding.ts';
import { findingId } from './checking/finding-id.ts';
import { diagnosticOf } from './diagnostic-of.ts';
import type { OpenedTrace } from './opened-trace.ts';
import type { Reporter } from './report.ts';

export class FindingDiagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('lanescope');
  readonly #reporter: Reporter;
  readonly #onFinding: (finding: Finding) => void;
  readonly #subscription: vscode.Disposable;
  /** Files that were edited since the run began: their lines are others now. */
  readonly #edited = new Set<string>();
  #trace: OpenedTrace | undefined;
  #stopFollowing: () => void = () => {};
  /** Counts the lists: of two that are being located, the later holds. */
  #list = 0;

  constructor(reporter: Reporter, onFinding: (finding: Finding) => void) {
    this.#reporter = reporter;
    this.#onFinding = onFinding;
    this.#subscription = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length === 0) return;
      this.#edited.add(document.uri.toString());
      this.#collection.delete(document.uri);
    });
  }

  /** Forgets the findings of the run before and shows those of `trace` as they come, and come otherwise. */
  follow(trace: OpenedTrace): void {
    this.#stopFollowing();
    this.#list++;
    this.#collection.clear();
    this.#edited.clear();
    this.#trace = trace;
    const told = new Set<string>();
    this.#stopFollowing = trace.findings.listen(() => {
      const findings = trace.findings.all;
      for (const finding of findings) {
        if (told.has(finding.id)) continue;
        told.add(finding.id);
        this.#onFinding(finding);
      }
      this.#show(findings, trace).catch((error) => this.#reporter.log.error(error));
    });
  }

  /** The finding that a diagnostic of ours tells. */
  findingOf(diagnostic: vscode.Diagnostic): Finding | undefined {
    const id = findingId(diagnostic);
    return this.#trace?.findings.all.find((one) => one.id === id && diagnostic.message.startsWith(one.title));
  }

  dispose(): void {
    this.#stopFollowing();
    this.#subscription.dispose();
    this.#collection.dispose();
  }

  async #show(findings: readonly Finding[], trace: OpenedTrace): Promise<void> {
    const list = ++this.#list;
    const located = await Promise.all(findings.map((finding) => diagnose(finding, trace)));
    if (list !== this.#list) return;
    const byFile = Map.groupBy(
      located.filter((one) => one !== null),
      ({ uri }) => uri.toString(),
    );
    this.#collection.clear();
    for (const [file, ones] of byFile) {
      if (this.#edited.has(file)) continue;
      this.#collection.set(
        vscode.Uri.parse(file),
        ones.map(({ diagnostic }) => diagnostic),
      );
    }
  }
}

interface Located {
  place: Place;
  at: vscode.Location;
  document: vscode.TextDocument;
}

/** `null` where a comment silences it, or no place lies in a file that may be opened: it is said in the terminal and in the lanes; Problems needs a line. */
async function diagnose(
  finding: Finding,
  trace: OpenedTrace,
): Promise<{ uri: vscode.Uri; diagnostic: vscode.Diagnostic } | null> {
  const located = await Promise.all(finding.places.map((place) => locate(place, trace)));
  const [first, ...others] = located.filter((one) => one !== null);
  if (!first) return null;
  const { at, document } = first;
  // with its reason, at the line: the user has looked at it
  if (silencedBy(document.getText().split('\n'), at.range.start.line + 1, finding.id) !== null) return null;
  const related = others.map((other) => new vscode.DiagnosticRelatedInformation(other.at, other.place.text));
  const diagnostic = diagnosticOf(vscode.Diagnostic, at.range, finding, related);
  const page = pageOf(finding.id);
  if (page !== '') diagnostic.code = { value: finding.id, target: vscode.Uri.parse(page) };
  return { uri: at.uri, diagnostic };
}

async function locate(place: Place, { source, findSite }: OpenedTrace): Promise<Located | null> {
  const site = source.trace.siteOf(place.site);
  const path = site && (await findSite(site.file));
  if (!site || !path) return null;
  const uri = vscode.Uri.file(path);
  const document = await vscode.workspace.openTextDocument(uri);
  const line = document.lineAt(Math.min(site.line, document.lineCount) - 1);
  const start = Math.min(site.column - 1, line.range.end.character);
  const range = new vscode.Range(line.lineNumber, start, line.lineNumber, line.range.end.character);
  return { place, at: new vscode.Location(uri, range), document };
}
