// What an editor shows over a name is what the page of the reference says of it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reference } from '../../docs/make/examples.ts';
import { TypedFolder } from '../helpers/typed-folder.ts';
import { type LanguageServer, startLanguageServer } from '../types/servers.ts';

const script = `import { Connection, JoinableQueue, Lock, Pipe, Pool, Process, Queue, sleep, Value } from 'lanescope';
await new Queue<string>().get();
await new Queue<string>().put('');
await new JoinableQueue<string>().join();
await new Lock().acquire();
await new Value('int32').update((n) => n + 1);
await new Pool().map(String, [1]);
await sleep(1);
Pipe<string>();
export const recv = (connection: Connection<string, string>) => connection.recv();
export type Child = Process;
`;

/** Where the name stands in the script, and where its text begins in the reference. */
const names: [text: string, page: string, heading: string][] = [
  ['get()', 'queue/Queue.md', '### get()'],
  ["put('')", 'queue/Queue.md', '### put()'],
  ['join()', 'queue/JoinableQueue.md', '### join()'],
  ['acquire()', 'locks/Lockable.md', '### acquire()'],
  ['update(', 'shared/Value.md', '### update()'],
  ['map(', 'pool/Pool.md', '### map()'],
  ['sleep(1)', 'waiting/README.md', '### sleep()'],
  ['recv()', 'pipe/Connection.md', '### recv()'],
  ['Pipe<string>', 'pipe/README.md', 'Makes a pipe and gives'],
  ['Process;', 'process/Process.md', '# Class: Process'],
];

const folder = new TypedFolder();
let server: LanguageServer;
beforeAll(async () => {
  folder.write('script.ts', script);
  server = await startLanguageServer();
});
afterAll(async () => {
  await server.close();
  folder[Symbol.dispose]();
});

test.each(names)('over %s stand the sentences and the example of %s', async (text, page, heading) => {
  const lines = script.split('\n');
  const line = lines.findLastIndex((one) => one.includes(text));
  const shown = await server.hover(join(folder.path, 'script.ts'), line, lines[line]?.lastIndexOf(text) ?? -1);
  const all = readFileSync(join(reference, page), 'utf8');
  const section = all.slice(all.indexOf(heading)).split('\n***\n')[0] ?? '';
  const [summary] = /^[A-Z][^\n]*(?:\n[^\n]+)*$/m.exec(section) ?? [];
  const [example] = /^```ts\n\/\/ [\s\S]*?\n```$/m.exec(section) ?? [];
  expect(summary?.length).toBeGreaterThan(20);
  expect(example).toContain('// Prints:');
  expect(shown).toContain(summary);
  expect(shown).toContain(example);
});
