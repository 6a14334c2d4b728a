import { describe, expect, test } from 'vitest';
import { html } from '../../src/export/html.ts';
import { decodeBlock } from '../../src/protocol/block.ts';
import { Trace } from '../../src/trace/trace.ts';
import { greeting } from '../helpers/stories.ts';

const assets = { script: 's', worker: 'w', style: 'c' };

describe('the exported page', () => {
  test('carries the whole trace', () => {
    const trace = greeting().trace();
    const page = html.write(trace, { assets }) as string;
    const again = new Trace();
    for (const [, text] of page.matchAll(/id="lanescope-block-\d+" type="text\/plain">([^<]*)</g)) {
      const bytes = Buffer.from(text ?? '', 'base64');
      decodeBlock(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer, again);
    }
    expect(again.length).toBe(trace.length);
    expect([...again.seq.view()]).toEqual([...trace.seq.view()]);
    expect(again.strings).toEqual(trace.strings);
    expect(again.processes).toEqual(trace.processes);
  });

  test('says what could not be read, and its title', () => {
    const page = html.write(new Trace(), { assets, title: 'broken.lanes', problem: 'ends in a batch' }) as string;
    expect(page).toContain('<title>broken.lanes</title>');
    expect(page).toContain('"problem":"ends in a batch"');
  });

  test('needs the built viewer', () => {
    expect(() => html.write(new Trace(), {})).toThrow(/options\.assets is missing/);
  });
});
