// The stub that the extension copies, made from what is built: plain Node runs a script with it, in a folder with nothing else.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writeStub } from '../../src/extension/types/stub.ts';
import { cleanEnv } from '../broker/run-program.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'lanescope-stub-run-'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const script = `import { Process, Queue } from 'lanescope';
enum Greeting { Hello = 'hello' }
async function child(q: Queue<string>) {
  console.log(await q.get());
}
if (import.meta.main) {
  const q = new Queue<string>();
  new Process({ target: child, args: [q] }).start();
  q.put(Greeting.Hello);
}
`;

test('lanescope run works beside the stub, and enums too', async () => {
  await writeStub(folder, root, '0.1.0');
  writeFileSync(join(folder, 'main.ts'), script);
  const cli = join(folder, 'node_modules', 'lanescope', 'cli.mjs');
  const { stdout, stderr } = spawnSync(process.execPath, [cli, 'run', '--no-trace', 'main.ts'], {
    cwd: folder,
    env: cleanEnv(),
    encoding: 'utf8',
  });
  expect({ stdout, stderr }).toEqual({ stdout: 'hello\n', stderr: '' });
});

test('plain node runs a script with the stub', async () => {
  await writeStub(folder, root, '0.1.0');
  writeFileSync(join(folder, 'plain.ts'), script.replace(/^enum.*$/m, '').replace('Greeting.Hello', "'hello'"));
  const { stdout, status } = spawnSync(process.execPath, ['plain.ts'], {
    cwd: folder,
    env: cleanEnv(),
    encoding: 'utf8',
  });
  expect({ stdout, status }).toEqual({ stdout: 'hello\n', status: 0 });
});
