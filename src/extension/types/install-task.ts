// The user's package manager as a task: what it does is seen in a terminal, and how it ended is known.

import * as vscode from 'vscode';

export type InstallEnd =
  | { kind: 'done' }
  /** The user closed the terminal or ended the task. */
  | { kind: 'stopped' }
  /** `code` is undefined where not even the shell could be started. */
  | { kind: 'failed'; code: number | undefined };

/** Runs `command` in `folder`, by the shell: on Windows package managers are scripts. */
export async function install(folder: string, command: readonly [string, ...string[]]): Promise<InstallEnd> {
  const [program, ...args] = command;
  const scope = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(folder)) ?? vscode.TaskScope.Global;
  const name = vscode.l10n.t('install lanescope');
  const execution = new vscode.ShellExecution(program, args, { cwd: folder });
  const task = new vscode.Task({ type: 'lanescope' }, scope, name, 'Lanescope', execution, []);
  task.presentationOptions = {
    reveal: vscode.TaskRevealKind.Always,
    panel: vscode.TaskPanelKind.Dedicated,
    clear: true,
  };
  return watch(task);
}

/** Listening begins before the start: a command that is not there ends at once. */
function watch(task: vscode.Task): Promise<InstallEnd> {
  return new Promise((resolve, reject) => {
    const codes = new Map<vscode.TaskExecution, number | undefined>();
    const over = new Set<vscode.TaskExecution>();
    let started: vscode.TaskExecution | undefined;
    const settle = () => {
      if (!started || !over.has(started)) return;
      listening.dispose();
      resolve(endOf(codes.has(started), codes.get(started)));
    };
    const listening = vscode.Disposable.from(
      vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => codes.set(execution, exitCode)),
      vscode.tasks.onDidEndTask(({ execution }) => {
        over.add(execution);
        settle();
      }),
    );
    vscode.tasks.executeTask(task).then((execution) => {
      started = execution;
      settle();
    }, reject);
  });
}

function endOf(ran: boolean, code: number | undefined): InstallEnd {
  if (code === 0) return { kind: 'done' };
  // after Ctrl+C shells say 130
  if (ran && (code === undefined || code === 130)) return { kind: 'stopped' };
  return { kind: 'failed', code };
}
