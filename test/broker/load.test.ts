// Much of everything, and a broker that stands still for a while: nothing is lost, nothing comes twice.

import { describe, expect, it } from 'vitest';
import { ProgramRun, runProgram } from './run-program.ts';

const load = (name: string) => runProgram('load.ts', { args: [name] });

describe('under load', () => {
  it('a message of 50 MB arrives whole', async () => {
    expect(await load('large')).toMatchObject({ status: 0, stdout: 'arrived whole\n', stderr: '' });
  });

  it('sixty children run at once', async () => {
    expect(await load('many')).toMatchObject({ status: 0, stdout: '1830 true\n', stderr: '' });
  });

  it('two consumers share long items, though one of them alone had been getting short ones', async () => {
    const { status, stdout } = await runProgram('two-consumers.ts');
    expect(status).toBe(0);
    expect(['2 4\n', '3 3\n']).toContain(stdout);
  });

  it('puts that nobody awaits go out while more are made, and arrive in order', async () => {
    expect(await load('unawaited')).toMatchObject({ status: 0, stdout: 'ticked true\nin order true\n', stderr: '' });
  });

  it('what a process puts between its computing goes out though its event loop never turns', async () => {
    const numbers = Array.from({ length: 20 }, (_, i) => i).join();
    expect(await load('computing')).toMatchObject({ status: 0, stdout: `${numbers}\n`, stderr: '' });
  });

  it('a broker that is stopped again and again loses nothing', async () => {
    using run = new ProgramRun('load.ts', { args: ['slowBroker'] });
    await run.saw(/begins/);
    for (let i = 0; i < 10 && run.child.exitCode === null; i++) {
      run.child.kill('SIGSTOP');
      await new Promise((resolve) => setTimeout(resolve, 50));
      run.child.kill('SIGCONT');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(await run.ended).toMatchObject({ status: 0, stdout: 'begins\n199990000\n', stderr: '' });
  });
});
