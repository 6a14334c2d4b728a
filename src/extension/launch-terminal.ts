// A run in an integrated terminal whose process is the broker: Ctrl-C, colours and typing work as in any terminal.

import * as vscode from 'vscode';

export interface Launched {
  /** Settles when the broker has ended. */
  ended: Promise<void>;
  /** Interrupts the broker, which then ends its processes and its trace. */
  stop(): void;
}

export interface Launch {
  name: string;
  program: string;
  args: string[];
  cwd: string;
  env: Record<string, string>;
  folder: vscode.WorkspaceFolder | undefined;
}

/** After an interrupt the broker has this long before its terminal is closed. */
const graceMs = 3000;

/** Starts `launch` as a task: unlike a bare terminal, a task's terminal stays open with what was printed. */
export async function launchInTerminal(launch: Launch): Promise<Launched> {
  const task = new vscode.Task(
    { type: 'lanescope' },
    launch.folder ?? vscode.TaskScope.Global,
    launch.name,
    'Lanescope',
    new vscode.ProcessExecution(launch.program, launch.args, { cwd: launch.cwd, env: launch.env }),
    [],
  );
  task.presentationOptions = {
    reveal: vscode.TaskRevealKind.Always,
    panel: vscode.TaskPanelKind.Shared,
    focus: false,
    echo: false,
    clear: true,
    showReuseMessage: false,
  };
  let pid: number | undefined;
  const listening: vscode.Disposable[] = [];
  const execution = await vscode.tasks.executeTask(task);
  const ended = new Promise<void>((resolve) => {
    const ours = (other: vscode.TaskExecution) => other === execution;
    listening.push(
      vscode.tasks.onDidStartTaskProcess((event) => {
        if (ours(event.execution)) pid = event.processId;
      }),
      vscode.tasks.onDidEndTaskProcess((event) => ours(event.execution) && resolve()),
      vscode.tasks.onDidEndTask((event) => ours(event.execution) && resolve()),
    );
  });
  void ended.then(() => vscode.Disposable.from(...listening).dispose());
  return { ended, stop: () => interrupt(pid, execution, ended) };
}

function interrupt(pid: number | undefined, execution: vscode.TaskExecution, ended: Promise<void>): void {
  if (pid === undefined || process.platform === 'win32') {
    execution.terminate();
    return;
  }
  const closing = setTimeout(() => execution.terminate(), graceMs);
  void ended.then(() => clearTimeout(closing));
  try {
    process.kill(pid, 'SIGINT');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') execution.terminate(); // ESRCH: it has just ended
  }
}
