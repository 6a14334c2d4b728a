// `lanescope show` on real files: every format, repair, and what it says when it cannot.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as arrow from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { show } from '../../src/cli/show.ts';
import { text } from '../../src/export/text.ts';
import { boundedQueue, greeting } from '../helpers/stories.ts';
import { encodeAll } from '../trace/helpers.ts';

let folder = '';
const at = (name: string) => join(folder, name);
const whole = encodeAll(greeting().rows, 10);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lanescope-show-'));
  writeFileSync(at('whole.lanes'), whole);
  writeFileSync(at('cut.lanes'), whole.subarray(0, whole.length - 50));
  writeFileSync(at('no.lanes'), 'this is no trace');
  writeFileSync(at('empty.lanes'), '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(args: string[], terminal: { isTTY?: boolean; columns?: number; failWith?: string } = {}) {
  const said = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    ...(name === 'stdout' ? terminal : {}),
    write(data: string | Uint8Array, done: (error?: Error | null) => void) {
      if (terminal.failWith && name === 'stdout') {
        done(Object.assign(new Error(`write ${terminal.failWith}`), { code: terminal.failWith }));
        return;
      }
      said[name] += typeof data === 'string' ? data : Buffer.from(data).toString();
      done();
    },
  });
  const status = await show(args, { stdout: output('stdout'), stderr: output('stderr'), env: {} });
  return { status, ...said };
}

describe('lanescope show', () => {
  it('writes the text swimlane by default, 100 columns wide, and says nothing else', async () => {
    const expected = text.write(greeting().trace(), { columns: 100 });
    expect(await run([at('whole.lanes')])).toEqual({ status: 0, stdout: expected, stderr: '' });
  });

  it('fits a terminal and uses its colours, but neither in a file', async () => {
    const shown = await run([at('whole.lanes')], { isTTY: true, columns: 70 });
    expect(shown.stdout).toBe(text.write(greeting().trace(), { columns: 70, color: true }));
    await run([at('whole.lanes'), '--out', at('out.txt'), '--columns', '90'], { isTTY: true });
    expect(readFileSync(at('out.txt'), 'utf8')).toBe(text.write(greeting().trace(), { columns: 90 }));
  });

  it('writes JSON lines to standard output or to a file', async () => {
    const { status, stdout } = await run([at('whole.lanes'), '--as', 'json']);
    expect(status).toBe(0);
    const events = stdout.split('\n').filter((line) => line !== '' && !line.includes('"kind":"finding"'));
    expect(events).toHaveLength(greeting().trace().length);
    await run([at('whole.lanes'), '--as=json', '--out', at('out.jsonl')]);
    expect(readFileSync(at('out.jsonl'), 'utf8')).toBe(stdout);
  });

  it('shows what can be read of a cut file and says what cannot', async () => {
    const asText = await run([at('cut.lanes')]);
    expect(asText.status).toBe(0);
    expect(asText.stdout).toContain('! The trace ends inside a batch');
    const asJson = await run([at('cut.lanes'), '--as', 'json']);
    expect(asJson.stderr).toContain(`${at('cut.lanes')}: The trace ends inside a batch`);
    expect(asJson.stdout.split('\n').length).toBeGreaterThan(5);
  });

  it('repairs a cut file so that other tools read it, and leaves a whole one as it is', async () => {
    const cut = await run([at('cut.lanes'), '--repair', '--out', at('mended.lanes')]);
    expect(cut.status).toBe(0);
    expect(cut.stderr).toContain('has every whole batch');
    expect(arrow.tableFromIPC(readFileSync(at('mended.lanes'))).numRows).toBeGreaterThan(10);
    await run([at('whole.lanes'), '--repair', '--out', at('same.lanes')]);
    expect(new Uint8Array(readFileSync(at('same.lanes')))).toEqual(whole);
  });

  it('limits the lines of a long trace', async () => {
    writeFileSync(at('bounded.lanes'), encodeAll(boundedQueue().rows));
    expect((await run([at('bounded.lanes'), '--limit', '6'])).stdout).toContain('lines from');
  });

  it.each([
    ['no trace', [], 'name the trace to show'],
    ['two traces', ['a', 'b'], 'one trace at a time'],
    ['an unknown format', ['a', '--as', 'gif'], 'no format "gif"; the formats are text, html, json'],
    ['an unknown option', ['a', '--wide'], "Unknown option '--wide'"],
    ['a width that is none', ['a', '--columns', 'wide'], '--columns wants a whole number above 0, not "wide"'],
    ['repair without a file to write', ['a', '--repair'], '--repair needs --out FILE'],
    ['repair into a format', ['a', '--repair', '--out', 'b', '--as', 'json'], 'leave out --as'],
    ['a missing file', ['/nowhere/a.lanes'], 'there is no file /nowhere/a.lanes'],
  ])('ends with 2 and says what and how for %s', async (_name, args, words) => {
    const { status, stdout, stderr } = await run(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('lanescope show: ');
    expect(stderr).toContain(words);
  });

  it.each([
    ['no.lanes', 'This is not a Lanescope trace'],
    ['empty.lanes', 'The file is empty'],
  ])('ends with 2 for %s, shown or repaired', async (name, words) => {
    for (const args of [[at(name)], [at(name), '--repair', '--out', at('never.lanes')]]) {
      const { status, stderr } = await run(args);
      expect(status).toBe(2);
      expect(stderr).toContain(`${at(name)}: ${words}`);
    }
    expect(() => readFileSync(at('never.lanes'))).toThrow('ENOENT');
  });

  it('never writes over the trace itself', async () => {
    const { status, stderr } = await run([at('whole.lanes'), '--repair', '--out', at('./whole.lanes')]);
    expect(status).toBe(2);
    expect(stderr).toContain('--out is the trace itself');
    expect(new Uint8Array(readFileSync(at('whole.lanes')))).toEqual(whole);
  });

  it('ends with 1 when the output cannot be written, but quietly when its reader has gone', async () => {
    expect(await run([at('whole.lanes'), '--out', '/nowhere/out.txt'])).toMatchObject({ status: 1 });
    expect(await run([at('whole.lanes')], { failWith: 'EPIPE' })).toMatchObject({ status: 0, stderr: '' });
    expect(await run([at('whole.lanes')], { failWith: 'EIO' })).toMatchObject({ status: 1 });
  });

  it('ends with 2 for a page when the built viewer is not beside the command', async () => {
    const { status, stdout, stderr } = await run([at('whole.lanes'), '--as', 'html']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(
      /format "html" needs view\S+ beside the command, and it is not there; build or install again/,
    );
  });

  it('prints its usage', async () => {
    expect((await run(['--help'])).stdout).toMatch(/^Usage: lanescope show TRACE/);
  });
});
