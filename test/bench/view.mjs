// How fast the viewer is in a real browser: `node test/bench/view.mjs [events] [processes]`. Prints, asserts nothing.

import { buildAssets, launch, openExport } from '../webview/browser.ts';
import { pipeline } from '../webview/pipeline.ts';

const [events = 300_000, processes = 180] = process.argv.slice(2).map(Number);

/** Milliseconds from a key to the frame that shows it, in the page. */
async function keyTimes(page, key, times) {
  return page.evaluate(
    async ([pressed, count]) => {
      const view = document.querySelector('.view');
      const found = [];
      for (let i = 0; i < count; i++) {
        const before = globalThis.lanescopeLayout();
        const start = performance.now();
        view.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true }));
        while (globalThis.lanescopeLayout() === before) await new Promise((done) => setTimeout(done));
        found.push(performance.now() - start);
      }
      return found.sort((a, b) => a - b);
    },
    [key, times],
  );
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1);

const trace = pipeline({ processes, queues: 20, events });
const [browser, assets] = await Promise.all([launch(), buildAssets()]);
const start = performance.now();
const view = await openExport(browser, assets, trace, { width: 1600, height: 900 });
console.log(`${trace.length} events, ${processes} processes`);
console.log(`page written, opened and drawn   ${(performance.now() - start).toFixed(0)} ms`);
for (const [name, key] of Object.entries({ 'zoom in': 'w', pan: 'd', 'zoom out': 's' })) {
  const times = await keyTimes(view.page, key, 30);
  console.log(`${name.padEnd(9)} key to picture       p50 ${at(times, 0.5)} ms, p95 ${at(times, 0.95)} ms`);
}
await browser.close();
