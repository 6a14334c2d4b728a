// `lanescope run` from outside: its options, its statuses, where the trace goes, and what it says when it cannot.

import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { programs, readTrace, runProgram } from '../broker/run-program.ts';
import { lanescope as command, Folders } from './lanescope.ts';

const folders = new Folders();
afterAll(() => folders[Symbol.dispose]());

const newFolder = () => folders.make();

const script = join(programs, 'reports.ts');

const lanescope = (args: string[], cwd = newFolder()) => command(args, cwd);

describe.concurrent('wrong usage ends with 2 and says what is wrong and how it is right', () => {
  const oldNode = join(newFolder(), 'old-node');
  writeFileSync(oldNode, '#!/bin/sh\necho v20.11.1\n');
  chmodSync(oldNode, 0o755);
  const cases: [what: string, args: string[], stderr: RegExp][] = [
    ['no command', [], /which command\?[\s\S]*Usage: lanescope run/],
    ['an unknown command', ['walk', 'a.ts'], /there is no command 'walk'[\s\S]*Usage/],
    ['no script', ['run'], /which script\? lanescope run \[options\] SCRIPT/],
    ['an unknown option', ['run', '--fast', script], /no option --fast; options come before the script/],
    ['an option without its value', ['run', '--trace'], /--trace needs a value/],
    ['a value where none belongs', ['run', '--no-trace=x', script], /--no-trace takes no value/],
    ['a wrong --show', ['run', '--show', 'pdf', script], /--show takes text or html, not 'pdf'/],
    ['a wrong --on-deadlock', ['run', '--on-deadlock=wait', script], /--on-deadlock takes exit or stay, not 'wait'/],
    ['a wrong --preview', ['run', '--preview', '1k', script], /--preview takes a number of bytes, not '1k'/],
    ['a wrong --outside', ['run', '--outside', '0', script], /--outside takes a number of seconds above 0, not '0'/],
    ['--show without a trace', ['run', '--no-trace', '--show', 'text', script], /--show needs a trace/],
    ['a script that is not there', ['run', 'nowhere.ts'], /nowhere\.ts cannot be read: ENOENT/],
    ['a folder as script', ['run', '.'], /\. is not a file; name the script to run/],
    [
      'a Node that is too old',
      ['run', '--node', oldNode, script],
      /need Node 22\.18 or newer, and \S+old-node is v20\.11\.1; name a newer one with --node/,
    ],
    ['a Node that is none', ['run', '--node', '/dev/null', script], /\/dev\/null does not run/],
    [
      'a trace that cannot be written',
      ['run', '--trace', '/nowhere/a.lanes', script],
      /trace cannot be written: ENOENT.*; choose another place with --trace FILE, or --no-trace/,
    ],
  ];
  for (const [what, args, message] of cases) {
    it(what, async () => {
      const { status, stdout, stderr } = await lanescope(args);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(message);
      expect(stderr).not.toMatch(/\n {4}at /);
    });
  }

  it('a default place that is no folder', async () => {
    const cwd = newFolder();
    writeFileSync(join(cwd, '.lanescope'), '');
    const { status, stderr } = await lanescope(['run', script], cwd);
    expect(status).toBe(2);
    expect(stderr).toMatch(/the trace cannot be written: .*; choose another place with --trace FILE, or --no-trace/);
  });
});

describe.concurrent('the options of run', () => {
  it('that are given to Node and to the script reach every process, and nothing of ours does', async () => {
    const { stdout, stderr } = await runProgram('reports.ts', {
      options: ['--node-arg', '--no-deprecation', '--node-arg=--stack-size=1000'],
      args: ['--flag', 'a b'],
    });
    const started = { argv: ['--flag', 'a b'], execArgv: ['--no-deprecation', '--stack-size=1000'] };
    const child = `an item to preview ${JSON.stringify(started)}\n`;
    expect({ stdout, stderr }).toEqual({
      stdout: `${child}${JSON.stringify({ ...started, hidden: [] })}\n`,
      stderr: '',
    });
  });

  it('--preview says how much of what is sent is kept', async () => {
    const previews = async (bytes: string) => {
      const { events } = await runProgram('reports.ts', { options: ['--preview', bytes] });
      return events.filter(({ kind, op }) => kind === 'call' && op === 'put').map(({ text }) => text ?? '');
    };
    expect(await previews('0')).toEqual(['']);
    expect(await previews('128')).toEqual(['"an item to preview"']);
    expect((await previews('8'))[0]?.length).toBeLessThan(12);
  });

  it('--no-trace leaves nothing behind', async () => {
    const cwd = newFolder();
    expect(await lanescope(['run', '--no-trace', script], cwd)).toMatchObject({ status: 0, stderr: '' });
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('--show text draws the swimlane on stderr, and stdout stays the script’s own', async () => {
    const { status, stdout, stderr } = await lanescope(['run', '--show', 'text', script]);
    expect(status).toBe(0);
    expect(stdout.split('\n')).toHaveLength(3);
    expect(stderr).toMatch(/MainProcess +Process-1/);
    expect(stderr).toMatch(/put q "an item to preview"/);
    expect(Math.max(...stderr.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('--show html writes a page beside the trace and says where', async () => {
    const cwd = newFolder();
    const { status, stderr } = await lanescope(['run', '--show', 'html', script], cwd);
    const [, page = ''] = /the swimlane is in (\S+\.html)\n$/.exec(stderr) ?? [];
    expect({ status, page }).toEqual({ status: 0, page: join(cwd, '.lanescope', 'reports-1.html') });
    expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>/);
  });
});

describe.concurrent('the trace', () => {
  it('goes to .lanescope by default, out of version control, and the last 20 runs are kept', async () => {
    const cwd = newFolder();
    const folder = join(cwd, '.lanescope');
    mkdirSync(folder);
    for (let i = 3; i <= 30; i++) {
      writeFileSync(join(folder, `reports-${i}.lanes`), 'old');
      writeFileSync(join(folder, `reports-${i}.html`), 'old');
    }
    writeFileSync(join(folder, 'other-1.lanes'), 'another script’s');
    expect(await lanescope(['run', script], cwd)).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
    const kept = Array.from({ length: 20 }, (_, i) => `reports-${i + 12}.lanes`);
    const lanes = readdirSync(folder).filter((name) => name.endsWith('.lanes'));
    expect(lanes.toSorted()).toEqual(['other-1.lanes', ...kept].toSorted());
    expect(existsSync(join(folder, 'reports-11.html'))).toBe(false);
    expect(readTrace(join(folder, 'reports-31.lanes')).closed).toBe(true);
  });

  it('of two runs that start together are two files', async () => {
    const cwd = newFolder();
    await Promise.all([lanescope(['run', script], cwd), lanescope(['run', script], cwd)]);
    const files = readdirSync(join(cwd, '.lanescope')).filter((name) => name.endsWith('.lanes'));
    expect(files.toSorted()).toEqual(['reports-1.lanes', 'reports-2.lanes']);
    for (const file of files) expect(readTrace(join(cwd, '.lanescope', file)).closed).toBe(true);
  });

  it('that finds no space is given up: the run goes on and says so once', async () => {
    const { status, stdout, stderr } = await lanescope(['run', '--trace', '/dev/full', script]);
    expect({ status, lines: stdout.split('\n').length }).toEqual({ status: 0, lines: 3 });
    expect(stderr).toMatch(
      /^lanescope: the trace \/dev\/full cannot be written \(ENOSPC.*\); the run goes on and is not recorded any further\n$/,
    );
  });
});

describe.concurrent('the command', () => {
  it('--help tells its use, --version its version', async () => {
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'));
    expect(await lanescope(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
    expect(await lanescope(['--help'])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^Usage: lanescope run/),
    });
  });
});
