// The swimlane as one page that needs nothing else: the viewer and the trace in one file, to be opened in any browser.

import { analyzerOf } from '../analysis/index.ts';
import { blockCursor, encodeBlock } from '../protocol/block.ts';
import { pageHtml } from '../protocol/page.ts';
import type { Trace } from '../trace/trace.ts';
import type { ExportFormat } from './format.ts';

const eventsPerBlock = 50_000;

/** The whole trace as blocks; the last may be empty but for definitions. */
function blocksOf(trace: Trace): string[] {
  const cursor = blockCursor();
  const blocks: string[] = [];
  let from = 0;
  do {
    const to = Math.min(trace.length, from + eventsPerBlock);
    blocks.push(Buffer.from(encodeBlock(trace, from, to, cursor)).toString('base64'));
    from = to;
  } while (from < trace.length);
  return blocks;
}

export const html: ExportFormat = {
  id: 'html',
  title: 'Page for a browser, self-contained',
  extension: 'html',
  needsAssets: true,

  /** @throws TypeError without `options.assets`: the page carries the built viewer. */
  write(trace, options) {
    const { assets } = options;
    if (!assets)
      throw new TypeError('html.write: options.assets is missing; give it the built script, worker and style');
    return pageHtml({
      nonce: globalThis.crypto.randomUUID().replaceAll('-', ''),
      title: options.title ?? trace.meta?.script ?? 'Lanescope',
      script: { text: assets.script },
      worker: { text: assets.worker },
      style: { text: assets.style },
      embedded: {
        blocks: blocksOf(trace),
        // what stands in the trace itself comes with its rows
        findings: analyzerOf(trace).findings(true),
        problem: options.problem ?? null,
      },
    });
  },
};
