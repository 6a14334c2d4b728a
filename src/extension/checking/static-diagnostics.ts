// What the checks say of open scripts, while they are typed. What a run has found on the same line takes their place.

import * as vscode from 'vscode';
import type { Range, StaticFinding } from '../../analysis/static/finding.ts';
import { findIn } from '../../analysis/static/index.ts';
import { diagnosticOf } from '../diagnostic-of.ts';
import { isLanescopeScript } from '../lanescope-script.ts';
import { findingId } from './finding-id.ts';
import { moduleText } from './module-text.ts';

const typingPauseMs = 300;

/** Told apart by its class from what a run has found. */
class StaticDiagnostic extends vscode.Diagnostic {}

export class StaticDiagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('lanescope-static');
  readonly #pauses = new Map<string, NodeJS.Timeout>();
  /** All that was found in the text as it last parsed. */
  readonly #found = new Map<string, readonly StaticDiagnostic[]>();
  readonly #shown = new Map<string, readonly StaticDiagnostic[]>();
  readonly #subscriptions: vscode.Disposable;

  constructor() {
    this.#subscriptions = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument((document) => this.#check(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#checkSoon(document);
      }),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        for (const uri of uris) this.#show(uri);
      }),
    );
    for (const document of vscode.workspace.textDocuments) this.#check(document);
  }

  dispose(): void {
    for (const pause of this.#pauses.values()) clearTimeout(pause);
    this.#subscriptions.dispose();
    this.#collection.dispose();
  }

  #checkSoon(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.#pauses.get(key));
    this.#pauses.set(
      key,
      setTimeout(() => {
        this.#pauses.delete(key);
        if (!document.isClosed) this.#check(document);
      }, typingPauseMs),
    );
  }

  #check(document: vscode.TextDocument): void {
    const { uri } = document;
    if (!isLanescopeScript(document) || !isTyped(uri)) {
      this.#forget(uri);
      return;
    }
    const findings = findingsIn(document);
    // in the middle of a word: the lines that were found have moved with the text
    if (findings === null) return;
    this.#found.set(
      uri.toString(),
      findings.map((finding) => staticDiagnostic(finding, uri)),
    );
    this.#show(uri);
  }

  #forget(uri: vscode.Uri): void {
    const key = uri.toString();
    clearTimeout(this.#pauses.get(key));
    this.#pauses.delete(key);
    this.#shown.delete(key);
    if (this.#found.delete(key)) this.#collection.delete(uri);
  }

  #show(uri: vscode.Uri): void {
    const key = uri.toString();
    const found = this.#found.get(key);
    if (found === undefined) return;
    const said = vscode.languages.getDiagnostics(uri).filter((one) => !(one instanceof StaticDiagnostic));
    const shown = found.filter((one) => {
      return !said.some((other) => findingId(other) === one.code && other.range.start.line === one.range.start.line);
    });
    const before = this.#shown.get(key) ?? [];
    // setting them is news to this class too
    if (shown.length === before.length && shown.every((one, index) => one === before[index])) return;
    this.#shown.set(key, shown);
    this.#collection.set(uri, shown);
  }
}

/** A file that the user edits, not one side of a comparison, or an old version. */
function isTyped(uri: vscode.Uri): boolean {
  return ['file', 'untitled'].includes(uri.scheme) || vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}

function findingsIn(document: vscode.TextDocument): StaticFinding[] | null {
  const text = moduleText(document);
  return text && findIn(text);
}

function staticDiagnostic(finding: StaticFinding, uri: vscode.Uri): StaticDiagnostic {
  const related = finding.related.map(
    (place) => new vscode.DiagnosticRelatedInformation(new vscode.Location(uri, rangeOf(place.range)), place.text),
  );
  return diagnosticOf(StaticDiagnostic, rangeOf(finding.range), finding, related);
}

function rangeOf({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line - 1, start.column - 1, end.line - 1, end.column - 1);
}
