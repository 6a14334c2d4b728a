// A finding as an entry of Problems, whether a check or a run has found it.

import * as vscode from 'vscode';
import type { Finding, Severity } from '../trace/finding.ts';

const severities: Record<Severity, vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  hint: vscode.DiagnosticSeverity.Information,
};

type Told = Pick<Finding, 'id' | 'severity' | 'title' | 'message' | 'cure'>;

/** @param kind its own class tells where a finding comes from */
export function diagnosticOf<D extends vscode.Diagnostic>(
  kind: new (range: vscode.Range, message: string) => D,
  range: vscode.Range,
  { id, severity, title, message, cure }: Told,
  related: vscode.DiagnosticRelatedInformation[],
): D {
  const diagnostic = new kind(range, [title, message, cure].filter((part) => part !== '').join('\n'));
  diagnostic.severity = severities[severity];
  diagnostic.source = 'lanescope';
  diagnostic.code = id;
  diagnostic.relatedInformation = related;
  return diagnostic;
}
