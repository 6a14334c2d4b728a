// A trace as the views of the extension see it: where it lies, what it is called, what its sites may open.

import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { FileBytes, WholeBytes } from './byte-source.ts';
import { type RunStore, siteRoots } from './run-store.ts';
import { findSite } from './site-path.ts';
import { TraceSource } from './trace-source.ts';

export interface OpenedTrace {
  uri: vscode.Uri;
  title: string;
  source: TraceSource;
  /** The file on this machine that a site means, if the user has opened its folder. */
  findSite(file: string): Promise<string | null>;
}

/** A file that was written so lately may still be growing. */
const recentMs = 3000;

/** Opens the trace at `uri`. @throws where a file of a virtual workspace cannot be read. */
export async function openTrace(uri: vscode.Uri, title: string, store: RunStore, live = false): Promise<OpenedTrace> {
  if (uri.scheme !== 'file') {
    return view(uri, title, new TraceSource(new WholeBytes(await vscode.workspace.fs.readFile(uri)), false), store);
  }
  const growing = live || (await isRecent(uri));
  return view(uri, title, new TraceSource(new FileBytes(uri.fsPath), growing), store);
}

async function isRecent(uri: vscode.Uri): Promise<boolean> {
  const { mtime } = await vscode.workspace.fs.stat(uri);
  return Date.now() - mtime < recentMs;
}

function view(uri: vscode.Uri, title: string, source: TraceSource, store: RunStore): OpenedTrace {
  return {
    uri,
    title,
    source,
    findSite: (file) => {
      const folders = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath);
      const record = store.find(uri.fsPath);
      const roots = siteRoots(uri.fsPath, record, folders);
      return findSite(file, record?.cwd ?? source.trace.meta?.cwd ?? dirname(uri.fsPath), roots);
    },
  };
}
