// Programs under a real terminal: they see it as without Lanescope, and Ctrl-C, Ctrl-S and its closing do what they should.

import { describe, expect, it } from 'vitest';
import { ProgramRun } from './run-program.ts';

const env = { TERM: 'xterm-256color', COLORTERM: '', NODE_NO_WARNINGS: '1' };
const under = (name: string) => new ProgramRun('terminal.ts', { args: [name], pty: true, env });

const ctrlC = '\x03';

describe.concurrent('in a terminal a program', () => {
  it('sees sizes and colours as under Node alone, in a child too', async () => {
    using plain = new ProgramRun('look-plainly.ts', { pty: true, plain: true, env });
    using main = under('look');
    using child = under('lookInChild');
    const [expected, ...ours] = await Promise.all([plain.ended, main.ended, child.ended]);
    expect(expected.stdout).toContain('[true,100,40,8,true,[100,40],');
    for (const one of ours) expect(one).toEqual(expected);
  });

  it('hears of a new size', async () => {
    using run = under('resize');
    await run.saw(/first 100x40/);
    run.terminal({ resize: [80, 24] });
    await run.saw(/now 80x24/);
    expect((await run.ended).status).toBe(0);
  });

  it('asks with a prompt and gets the answer', async () => {
    using run = under('prompt');
    await run.saw(/name\? /);
    run.terminal({ write: 'Jimmy\r' });
    const { status, stdout } = await run.ended;
    expect({ status, hello: stdout.includes('hello Jimmy\r\n') }).toEqual({ status: 0, hello: true });
  });

  it('reads single keys in raw mode', async () => {
    using run = under('raw');
    await run.saw(/raw/);
    run.terminal({ write: ctrlC });
    expect(await run.ended).toMatchObject({ status: 0, stdout: 'raw\r\nkey 03\r\n' });
  });
});

describe.concurrent('Ctrl-C', () => {
  it('ends every process, with 130 and a whole trace', async () => {
    using run = under('interrupted');
    await run.saw(/child waits/);
    run.terminal({ write: ctrlC });
    expect((await run.ended).status).toBe(130);
    await run.gone();
    const { closed, events, trace } = run.read();
    expect({ closed, exitCode: trace.meta?.exitCode }).toEqual({ closed: true, exitCode: 130 });
    expect(events.filter(({ kind }) => kind === 'exit').map(({ code }) => code)).toEqual([-2, -2]);
  });

  it('leaves a program that listens for it the time to clean up', async () => {
    using run = under('cleansUp');
    await run.saw(/listening/);
    run.terminal({ write: ctrlC });
    const { status, stdout } = await run.ended;
    expect(status).toBe(130);
    expect(stdout).toMatch(/cleaning\r\nclean\r\n$/);
    expect(run.read().events.filter(({ kind }) => kind === 'exit')).toMatchObject([{ code: 0 }]);
  });

  it('given twice ends a program that does not want to end', async () => {
    using run = under('ignores');
    await run.saw(/listening/);
    run.terminal({ write: ctrlC });
    await run.saw(/never mind/);
    run.terminal({ write: ctrlC });
    expect((await run.ended).status).toBe(130);
    expect(run.read().closed).toBe(true);
  });
});

describe.concurrent('a terminal', () => {
  it('that nobody reads stops neither the other processes nor the trace, and Ctrl-C still ends the run', async () => {
    using run = under('chatters');
    await run.saw(/\.99/);
    run.terminal({ stop: true });
    const puts = () => run.read().events.filter(({ kind, op }) => kind === 'call' && op === 'put').length;
    const before = puts();
    while (puts() < before + 50) await new Promise((resolve) => setTimeout(resolve, 50));
    run.terminal({ write: ctrlC });
    run.terminal({ write: ctrlC });
    while (!run.read().closed) await new Promise((resolve) => setTimeout(resolve, 20));
    run.terminal({ go: true });
    expect((await run.ended).status).toBe(130);
    await run.gone();
  });

  it('that is closed ends every process', async () => {
    using run = under('interrupted');
    await run.saw(/child waits/);
    run.terminal({ close: true });
    await run.ended;
    await run.gone();
    expect(run.read().closed).toBe(true);
    expect(run.read().trace.meta?.exitCode).toBe(129);
  });
});
