import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Slice } from '../../src/base/slice.ts';
import { TraceFile } from '../../src/broker/trace-file.ts';
import { readAll } from '../trace/helpers.ts';

function written(...texts: Buffer[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'lanescope-trace-file-'));
  try {
    const path = join(folder, 'run.lanes');
    const file = new TraceFile(path, (text) => expect.unreachable(text));
    for (const [i, text] of texts.entries()) file.pushText(i + 1, new Slice(text, 0, text.length));
    file.close();
    return readAll(readFileSync(path)).trace.strings.slice(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('a text that a process has sent is in the file as it is', () => {
  expect(written(Buffer.from('größer'), Buffer.from('…'))).toEqual(['größer', '…']);
});

it('a process that sends other bytes than a text does not spoil the file for its readers', () => {
  expect(written(Buffer.from('fine'), Buffer.from([0x61, 0xff, 0xc3]))).toEqual(['fine', 'a??']);
});
