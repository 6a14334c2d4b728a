// Speed of the runtime side by side with Python's multiprocessing: interleaved in one run, medians with their spread.
// A ratio above 1 says that we are better.

import { ours, python, summary } from './measure.mjs';

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const recordingPairs = 15;

/** Each benchmark: one run of ours, one of Python's, and which way is better. */
const throughputs = [
  ['small ints', ['int', 600_000, 1, 1, 0]],
  ['100-byte objects', ['object', 300_000, 1, 1, 0]],
  ['1 kB strings', ['string', 300_000, 1, 1, 0]],
  ['1 MB bytes', ['bytes', 500, 1, 1, 0]],
  ['ints, 2 producers, 2 consumers', ['int', 100_000, 2, 2, 0]],
  ['ints, bounded queue of 10', ['int', 50_000, 1, 1, 10]],
];

function interleaved(runOurs, runPython, count = rounds) {
  const [a, b] = [[], []];
  for (let i = 0; i < count; i++) {
    a.push(runOurs());
    if (runPython) b.push(runPython());
  }
  return { ours: summary(a), python: runPython ? summary(b) : null };
}

function row(name, unit, moreIsBetter, measured) {
  const { ours: mine, python: theirs } = measured;
  const ratio = theirs ? (moreIsBetter ? mine.median / theirs.median : theirs.median / mine.median) : null;
  return { name, unit, ours: mine, python: theirs, ratio };
}

function throughputRows() {
  const rows = throughputs.map(([name, args]) =>
    row(
      name,
      'items/s',
      true,
      interleaved(
        () => ours('throughput', args).perSecond,
        () => python('throughput', args).perSecond,
      ),
    ),
  );
  const strict = ['int', 20_000, 1, 1, 0, 'strict'];
  rows.push(
    row(
      'small ints, strict',
      'items/s',
      true,
      interleaved(() => ours('throughput', strict).perSecond, null),
    ),
  );
  return rows;
}

function pingPongRows() {
  const [mine, theirs] = [[], []];
  for (let i = 0; i < rounds; i++) {
    mine.push(ours('ping-pong', [5000]));
    theirs.push(python('ping-pong', [5000]));
  }
  return ['p50', 'p99'].map((key) =>
    row(`ping-pong ${key}`, 'µs', false, {
      ours: summary(mine.map((one) => one[key])),
      python: summary(theirs.map((one) => one[key])),
    }),
  );
}

function startRows() {
  const runs = { ours: [], fork: [], spawn: [] };
  for (let i = 0; i < rounds; i++) {
    runs.ours.push(ours('start', [20, 200, 16]));
    runs.fork.push(python('start', [20, 200, 16, 'fork']));
    runs.spawn.push(python('start', [20, 20, 16, 'spawn']));
  }
  const names = {
    first: 'first start of a run',
    warm: 'start, a pause before each',
    median: 'start, one after the other without a pause',
    burst: 'burst of 16 starts',
  };
  return Object.entries(names).flatMap(([key, name]) =>
    ['fork', 'spawn'].map((method) =>
      row(`${name} (Python: ${method})`, 'ms', false, {
        ours: summary(runs.ours.map((one) => one[key])),
        python: summary(runs[method].map((one) => one[key])),
      }),
    ),
  );
}

function memoryRows() {
  const [mine, theirs] = [[], []];
  for (let i = 0; i < rounds; i++) {
    mine.push(ours('memory', []));
    theirs.push(python('memory', ['spawn']));
  }
  const names = {
    broker: 'memory of the broker',
    idle: 'memory of an idle process',
    waiting: 'memory of a waiting process',
  };
  return Object.entries(names).map(([key, name]) =>
    row(name, 'MB', false, {
      ours: summary(mine.map((one) => one[key])),
      python: key === 'idle' ? summary(theirs.map((one) => one[key])) : null,
    }),
  );
}

/** Tasks, how long each computes (ms), and how often the map is repeated in one run. */
const maps = [
  ['Pool.map, 10,000 trivial tasks', [10_000, 0, 15]],
  ['Pool.map, 1,000 tasks of 1 ms', [1000, 1, 3]],
];

function poolRows() {
  return maps.map(([name, args]) =>
    row(
      name,
      'tasks/s',
      true,
      interleaved(
        () => ours('pool', args).perSecond,
        () => python('pool', args).perSecond,
      ),
    ),
  );
}

function lockRows() {
  const [mine, theirs] = [[], []];
  for (let i = 0; i < rounds; i++) {
    mine.push(ours('locks', [3000]));
    theirs.push(python('locks', [3000]));
  }
  const names = {
    uncontended: 'lock that nobody else wants, acquire and release',
    contended: 'lock that two want, each hold',
    event: 'ping-pong by two events, p50',
  };
  return Object.entries(names).map(([key, name]) =>
    row(name, 'µs', false, {
      ours: summary(mine.map((one) => one[key])),
      python: summary(theirs.map((one) => one[key])),
    }),
  );
}

function recordingRow() {
  const shares = [];
  const args = ['int', 100_000, 1, 1, 0];
  for (let i = 0; i < recordingPairs; i++) {
    const [first, second] = i % 2 === 0 ? [true, false] : [false, true];
    const speed = {};
    for (const trace of [first, second]) speed[trace] = ours('throughput', args, { trace }).perSecond;
    shares.push((speed[false] / speed[true] - 1) * 100);
  }
  return { name: 'what recording costs', unit: '%', ours: summary(shares), python: null, ratio: null };
}

/** All rows; `only` picks those whose group's name contains it. */
export function runtimeRows(only = '') {
  const groups = {
    throughput: throughputRows,
    'ping-pong': pingPongRows,
    locks: lockRows,
    start: startRows,
    memory: memoryRows,
    pool: poolRows,
    recording: () => [recordingRow()],
  };
  return Object.entries(groups).flatMap(([name, make]) => (name.includes(only) ? make() : []));
}

function number(value) {
  if (value >= 1000) return Math.round(value).toLocaleString('en');
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function cell(measured) {
  return measured ? `${number(measured.median)} (${number(measured.least)}–${number(measured.greatest)})` : '–';
}

export function table(rows) {
  const head = ['| | unit | Lanescope | Python | ratio |', '|---|---|---|---|---|'];
  const lines = rows.map(({ name, unit, ours: mine, python: theirs, ratio }) => {
    return `| ${name} | ${unit} | ${cell(mine)} | ${cell(theirs)} | ${ratio === null ? '–' : ratio.toFixed(2)} |`;
  });
  return [...head, ...lines].join('\n');
}
