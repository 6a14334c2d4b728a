// A trace as the views of the extension see it: where it lies, what it is called, what its sites may open.

import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { FileBytes, WholeBytes } from './byte-source.ts';
import { type AnalysisInput, FindingSource } from './finding-source.ts';
import type { Reporter } from './report.ts';
import { type RunStore, siteRoots } from './run-store.ts';
import { findSite } from './site-path.ts';
import { TraceSource } from './trace-source.ts';

export interface OpenedTrace {
  uri: vscode.Uri;
  title: string;
  source: TraceSource;
  findings: FindingSource;
  /** The file on this machine that a site means, if the user has opened its folder. */
  findSite(file: string): Promise<string | null>;
  dispose(): void;
}

/** What an opened trace needs of the session. */
export interface Around {
  store: RunStore;
  reporter: Reporter;
}

/** A file that was written so lately may still be growing. */
const recentMs = 3000;

/** Opens the trace at `uri`. @throws where a file of a virtual workspace cannot be read. */
export async function openTrace(uri: vscode.Uri, title: string, around: Around, live = false): Promise<OpenedTrace> {
  if (uri.scheme !== 'file') {
    const bytes = await vscode.workspace.fs.readFile(uri);
    return view({ uri, title }, new TraceSource(new WholeBytes(bytes), false), { bytes }, around);
  }
  const growing = live || (await isRecent(uri));
  const source = new TraceSource(new FileBytes(uri.fsPath), growing);
  return view({ uri, title }, source, { path: uri.fsPath, live: growing }, around);
}

async function isRecent(uri: vscode.Uri): Promise<boolean> {
  const { mtime } = await vscode.workspace.fs.stat(uri);
  return Date.now() - mtime < recentMs;
}

function view(
  { uri, title }: Pick<OpenedTrace, 'uri' | 'title'>,
  source: TraceSource,
  input: AnalysisInput,
  { store, reporter }: Around,
): OpenedTrace {
  const findings = new FindingSource(source, input, (error) => reporter.log.error(`Analyses: ${error.stack}`));
  return {
    uri,
    title,
    source,
    findings,
    findSite: (file) => {
      const folders = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath);
      const record = store.find(uri.fsPath);
      const roots = siteRoots(uri.fsPath, record, folders);
      return findSite(file, record?.cwd ?? source.trace.meta?.cwd ?? dirname(uri.fsPath), roots);
    },
    dispose: () => {
      findings.dispose();
      source.dispose();
    },
  };
}
