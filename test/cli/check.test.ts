// `lanescope check` from outside: what it says of scripts and traces in every format, its statuses, and what silences it.

import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { faultsFolder } from '../analysis/faults.ts';
import { programs, readTrace } from '../broker/run-program.ts';
import { Folders, lanescope } from './lanescope.ts';
import { sarifFaults } from './sarif-schema.ts';

const folders = new Folders();
afterAll(() => folders[Symbol.dispose]());

const fault = join(faultsFolder, 'lost-update', 'fault.ts');
const right = join(faultsFolder, 'lost-update', 'right.ts');
const writes = readFileSync(fault, 'utf8')
  .split('\n')
  .findIndex((line) => line.includes('counter.set('));
/** The program with a line above the write that is at fault. */
const above = (line: string) => (text: string) => text.split('\n').toSpliced(writes, 0, line).join('\n');

interface Log {
  runs: {
    originalUriBaseIds: Record<string, { uri: string }>;
    tool: { driver: { rules: { id: string; helpUri: string }[] } };
    results: {
      ruleId: string;
      level: string;
      locations: { physicalLocation: { artifactLocation: object; region: object } }[];
      relatedLocations: { message: { text: string } }[];
      codeFlows: { threadFlows: { id: string; locations: { executionOrder: number }[] }[] }[];
      partialFingerprints: Record<string, string>;
      suppressions: object[];
    }[];
  }[];
}

async function sarifOf(folder: string, script = 'fault.ts') {
  const { status, stdout } = await lanescope(['check', '--format', 'sarif', script], folder);
  const log = JSON.parse(stdout) as Log;
  expect(sarifFaults(log)).toEqual([]);
  const [run] = log.runs;
  if (!run) throw new Error('a log without a run');
  return { status, run };
}

describe.concurrent('a script is run and judged', () => {
  it('with an error: status 1, the place, the words, the cure and the page, and its own output apart', async () => {
    const { status, stdout, stderr } = await lanescope(['check', 'fault.ts'], folders.with(fault));
    expect(status).toBe(1);
    expect(stderr).toBe('1\n');
    const place = `fault\\.ts:${writes + 1}:\\d+`;
    expect(stdout).toMatch(
      new RegExp(`^Errors\n\n${place} error lost-update: Process-\\d wrote \`counter\` from an old value`),
    );
    expect(stdout).toMatch(new RegExp(`\n {2}${place} Process-\\d writes 1, which is lost\n`));
    expect(stdout).toMatch(/\n {2}→ Change `counter` with update/);
    expect(stdout).toMatch(/\n {2}https:\S+\/docs\/findings\/lost-update\.md\n/);
    expect(stdout).toMatch(/\n\n1 error in \.lanescope\/fault-1\.lanes\n$/);
  });

  it('that is right: status 0 and a sentence', async () => {
    const { status, stdout } = await lanescope(['check', 'right.ts'], folders.with(right));
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'No findings in .lanescope/right-1.lanes\n' });
  });

  it('with a warning alone: status 0', async () => {
    const folder = folders.make();
    const lines = [
      "import { SharedMemory } from 'lanescope';",
      'if (import.meta.main) {',
      '  const kept = await SharedMemory.create({ size: 16 });',
      '  kept.close();',
      '}',
    ];
    writeFileSync(join(folder, 'keeps.ts'), lines.join('\n'));
    const { status, stdout } = await lanescope(['check', 'keeps.ts'], folder);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Warnings\n\nkeeps\.ts:3:\d+ warning shared-memory: .*\n\n1 warning in .*\n$/s);
  });

  it('that ends in a deadlock: status 1, and the exit status of the run is 86', async () => {
    const folder = folders.with(join(programs, 'deadlocks.ts'));
    const { status, stdout, stderr } = await lanescope(
      ['check', '--format=json', 'deadlocks.ts', 'bothReceive'],
      folder,
    );
    const report = JSON.parse(stdout);
    expect({ status, exitStatus: report.exitStatus }).toEqual({ status: 1, exitStatus: 86 });
    expect(report.findings.map(({ id }: { id: string }) => id)).toEqual(['deadlock']);
    expect(report.findings[0].cycle).toContainEqual({ from: 'MainProcess', to: 'Process-1', object: 'here' });
    expect(stderr).toContain('lanescope: deadlock: No process of this run can ever go on');
    expect(stderr).not.toContain('ended with status');
  });

  it('that fails: its failing is said, and is no finding', async () => {
    const folder = folders.with(join(programs, 'fails-plainly.ts'));
    const { status, stdout, stderr } = await lanescope(['check', '--format', 'json', 'fails-plainly.ts'], folder);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ exitStatus: 1, findings: [], script: 'fails-plainly.ts' });
    expect(stderr).toContain('Error: top');
    expect(stderr).toMatch(/\nlanescope check: fails-plainly\.ts ended with status 1\n$/);
  });

  it('with its arguments and the options of a run', async () => {
    const folder = folders.with(join(programs, 'reports.ts'));
    const options = ['--preview', '0', '--trace', 'kept.lanes', '--node-arg', '--stack-size=900'];
    const { status, stdout, stderr } = await lanescope(['check', ...options, 'reports.ts', 'a', '--format=b'], folder);
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'No findings in kept.lanes\n' });
    expect(stderr).toContain('{"argv":["a","--format=b"],"execArgv":["--stack-size=900"]}');
    expect(stderr).toContain('--format=b stands behind the script and is given to it; our own options come before');
    const calls = readTrace(join(folder, 'kept.lanes')).events.filter(
      ({ op, kind }) => op === 'put' && kind === 'call',
    );
    expect(calls.map(({ text }) => text)).toEqual([undefined]);
  });

  it('that is ended by a signal: with the status of that, and its findings so far', async () => {
    const folder = folders.make();
    writeFileSync(join(folder, 'waits.ts'), "console.log('waits'); setTimeout(() => {}, 3_600_000);\n");
    const { status, stdout } = await lanescope(['check', 'waits.ts'], folder, ({ stderr }, kill) => {
      if (stderr.includes('waits')) kill();
    });
    expect({ status, stdout }).toEqual({ status: 143, stdout: 'No findings in .lanescope/waits-1.lanes\n' });
  });
});

describe.concurrent('for machines', () => {
  it('json names everything, with no number of the trace in it', async () => {
    const { status, stdout } = await lanescope(['check', '--format', 'json', 'fault.ts'], folders.with(fault));
    expect(status).toBe(1);
    const { findings, ...about } = JSON.parse(stdout);
    expect(about).toEqual({
      version: 1,
      tool: { name: 'lanescope', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) },
      trace: '.lanescope/fault-1.lanes',
      script: 'fault.ts',
      exitStatus: 0,
      silenced: [],
      problem: null,
    });
    expect(findings).toEqual([
      {
        id: 'lost-update',
        severity: 'error',
        title: expect.stringContaining('from an old value'),
        message: expect.stringContaining('before it wrote at fault.ts:'),
        cure: expect.stringContaining('update('),
        places: expect.any(Array),
        cycle: [],
        docs: expect.stringMatching(/^https:.*\/lost-update\.md$/),
      },
    ]);
    expect(findings[0].places[0]).toEqual({
      file: 'fault.ts',
      line: writes + 1,
      column: expect.any(Number),
      process: expect.stringMatching(/^Process-[12]$/),
      seq: expect.any(Number),
      text: expect.stringContaining('writes what it made of the old value'),
    });
  });

  it('sarif is valid, relative to the working folder, and shows the evidence in order by process', async () => {
    const folder = folders.with(fault);
    const { status, run } = await sarifOf(folder);
    expect(status).toBe(1);
    expect(run.originalUriBaseIds).toEqual({ '%SRCROOT%': { uri: `file://${folder}/` } });
    const [rule] = run.tool.driver.rules;
    expect(rule).toMatchObject({ id: 'lost-update', helpUri: expect.stringMatching(/lost-update\.md$/) });
    const [result, ...more] = run.results;
    expect(more).toEqual([]);
    expect(result).toMatchObject({ ruleId: 'lost-update', level: 'error', suppressions: [] });
    expect(result?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'fault.ts', uriBaseId: '%SRCROOT%' },
          region: { startLine: writes + 1, startColumn: expect.any(Number) },
        },
      },
    ]);
    expect(result?.relatedLocations.map(({ message }) => message.text)).toEqual([
      expect.stringMatching(/reads the old value$/),
      expect.stringMatching(/writes 1, which is lost$/),
    ]);
    const threads = result?.codeFlows[0]?.threadFlows.map(({ id, locations }) => [
      id,
      locations.map(({ executionOrder }) => executionOrder),
    ]);
    expect(Object.fromEntries(threads ?? [])).toEqual({
      [findingProcess(threads, 2)]: [1, 3],
      [findingProcess(threads, 1)]: [2],
    });
  });

  it('a fingerprint stays when lines are put in above, and changes with the line itself', async () => {
    const prints = async (change: (text: string) => string) => {
      const { run } = await sarifOf(folders.with(fault, change));
      expect(run.results).toHaveLength(1);
      return run.results[0]?.partialFingerprints;
    };
    const as = await prints((text) => text);
    expect(Object.keys(as ?? {})).toEqual(['lanescopeFinding/v1']);
    expect(await prints((text) => `// one more line\n\n${text}`)).toEqual(as);
    expect(await prints((text) => text.replace('counter.set(old + 1)', 'counter.set(1 + old)'))).not.toEqual(as);
  });
});

/** The process that has so many steps in the flow. */
function findingProcess(threads: (string | number[])[][] | undefined, steps: number): string {
  return String(threads?.find(([, orders]) => (orders as number[]).length === steps)?.[0]);
}

describe.concurrent('a comment', () => {
  it('with a reason silences the finding at its line: status 0, and the reason is told', async () => {
    const reason = '// lanescope-ignore lost-update: a rough count is enough';
    const folder = folders.with(fault, above(`  ${reason}`));
    const { status, stdout } = await lanescope(['check', 'fault.ts'], folder);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^Silenced\n\nfault\.ts:\d+:\d+ lost-update: a rough count is enough\n\nNo findings in .*, 1 silenced\n$/,
    );
    const { run } = await sarifOf(folder);
    expect(run.results.map(({ suppressions }) => suppressions)).toEqual([
      [{ kind: 'inSource', justification: 'a rough count is enough' }],
    ]);
  });

  it('without a reason silences nothing, and is told as a warning', async () => {
    const folder = folders.with(fault, above('// lanescope-ignore lost-update'));
    const { status, stdout } = await lanescope(['check', 'fault.ts'], folder);
    expect(status).toBe(1);
    expect(stdout).toMatch(/ error lost-update: /);
    expect(stdout).toContain(
      `fault.ts:${writes + 1}:1 warning ignored-without-reason: This comment gives no reason, so it does not silence`,
    );
    expect(stdout).toMatch(/\n1 error and 1 warning in /);
  });

  it('with an id that there is not is told as a warning, also where nothing is found', async () => {
    const folder = folders.with(right, (text) => `${text}\n// lanescope-ignore lost-updates: rough\n`);
    const { status, stdout } = await lanescope(['check', 'right.ts'], folder);
    expect(status).toBe(0);
    expect(stdout).toContain('warning ignored-without-reason: There is no finding `lost-updates`');
  });

  it('is not looked for outside of the working folder', async () => {
    const folder = folders.with(fault, above('// lanescope-ignore lost-update: a rough count'));
    await lanescope(['run', '--trace', 'run.lanes', 'fault.ts'], folder);
    expect((await lanescope(['check', 'run.lanes'], folder)).status).toBe(0);
    const elsewhere = folders.make();
    const { status, stdout } = await lanescope(['check', join(folder, 'run.lanes')], elsewhere);
    expect(status).toBe(1);
    expect(stdout).toContain(`${folder}/fault.ts:${writes + 2}:`);
  });
});

describe.concurrent('a trace', () => {
  const recorded = (async () => {
    const folder = folders.with(fault);
    await lanescope(['run', '--trace', 'run.lanes', 'fault.ts'], folder);
    return folder;
  })();

  it('is judged as its run was, wherever options stand, and written to a file', async () => {
    const folder = await recorded;
    const { status, stdout, stderr } = await lanescope(
      ['check', '--format', 'json', 'run.lanes', '--out', 'report.json'],
      folder,
    );
    expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: '', stderr: '' });
    const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
    expect(report).toMatchObject({ trace: 'run.lanes', script: 'fault.ts', exitStatus: 0 });
    expect(report.findings).toHaveLength(1);
  });

  it('is known by its first bytes too', async () => {
    const folder = await recorded;
    copyFileSync(join(folder, 'run.lanes'), join(folder, 'run.arrow'));
    expect((await lanescope(['check', 'run.arrow'], folder)).stdout).toMatch(/^Errors/);
  });

  it('is never written over', async () => {
    const folder = await recorded;
    const before = readFileSync(join(folder, 'run.lanes'));
    const { status, stderr } = await lanescope(['check', '--out', './run.lanes', 'run.lanes'], folder);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'lanescope check: --out is the trace itself (./run.lanes); name another file\n',
    });
    expect(readFileSync(join(folder, 'run.lanes')).equals(before)).toBe(true);
  });

  it('from another machine names the files of this folder, and their comments count', async () => {
    const gone = folders.with(fault);
    const inner = join(gone, 'inner');
    mkdirSync(inner);
    copyFileSync(join(gone, 'fault.ts'), join(inner, 'fault.ts'));
    await lanescope(['run', '--trace', '../run.lanes', '--cwd', 'inner', 'inner/fault.ts'], gone);
    const here = folders.with(fault, above('// lanescope-ignore lost-update: a rough count'));
    writeFileSync(join(here, 'fault.ts'), readFileSync(join(here, 'fault.ts'), 'utf8').split('\n').slice(1).join('\n'));
    copyFileSync(join(gone, 'run.lanes'), join(here, 'run.lanes'));
    const { stdout: before } = await lanescope(['check', 'run.lanes'], here);
    expect(before).toContain(`${inner}/fault.ts:`);
    rmSync(gone, { recursive: true });
    const { status, stdout } = await lanescope(['check', 'run.lanes'], here);
    expect({ status, silenced: /\nfault\.ts:\d+:\d+ lost-update: a rough count\n/.test(stdout) }).toEqual({
      status: 0,
      silenced: true,
    });
  });

  it('that is cut is judged up to there, and the cut is told', async () => {
    const folder = await recorded;
    const whole = readFileSync(join(folder, 'run.lanes'));
    writeFileSync(join(folder, 'cut.lanes'), whole.subarray(0, whole.length - 30));
    const { stdout, stderr } = await lanescope(['check', 'cut.lanes'], folder);
    expect(stdout).toMatch(/\n! The trace ends /);
    expect(stderr).toMatch(/^lanescope check: cut\.lanes: The trace ends /);
    const { run } = await sarifOf(folder, 'cut.lanes');
    expect(run).toMatchObject({
      invocations: [{ toolExecutionNotifications: [{ level: 'warning', message: { text: /The trace ends/ } }] }],
    });
  });
});

describe.concurrent('wrong usage ends with 2 and says what is wrong and how it is right', () => {
  const folder = folders.with(right);
  writeFileSync(join(folder, 'no.lanes'), 'this is no trace');
  mkdirSync(join(folder, 'folder.lanes'));
  const cases: [what: string, args: string[], stderr: RegExp][] = [
    ['nothing to check', [], /which trace or script\?\nUsage: lanescope check/],
    ['a wrong format', ['--format', 'xml', 'a.lanes'], /--format takes text, json or sarif, not 'xml'/],
    ['an option that is none', ['--fast', 'a.lanes'], /there is no option --fast; options come before the script/],
    ['a trace that is not there', ['a.lanes'], /there is no file \S+a\.lanes; name the \.lanes file of a run/],
    ['a folder', ['folder.lanes'], /folder\.lanes is a folder/],
    ['a file that is no trace', ['no.lanes'], /no\.lanes: This is not a Lanescope trace/],
    [
      'a trace that is kept nowhere',
      ['--trace', '/dev/full', 'right.ts'],
      /\/dev\/full: This is not a Lanescope trace/,
    ],
    ['a script that is not there', ['nowhere.ts'], /nowhere\.ts cannot be read: ENOENT/],
    ['two traces', ['a.lanes', 'b.lanes'], /one trace at a time, not also b\.lanes/],
    [
      'an option of a run with a trace',
      ['--preview', '0', 'a.lanes'],
      /--preview is for a run of a script, and a\.lan/,
    ],
    ['a script without a trace', ['--no-trace', 'right.ts'], /found in the trace: leave out --no-trace/],
    ['the script as output', ['--out', './right.ts', 'right.ts'], /--out is the script itself \(\.\/right\.ts\)/],
    ['an output that cannot be written', ['--out', 'no/where', 'right.ts'], /ENOENT.*no\/where/],
  ];
  it.each(cases)('%s', async (_what, args, message) => {
    const { status, stdout, stderr } = await lanescope(['check', ...args], folder);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(existsSync(join(folder, 'right.ts'))).toBe(true);
  });

  it('but --help is no mistake', async () => {
    const { status, stdout } = await lanescope(['check', '--help'], folder);
    expect({ status, usage: stdout.startsWith('Usage: lanescope check') }).toEqual({ status: 0, usage: true });
  });
});

describe.concurrent('`lanescope run`', () => {
  it('says after the run in one line what was found and how to see it', async () => {
    const folder = folders.with(fault);
    const { status, stderr } = await lanescope(['run', 'fault.ts'], folder);
    const line = 'lanescope: found 1 error; see them with: lanescope check .lanescope/fault-1.lanes\n';
    expect({ status, stderr }).toEqual({ status: 0, stderr: line });
    expect((await lanescope(['run', '--no-findings', 'fault.ts'], folder)).stderr).toBe('');
    expect((await lanescope(['run', '--no-trace', 'fault.ts'], folder)).stderr).toBe('');
  });

  it('says nothing more where nothing is found, or all is silenced, or told already', async () => {
    expect((await lanescope(['run', 'right.ts'], folders.with(right))).stderr).toBe('');
    const silent = folders.with(fault, above('// lanescope-ignore lost-update: a rough count'));
    expect((await lanescope(['run', 'fault.ts'], silent)).stderr).toBe('');
    const stuck = folders.with(join(programs, 'deadlocks.ts'));
    const { stderr } = await lanescope(['run', 'deadlocks.ts', 'forgottenPut'], stuck);
    expect(stderr).toContain('lanescope: deadlock: ');
    expect(stderr).not.toContain('found');
  });
});
