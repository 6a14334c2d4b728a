// Runs the analyses of one trace in a thread of its own: it reads the trace itself, so the extension host never waits for it.

import { parentPort, workerData } from 'node:worker_threads';
import { type Analyzer, analyzerOf } from '../analysis/index.ts';
import { FileBytes, WholeBytes } from './byte-source.ts';
import type { AnalysisInput, AnalysisOutput } from './finding-source.ts';
import { TraceSource } from './trace-source.ts';

/** After news of a trace, so that a burst of them is looked at once. */
const pauseMs = 100;

const input = workerData as AnalysisInput;
const bytes = 'path' in input ? new FileBytes(input.path) : new WholeBytes(input.bytes);
const source = new TraceSource(bytes, 'path' in input && input.live);
let analyzer: Analyzer = analyzerOf(source.trace);
let timer: NodeJS.Timeout | undefined;
let isOver = false;
let told = '[]';

function look(): void {
  timer = undefined;
  const findings: AnalysisOutput = analyzer.findings(isOver);
  // mostly a run has grown and nothing else is found: then nobody need look anything up again
  const text = JSON.stringify(findings);
  if (text !== told) parentPort?.postMessage(findings);
  told = text;
  if (isOver) parentPort?.close();
}

source.listen((event) => {
  if (event === 'restarted') analyzer = analyzerOf(source.trace);
  isOver = event === 'ended';
  if (isOver) {
    clearTimeout(timer);
    look();
    source.dispose();
  } else timer ??= setTimeout(look, pauseMs);
});

parentPort?.on('message', () => void source.finish());
