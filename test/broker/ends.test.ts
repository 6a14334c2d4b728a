// How processes and runs end, and what is said of it.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cleanEnv, ProgramRun, placeOf, programs, runProgram } from './run-program.ts';

const ends = (name: string) => runProgram('ends.ts', { args: [name] });

describe.concurrent('a process that', () => {
  it('is started begins in the folder and environment that its creator has at that moment', async () => {
    const { stdout } = await runProgram('inherits.ts');
    expect(stdout).toBe('/ set by main\n/ set by main\n');
  });

  it('calls exit() has delivered everything, and its exit code is known', async () => {
    expect(await ends('exits')).toMatchObject({ status: 5, stdout: '499500 3\n', stderr: '', closed: true });
  });

  it('ends by itself has delivered everything', async () => {
    expect(await ends('delivers')).toMatchObject({ status: 0, stdout: '1000 0\n', stderr: '' });
  });

  it('calls process.exit ends the run with that status', async () => {
    expect(await ends('processExit')).toMatchObject({ status: 4, stdout: '', stderr: '' });
  });

  it('prints in an exit listener is heard', async () => {
    expect(await ends('printsAtTheEnd')).toMatchObject({ status: 0, stdout: 'before\nfrom an exit listener\n' });
  });

  it('fails is named, and its error shown with place, caret and fields, without frames of ours', async () => {
    const { status, stdout, stderr, events } = await ends('fails');
    expect({ status, stdout }).toEqual({ status: 0, stdout: '1\n' });
    const place = placeOf('ends.ts', 'no such thing');
    const lines = stderr.split('\n');
    expect(lines.slice(0, 2)).toEqual(['Process Process-1:', `file://${place}`]);
    expect(stderr).toContain('\n\nError: no such thing\n    at fails (file://');
    expect(stderr).toMatch(/ \{\n {2}code: 'E_THING',\n {2}where: \{ line: 1 \}\n\}\n$/);
    expect(stderr).not.toContain('bootstrap.mjs');
    expect(events.filter(({ kind }) => kind === 'error').map(({ process }) => process)).toEqual(['Process-1']);
  });

  it('leaves a rejection unhandled ends with 1 and says which', async () => {
    const { stdout, stderr } = await ends('rejects');
    expect(stdout).toBe('1\n');
    expect(stderr).toMatch(/^Process Process-1:\n[\s\S]*TypeError: nobody handles me\n/);
  });

  it('listens for uncaught errors itself goes on, and nothing is said', async () => {
    const { stdout, stderr } = await ends('listens');
    expect(stderr).toBe('');
    expect(stdout.split('\n').toSorted()).toEqual(['', '0', 'and goes on', 'caught an error', 'handled a rejection']);
  });

  it('fails in its own listener ends as under Node', async () => {
    const { stdout, stderr } = await ends('failsInItsListener');
    expect(stdout).toBe('7\n');
    expect(stderr).toContain('Error: the listener of the first');
  });

  it('writes nonsense on the link is ended, and the others go on', async () => {
    const { status, stdout, stderr } = await ends('breaksTheProtocol');
    expect({ status, stdout }).toEqual({ status: 0, stdout: '-9\n' });
    expect(stderr).toMatch(/^lanescope: Process-1 broke the protocol: [^\n]+\n$/);
  });

  it('can never settle ends with 13, and is told where it was last', async () => {
    const { stdout, stderr } = await ends('neverSettles');
    expect(stdout).toBe('13\n');
    expect(stderr).toMatch(/^Process-1: neverSettles\(\) of \/\S+ends\.ts can never finish: .*\(exit code 13\)/);
    expect(stderr).toContain(placeOf('ends.ts', 'await q.put(1)'));
  });

  it('finds something to do when nothing is left goes on', async () => {
    expect(await ends('findsWorkAtTheEnd')).toMatchObject({ status: 0, stdout: 'settled after all\n0\n', stderr: '' });
  });

  it('is terminated or killed ends though it computes', async () => {
    expect(await ends('terminate')).toMatchObject({ status: 0, stdout: '-15\n', stderr: '' });
    expect(await ends('kill')).toMatchObject({ status: 0, stdout: '-9\n', stderr: '' });
  });

  it('is killed in the middle of a message loses it, quietly, and the trace says so', async () => {
    using run = new ProgramRun('large-put.ts');
    const [, pid] = await run.saw(/pid (\d+)\n/);
    run.child.kill('SIGSTOP');
    process.kill(Number(pid), 'SIGUSR2');
    while (!existsSync(join(run.folder, 'has-put'))) await new Promise((resolve) => setTimeout(resolve, 10));
    process.kill(Number(pid), 'SIGKILL');
    run.child.kill('SIGCONT');
    expect(await run.ended).toMatchObject({ status: 0, stdout: `pid ${pid}\n-9\n`, stderr: '' });
    const losses = run.read().events.filter(({ kind }) => kind === 'error');
    expect(losses).toMatchObject([
      { process: 'Process-1', text: /in the middle of a message/.exec(losses[0]?.text ?? '')?.input },
    ]);
    expect(losses[0]?.text).toContain('ended in the middle of a message');
  });
});

describe.concurrent('a run', () => {
  it('whose main process can never settle ends with 13', async () => {
    const { status, stderr } = await ends('mainNeverSettles');
    expect(status).toBe(13);
    expect(stderr).toMatch(/^MainProcess: \S+ends\.ts can never finish/);
  });

  it('ends its daemons once nobody else is left', async () => {
    const { status, stdout, events } = await ends('daemon');
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'main ends\n' });
    const exits = events.filter(({ kind }) => kind === 'exit').map(({ process, code }) => [process, code]);
    expect(exits).toEqual([
      ['MainProcess', 0],
      ['Process-1', -15],
    ]);
  });

  it('goes on when its main process was killed, until the children have ended', async () => {
    expect(await ends('killedMain')).toMatchObject({ status: 137, stdout: 'the child has gone on\n', closed: true });
  });

  it('whose main process was ended by a signal has 128 and its number as status', async () => {
    expect((await ends('terminatedMain')).status).toBe(143);
  });

  it('that fails says what Node says', async () => {
    const file = join(programs, 'fails-plainly.ts');
    const plain = await new Promise<{ code: unknown; stderr: string }>((resolve) => {
      execFile(process.execPath, [file], { env: cleanEnv() }, (error, _stdout, stderr) => {
        resolve({ code: error?.code, stderr });
      });
    });
    const ours = await runProgram('fails-plainly.ts');
    expect(plain.stderr).toContain("code: 'E_TOP'");
    expect(ours.status).toBe(plain.code);
    expect(comparable(ours.stderr)).toBe(comparable(plain.stderr));
  });
});

/** Without Node's version, and without the caret: Node points at the `throw`, we at the place where the error was made. */
function comparable(text: string): string {
  return text
    .replace(/\nNode\.js v\S+\n$/, '')
    .replace(/^ +\^$/m, '')
    .trimEnd();
}
