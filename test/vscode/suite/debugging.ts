// Debug File: breakpoints stop on their line in main, in a child, and in a subclass of Process.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { test, until } from './harness.ts';
import { closeEverything, lineOf, writeScript } from './workspace.ts';

const script = `import { Process, Queue } from 'lanescope';

class Doubler extends Process {
  numbers: Queue<number>;
  doubled: Queue<number>;
  constructor(numbers: Queue<number>, doubled: Queue<number>) {
    super();
    this.numbers = numbers;
    this.doubled = doubled;
  }
  override async run() {
    const n = await this.numbers.get();
    await this.doubled.put(n * 2); // in the subclass
  }
}

async function child(q: Queue<number>) {
  const n = 21;
  await q.put(n); // in the child
}

async function main() {
  const numbers = new Queue<number>();
  const doubled = new Queue<number>();
  new Process({ target: child, args: [numbers] }).start();
  new Doubler(numbers, doubled).start();
  const result = await doubled.get();
  console.log(result); // in main
}

if (import.meta.main) await main();
`;

/** The same with syntax that has to be transformed, and that moves lines: breakpoints need the source map. */
const transformed = script
  .replace('class Doubler', 'enum Answer {\n  Half = 21,\n}\n\nclass Doubler')
  .replace('const n = 21', 'const n = Answer.Half')
  .replace('  numbers: Queue<number>;\n  doubled: Queue<number>;\n', '')
  .replace('constructor(numbers: Queue<number>, doubled', 'constructor(public numbers: Queue<number>, public doubled')
  .replace('    this.numbers = numbers;\n    this.doubled = doubled;\n', '');

interface Stop {
  line: number;
  character: number;
  source: string;
}

/** The debugger names a file by its path, or, where a source map named it, by its address in the remote workspace. */
function pathOf(source: string): string {
  return source.includes('://') ? new URL(source).pathname : source;
}

/** Collects where sessions stop, and lets them go on. */
function collectStops(stops: Stop[]): vscode.Disposable {
  return vscode.debug.registerDebugAdapterTrackerFactory('*', {
    createDebugAdapterTracker: (session) => ({
      onDidSendMessage: async (message) => {
        if (message.type !== 'event' || message.event !== 'stopped') return;
        const { threadId } = message.body;
        const { stackFrames } = await session.customRequest('stackTrace', { threadId, startFrame: 0, levels: 1 });
        const [frame] = stackFrames;
        stops.push({ line: frame.line - 1, character: frame.column - 1, source: pathOf(frame.source?.path ?? '') });
        await session.customRequest('continue', { threadId });
      },
    }),
  });
}

for (const [kind, name, text] of [
  ['plain', 'debugged.ts', script],
  ['transformed', 'transformed.ts', transformed],
] as const) {
  test(`breakpoints in main, in a child and in a Process subclass stop on their lines: ${kind} TypeScript`, () =>
    stopsOnItsLines(name, text));
}

test('a breakpoint within a line stops at its column, behind calls that the loader has numbered', async () => {
  const { document } = await open(
    'within.ts',
    `import { Queue } from 'lanescope';

const box = { q: new Queue<number>() };
await box.q.put(1); await box.q.put(await box.q.get()); const two = Math.max(2, 1); console.log(two);
`,
  );
  const line = lineOf(document, 'Math.max');
  const character = document.lineAt(line).text.indexOf('console.log');
  const [stop] = await stopsAt(document, [new vscode.Position(line, character)]);
  assert.deepEqual(stop, { line, character, source: document.uri.fsPath });
});

async function stopsOnItsLines(name: string, text: string): Promise<void> {
  const { document } = await open(name, text);
  const lines = ['// in the child', '// in the subclass', '// in main'].map((text) => lineOf(document, text));
  const stops = await stopsAt(
    document,
    lines.map((line) => new vscode.Position(line, 0)),
  );
  assert.deepEqual(
    stops.map(({ line, source }) => ({ line, source })),
    lines.map((line) => ({ line, source: document.uri.fsPath })),
  );
}

async function open(name: string, text: string): Promise<vscode.TextEditor> {
  await closeEverything();
  return writeScript(name, text);
}

/** Debugs the document; where it has stopped once there were as many stops as breakpoints. */
async function stopsAt(document: vscode.TextDocument, places: readonly vscode.Position[]): Promise<Stop[]> {
  const breakpoints = places.map((place) => new vscode.SourceBreakpoint(new vscode.Location(document.uri, place)));
  vscode.debug.addBreakpoints(breakpoints);
  const stops: Stop[] = [];
  const collecting = collectStops(stops);
  try {
    await vscode.commands.executeCommand('lanescope.debugFile');
    await until('every breakpoint has stopped', () => stops.length >= places.length);
    await until('the session has ended', () => vscode.debug.activeDebugSession === undefined);
  } finally {
    collecting.dispose();
    vscode.debug.removeBreakpoints(breakpoints);
    await vscode.debug.stopDebugging();
  }
  return stops;
}
