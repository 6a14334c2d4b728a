// `node main.ts` in a project that has installed lanescope: the script is run again under a broker, and nobody can tell.

import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { protocolVersion } from '../../src/protocol/version.ts';
import { isPlainScript } from '../../src/runtime/plain-node.ts';
import { cleanEnv, dist, root } from '../broker/run-program.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'lanescope-plain-')));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const main = `
import { Process, Queue, exit } from 'lanescope';

async function child(q: Queue<string>) {
  console.log('child got', await q.get());
}

if (import.meta.main) {
  const q = new Queue<string>();
  const one = new Process({ target: child, args: [q] });
  one.start();
  let input = '';
  for await (const chunk of process.stdin) input += chunk;
  q.put(input.trim());
  await one.join();
  console.error(JSON.stringify([process.argv.slice(1), process.execArgv]));
  exit(7);
}
`;

const quietly = `
import { Manager, Queue, QueueEmptyError } from 'lanescope';
console.log(typeof QueueEmptyError);
await Manager.start().catch((error) => console.log(error.name));
try {
  new Queue();
} catch (error) {
  console.log(error.name, error.message);
}
`;

beforeAll(() => {
  const installed = join(folder, 'node_modules', 'lanescope');
  mkdirSync(installed, { recursive: true });
  cpSync(join(root, 'package.json'), join(installed, 'package.json'));
  cpSync(dist, join(installed, 'dist'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'main.ts'), main);
  writeFileSync(join(folder, 'quietly.mjs'), quietly);
  writeFileSync(
    join(folder, 'dies.ts'),
    "import 'lanescope';\nprocess.kill(process.pid, 'SIGTERM');\nsetTimeout(() => {}, 9e4);\n",
  );
  writeFileSync(
    join(folder, 'worker.mjs'),
    "import { Worker } from 'node:worker_threads';\nnew Worker(new URL('quietly.mjs', import.meta.url));\n",
  );
});

function node(args: string[], { input = '', env = {} }: { input?: string; env?: NodeJS.ProcessEnv } = {}) {
  return new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = spawn(process.execPath, args, { cwd: folder, env: { ...cleanEnv(), ...env } });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('close', (status) => resolve({ status, stdout, stderr }));
    child.stdin.end(input);
  });
}

describe.concurrent('node SCRIPT', () => {
  it('has the same arguments, flags, standard streams and exit code', async () => {
    const { status, stdout, stderr } = await node(['--no-deprecation', 'main.ts', '--own', 'argument'], {
      input: 'Jimmy\n',
    });
    expect({ status, stdout }).toEqual({ status: 7, stdout: 'child got Jimmy\n' });
    expect(JSON.parse(stderr)).toEqual([[join(folder, 'main.ts'), '--own', 'argument'], ['--no-deprecation']]);
  });

  it('that is ended by a signal tells so', async () => {
    expect((await node(['dies.ts'])).status).toBe(143);
  });
});

describe.concurrent('an installed lanescope', () => {
  const project = (name: string, protocol: number) => {
    const installed = join(folder, name, 'node_modules', 'lanescope');
    mkdirSync(installed, { recursive: true });
    const manifest = {
      name: 'lanescope',
      version: '9.9.9',
      exports: { '.': { default: './own.mjs' } },
      lanescope: { protocol },
    };
    writeFileSync(join(installed, 'package.json'), JSON.stringify(manifest));
    writeFileSync(join(installed, 'own.mjs'), "export const mark = () => console.log('the project’s own');\n");
    const script = join(folder, name, 'marks.ts');
    writeFileSync(script, "import { mark } from 'lanescope';\nmark('a');\n");
    return node([join(dist, 'cli.mjs'), 'run', '--no-trace', script]);
  };

  it('that speaks the protocol of the command wins over the command’s own', async () => {
    const { lanescope } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(lanescope.protocol).toBe(protocolVersion);
    expect(await project('fits', protocolVersion)).toEqual({ status: 0, stdout: 'the project’s own\n', stderr: '' });
  });

  it('that speaks another one is passed by, and both versions are named', async () => {
    const { status, stdout, stderr } = await project('misfits', protocolVersion + 1);
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(stderr).toMatch(
      /lanescope 9\.9\.9 in \S+ speaks another protocol than the lanescope \d+\.\d+\.\d+ that runs/,
    );
  });
});

describe.concurrent('importing lanescope does nothing, and its first use says how to run', () => {
  const said =
    /^function\nInvalidStateError\nInvalidStateError lanescope works in scripts that are run with `lanescope run SCRIPT` or `node SCRIPT`/;

  it('in a worker thread', async () => {
    expect((await node(['worker.mjs'])).stdout).toMatch(said);
  });

  it('under a test runner', async () => {
    expect((await node(['quietly.mjs'], { env: { VITEST: 'true' } })).stdout).toMatch(said);
  });

  it('in a line of code that is no script', async () => {
    expect((await node(['--input-type=module', '-e', quietly])).stdout).toMatch(said);
  });
});

describe('whether a process is a script that can be run again', () => {
  const script = { argv: ['node', '/a/main.ts'], execArgv: [], env: {}, isMainThread: true };
  it('is seen from how it was started', () => {
    expect(isPlainScript(script)).toBe(true);
    expect(isPlainScript({ ...script, execArgv: ['--inspect'] })).toBe(true);
    expect(isPlainScript({ ...script, isMainThread: false })).toBe(false);
    expect(isPlainScript({ ...script, argv: ['node'] })).toBe(false);
    for (const flag of ['--test', '-e', '--eval', '-p', '--print', '-i']) {
      expect(isPlainScript({ ...script, execArgv: [flag] })).toBe(false);
    }
    for (const name of ['NODE_TEST_CONTEXT', 'VITEST', 'JEST_WORKER_ID']) {
      expect(isPlainScript({ ...script, env: { [name]: '1' } })).toBe(false);
    }
  });
});
