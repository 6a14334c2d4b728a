// One process as the broker has it, without a broker: what it had said is heard, whatever happens to what is said to it.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { UserProcess } from '../../src/broker/user-process.ts';
import { encodeRequest } from '../../src/protocol/frame.ts';
import type { Request } from '../../src/protocol/request.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanescope-user-process-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A process that writes these requests to its link and is gone. */
function processThatSays(requests: readonly Request[], heard: (request: Request) => void) {
  const bytes = Buffer.concat(requests.map(encodeRequest)).toString('base64');
  const bootstrap = join(folder, 'says.mjs');
  writeFileSync(bootstrap, `import { writeSync } from 'node:fs'; writeSync(3, Buffer.from('${bytes}', 'base64'));`);
  const options = {
    node: process.execPath,
    nodeArgs: [],
    bootstrap,
    cwd: folder,
    env: process.env,
    inheritsInput: false,
  };
  const ended = Promise.withResolvers<number>();
  const events = { launched: () => {}, request: heard, heard: () => {}, rawOutput: () => {}, ended: ended.resolve };
  return { one: new UserProcess(options, events), ended: ended.promise };
}

test('what a process said before its end is read although a reply finds it gone', async () => {
  const said: Request[] = [1, 2, 3].map((time) => ({ op: 'print', stream: 1, time, payload: new Uint8Array([time]) }));
  const heard: number[] = [];
  const { one, ended } = processThatSays(said, (request) => heard.push('time' in request ? request.time : 0));
  one.setReading(false);
  // it speaks and ends while this process looks away; then the reply goes out before anything is read
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
  one.send({ op: 'probe' });
  expect(await ended).toBe(0);
  expect(heard).toEqual([1, 2, 3]);
});
