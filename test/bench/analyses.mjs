// How long all analyses take on a long trace: `node test/bench/analyses.mjs [events] [processes]`. CPU time, so that other work on the
// machine does not count. Prints, asserts nothing.

import { Analyzer } from '../../src/analysis/analyzer.ts';
import { analyses } from '../../src/analysis/index.ts';
import { pipeline } from '../webview/pipeline.ts';

const [events = 1_000_000, processes = 24] = process.argv.slice(2).map(Number);
const trace = pipeline({ processes, queues: Math.max(1, processes >> 3), events });

function milliseconds(list) {
  const before = process.cpuUsage();
  const found = new Analyzer(trace, list).findings(true);
  const { user, system } = process.cpuUsage(before);
  return [(user + system) / 1000, found.length];
}

milliseconds(analyses); // the first is slower
console.log(`${trace.length} events, ${processes} processes, ${analyses.length} analyses`);
const [none] = milliseconds([]);
const [all, found] = milliseconds(analyses);
console.log(`what all of them stand on  ${none.toFixed(0)} ms`);
console.log(`all analyses together      ${all.toFixed(0)} ms, ${found} findings`);
const each = analyses.map((analysis) => [analysis.id, milliseconds([analysis])[0] - none]);
for (const [id, ms] of each.sort((a, b) => b[1] - a[1]).slice(0, 8))
  console.log(`  ${id.padEnd(24)} ${ms.toFixed(0)} ms`);
