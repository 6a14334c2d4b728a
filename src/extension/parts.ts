// What a command can use: the parts of a session.

import type * as vscode from 'vscode';
import type { Reporter } from './report.ts';
import type { RunStore } from './run-store.ts';
import type { Runs } from './runs.ts';
import type { Swimlanes } from './swimlanes.ts';
import type { TraceTexts } from './trace-text.ts';
import type { TypesKeeper } from './types/keeper.ts';

export interface Parts {
  context: vscode.ExtensionContext;
  reporter: Reporter;
  store: RunStore;
  runs: Runs;
  swimlanes: Swimlanes;
  texts: TraceTexts;
  types: TypesKeeper;
}

export interface Command {
  /** As in `contributes.commands` of package.json. */
  id: string;
  /** @param args - What VS Code or another extension passes: from a menu, the file it stands on. */
  run(parts: Parts, ...args: unknown[]): unknown;
}
