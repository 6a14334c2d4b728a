// A deadlock is never said of a program that waits for something besides its processes: one test for each thing.

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { saidIn } from '../../src/trace/said.ts';
import { ProgramRun, type RunSettings } from './run-program.ts';

/** Long enough that a deadlock would have been said many times over. */
const longMs = 700;
const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const done = 'got what it waited for\n';

function start(what: string, given = '', settings: RunSettings = {}): ProgramRun {
  return new ProgramRun('waits.ts', { args: [what, given], ...settings });
}

async function expectNothingSaid(run: ProgramRun): Promise<void> {
  const { status, stdout, stderr } = await run.ended;
  expect({ status, stderr, ends: stdout.endsWith(done) }).toEqual({ status: 0, stderr: '', ends: true });
  expect(run.read().findings).toEqual([]);
}

/** Something that keeps no process alive may still wake it: it may be said, but the run must not be ended. */
async function expectOnlySaid(run: ProgramRun): Promise<void> {
  const { status, stdout, stderr } = await run.ended;
  expect({ status, ends: stdout.endsWith(done) }).toEqual({ status: 0, ends: true });
  expect(stderr).not.toContain('All processes are ended');
  const { trace, findings } = run.read();
  const ids = findings.map(({ id }) => id);
  expect(ids.filter((id) => id !== 'deadlock')).toEqual([]);
  // what came refutes it
  expect(saidIn(trace)).toEqual([]);
}

describe.concurrent('no deadlock is said of a program that waits for', () => {
  for (const what of ['timer', 'threadPool', 'zlib', 'worker', 'child']) {
    it(`a ${what}`, async () => {
      using run = start(what);
      await expectNothingSaid(run);
    });
  }

  it('a socket', async () => {
    const server = createServer((socket) => void later(longMs).then(() => socket.end('data'))).listen(0, '127.0.0.1');
    await once(server, 'listening');
    using run = start('socket', String((server.address() as AddressInfo).port));
    await expectNothingSaid(run);
    server.close();
  });

  it('a server’s client', async () => {
    using run = start('server');
    const [, port] = await run.saw(/port (\d+)\n/);
    await later(longMs);
    connect(Number(port), '127.0.0.1').on('error', () => {});
    await expectNothingSaid(run);
  });

  it('a file that is slow to read', async () => {
    using run = new ProgramRun('waits.ts', { args: ['fileRead', 'slow'] });
    const fifo = join(run.folder, 'slow');
    execFileSync('mkfifo', [fifo]);
    await run.saw(/waiting/);
    await later(longMs);
    await appendFile(fifo, 'data');
    await expectNothingSaid(run);
  });

  it('the first time of an interval that keeps no process alive', async () => {
    using run = start('unrefedInterval', '1');
    await expectNothingSaid(run);
  });

  it('its standard input', async () => {
    using run = start('stdin', '', { stdin: 'pipe' });
    await run.saw(/waiting/);
    await later(longMs);
    run.child.stdin?.write('data');
    await expectNothingSaid(run);
  });

  it('a module that is being imported', async () => {
    using run = new ProgramRun('waits.ts', { args: ['import', 'slow'] });
    const fifo = join(run.folder, 'data');
    execFileSync('mkfifo', [fifo]);
    writeFileSync(
      join(run.folder, 'slow.mjs'),
      `import { readFile } from 'node:fs/promises';\nawait readFile('data');\n`,
    );
    await run.saw(/waiting/);
    await later(longMs);
    await appendFile(fifo, 'data');
    await expectNothingSaid(run);
  });

  it('the answer to a fetch', async () => {
    const server = createHttpServer((_request, response) => void later(longMs).then(() => response.end('data')));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    using run = start('fetch', String((server.address() as AddressInfo).port));
    await expectNothingSaid(run);
    server.close();
  });
});

describe.concurrent('a run is never ended while it waits for', () => {
  it('a signal that it listens for', async () => {
    using run = start('signal');
    await run.saw(/deadlock/, 2);
    await later(longMs);
    const [, pid] = await run.saw(/pid (\d+)/);
    const [said] = run.read().findings;
    expect(said?.severity).toBe('warning');
    expect(said?.message).toContain('A signal, an abort signal');
    process.kill(Number(pid), 'SIGUSR2');
    await expectOnlySaid(run);
  });

  it('the third time of an interval that keeps no process alive', async () => {
    using run = start('unrefedInterval', '3');
    await run.saw(/deadlock/, 2);
    await expectOnlySaid(run);
  });

  for (const what of ['unrefedTimer', 'unrefedPromise', 'unrefedChild', 'unrefedWorker', 'abortSignal']) {
    it(`an ${what}`, async () => {
      using run = start(what);
      await expectOnlySaid(run);
    });
  }

  it('an unrefed socket', async () => {
    const server = createServer((socket) => void later(2000).then(() => socket.end('data'))).listen(0, '127.0.0.1');
    await once(server, 'listening');
    using run = start('unrefedSocket', String((server.address() as AddressInfo).port));
    await expectOnlySaid(run);
    server.close();
  });

  it('a debugger', async () => {
    using run = start('debugger');
    const [, url = ''] = await run.saw(/inspector (ws:\S+)\n/);
    await run.saw(/deadlock/, 2);
    await later(longMs);
    const socket = new WebSocket(url);
    await once(socket, 'open');
    socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression: 'goOn()' } }));
    await once(socket, 'message');
    socket.close();
    await expectOnlySaid(run);
  });
});

describe('a run that only something from outside could wake', () => {
  it('is ended after the time that it may wait for that, and counts as stuck then', async () => {
    using run = start('signal', '', { options: ['--outside', '1'] });
    const { status, stderr } = await run.ended;
    expect(stderr).toContain('Nothing has come from outside for 1 s: all processes are ended now (exit status 86');
    expect(status).toBe(86);
    const said = saidIn(run.read().trace).map(({ id, severity }) => `${severity} ${id}`);
    expect(said).toEqual(['error deadlock']);
  });
});

describe('a process that is stopped', () => {
  it('is never idle: the deadlock is said only once it goes on', async () => {
    using run = new ProgramRun('stopped.ts');
    const [, pid] = await run.saw(/stopped (\d+)\n/);
    await later(2 * longMs);
    expect({ stderr: run.stderr, exitCode: run.child.exitCode }).toEqual({ stderr: '', exitCode: null });
    process.kill(Number(pid), 'SIGCONT');
    const { status } = await run.ended;
    expect(status).toBe(86);
  });
});
