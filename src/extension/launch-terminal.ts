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

/** Only after this is the terminal closed: the broker itself gives its processes three seconds before it kills them. */
const graceMs = 10_000;

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
  // Listening begins before the start: a short run ends before executeTask has answered.
  const pids = new Map<vscode.TaskExecution, number>();
  const over = new Set<vscode.TaskExecution>();
  let settle = (): void => {};
  const end = ({ execution }: { execution: vscode.TaskExecution }) => {
    over.add(execution);
    settle();
  };
  const listening = vscode.Disposable.from(
    vscode.tasks.onDidStartTaskProcess((event) => pids.set(event.execution, event.processId)),
    vscode.tasks.onDidEndTaskProcess(end),
    vscode.tasks.onDidEndTask(end),
  );
  const execution = await vscode.tasks.executeTask(task);
  const ended = new Promise<void>((resolve) => {
    settle = () => {
      if (!over.has(execution)) return;
      listening.dispose();
      resolve();
    };
    settle();
  });
  return { ended, stop: () => interrupt(pids.get(execution), execution, ended) };
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
