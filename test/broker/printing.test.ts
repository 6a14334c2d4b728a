// What the processes print: unchanged, in causal order, whatever the way it takes.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cleanEnv, cli, ProgramRun, programs, runProgram } from './run-program.ts';

const prints = (name: string) => runProgram('prints.ts', { args: [name] });

describe.concurrent('what is printed', () => {
  it('before a put comes before what its getter prints, both ways, a hundred times', async () => {
    const { stdout } = await prints('inTurn');
    const expected = Array.from({ length: 100 }, (_, i) => `main ${i}\nchild ${i}\n`).join('');
    expect(stdout).toBe(expected);
  });

  it('on stderr and stdout keeps its order where both go to one place', async () => {
    const line = `"${process.execPath}" "${cli}" run --no-trace "${join(programs, 'prints.ts')}" acrossStreams 2>&1`;
    expect(await shell(line)).toBe('err before the put\nout after the get\n');
  });

  it('by two processes at once arrives whole, 10 MB of it, each line in one piece', async () => {
    const { stdout, status } = await prints('much');
    expect(status).toBe(0);
    const lines = stdout.split('\n');
    for (const name of ['a', 'b']) {
      const own = lines.filter((line) => line.startsWith(`${name} `));
      const expected = Array.from({ length: 5000 }, (_, i) => `${name} ${String(i).padStart(997, '0')}`);
      expect(own.join('\n') === expected.join('\n')).toBe(true);
    }
    expect(stdout.length).toBe(10_000_000);
  });

  it('by a program that waits for `drain` arrives whole', async () => {
    const { stdout, stderr } = await prints('politely');
    expect({ whole: stdout === `${'p'.repeat(98)}\n`.repeat(50_000), stderr }).toEqual({
      whole: true,
      stderr: 'drained true\n',
    });
  });

  it('passes byte for byte', async () => {
    using run = new ProgramRun('prints.ts', { args: ['bytes'] });
    await run.ended;
    expect(run.bytes(1).toString('hex')).toBe('00ff0ac3280d1b8068e4');
  });

  it('is acknowledged as by a stream of Node’s own', async () => {
    expect((await prints('callbacks')).stdout).toBe('one\ntwo\nreturned true, written\n');
  });

  it('before exit() is written out', async () => {
    const { stdout, stderr } = await prints('exits');
    expect({ length: stdout.length, stderr }).toEqual({ length: 3_000_000, stderr: 'last word\n' });
  });

  it('after the end of stdout is an error of the program', async () => {
    expect(await prints('ends')).toMatchObject({ stdout: 'the end\n', stderr: 'ERR_STREAM_WRITE_AFTER_END\n' });
  });

  it('by native code and grandchildren appears, and is in the trace', async () => {
    const { stdout, stderr, events } = await prints('native');
    expect(stdout.split('\n').toSorted()).toEqual(['', 'grandchild', 'past us', 'through us']);
    expect(stderr).toBe('on stderr\n');
    const printed = events.filter(({ kind }) => kind === 'print').map(({ text }) => text);
    expect(printed.join('')).toContain('past us\ngrandchild\n');
  });

  it('by a worker thread appears', async () => {
    expect(await prints('worker')).toMatchObject({ status: 0, stdout: 'worker 0\nworker 1\nworker 2\n', stderr: '' });
  });

  it('may still be written by a grandchild that stays; the run does not wait for it', async () => {
    const { status, stdout } = await prints('leftGrandchild');
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'done\n' });
  });
});

describe.concurrent('standard input', () => {
  it('is the main process’s; children have an empty one', async () => {
    using run = new ProgramRun('prints.ts', { args: ['input'], stdin: 'pipe' });
    run.child.stdin?.end('words for main\n');
    expect(await run.ended).toMatchObject({ stdout: 'child has read 0\nmain has read words for main\n', stderr: '' });
  });
});

describe.concurrent('a reader that has seen enough', () => {
  it('ends the run', async () => {
    const line = `"${process.execPath}" "${cli}" run --no-trace "${join(programs, 'prints.ts')}" forever | head -n 1`;
    expect(await shell(line)).toBe('line 0\n');
  });
});

function shell(line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('bash', ['-c', line], { env: cleanEnv() }, (error, stdout, stderr) => {
      if (error || stderr !== '') reject(error ?? new Error(stderr));
      else resolve(stdout);
    });
  });
}
