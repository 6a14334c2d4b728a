// What is promised of the output of each sample, here and in Python. Lines of different processes have an order only where something
// makes one: `of` keeps of an output what is promised, and both outputs give `is`.

export interface Promised {
  sample: string;
  /** Rows of the reference that it shows. */
  rows: string;
  says: string;
  /** The Python program that does the same, with its argument. */
  python: string;
  of: (lines: readonly string[]) => unknown;
  is: unknown;
}

const numbers = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const whole = (lines: readonly string[]) => lines;
const anyOrder = (lines: readonly string[]) => lines.toSorted();
const matching = (lines: readonly string[], pattern: RegExp) => lines.flatMap((line) => pattern.exec(line)?.[1] ?? []);
const by = (lines: readonly string[], beginning: string) => lines.filter((line) => line.startsWith(beginning));

/** `PoolWorker-1`, whatever Python's start method puts before it. */
const workerStart = /^Starting (?:Spawn)?(PoolWorker-\d+)$/;

/** Everything but the starts of workers, in order, and what is promised of those. */
function pool(lines: readonly string[], promise: (starts: string[]) => unknown): unknown {
  return [lines.filter((line) => !workerStart.test(line)), promise(matching(lines, workerStart))];
}

function numbered(names: readonly string[]): boolean {
  return names.every((_, i) => names.includes(`PoolWorker-${i + 1}`)) && names.length > 0 && names.length % 2 === 0;
}

/** Who does which task is nobody's promise; that it comes before its result, and one pill for each consumer, is. */
function pills(lines: readonly string[]): unknown {
  const count = Number(/^Creating (\d+) consumers$/.exec(lines[0] ?? '')?.[1]);
  const consumers = Array.from({ length: count }, (_, i) => `Consumer-${i + 1}`).toSorted();
  const tasks = matching(lines, /^Consumer-\d+: (\d.*)$/);
  const place = (end: string) => lines.findIndex((line) => line.endsWith(end));
  return {
    tasks: tasks.toSorted(),
    results: matching(lines, /^Result: (.*)$/).toSorted(),
    inOrder: tasks.every((task) => place(`: ${task}`) < place(` = ${product(task)}`)),
    exits:
      matching(lines, /^(.*): Exiting$/)
        .toSorted()
        .join() === consumers.join(),
    more: lines.length - 21 - count,
  };
}

/** `3 * 3` is 9. */
function product(task: string): number {
  const [a = 0, b = 0] = task.split(' * ').map(Number);
  return a * b;
}
const done = {
  tasks: numbers.map((i) => `${i} * ${i}`),
  results: numbers.map((i) => `${i} * ${i} = ${i * i}`),
  inOrder: true,
  exits: true,
  more: 0,
};

const input = 'Input   : [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]';
const doubled = '[0, 2, 4, 6, 8, 10, 12, 14, 16, 18]';
const squares = '[0, 1, 4, 9, 16, 25, 36, 49, 64, 81]';
const [waiting, sending] = ['(child process) Waiting for name', "(parent process) Ok, I'll send the name"];
const words =
  'process 16 waits 13 pool 8 takes 8 worker 8 lock 7 back 5 does 5 ever 5 other 5 task 5 tasks 5 two 5 wait 5 ' +
  'another 4 each 4 every 4 first 4 holds 4 lets 4';

export const promises: readonly Promised[] = [
  {
    sample: 'greet.ts',
    rows: '001.1, 001.6',
    says: 'the greeting is last; that the child waits before the parent sends is only the work of a sleep',
    python: 'greet.py',
    of: (lines) => [lines.slice(0, 2).toSorted(), lines.slice(2)],
    is: [[sending, `${waiting}...`].toSorted(), ['(child process) Well, hi Jimmy']],
  },
  {
    sample: 'greet-five.ts',
    rows: '001.7',
    says: 'the lines of each process, in order, and no name before it was sent',
    python: 'greet-five.py',
    of: (lines) => {
      const sent = lines.flatMap((line, at) => (line === sending ? [at] : []));
      const named = lines.flatMap((line, at) => (line.includes('Well, hi') ? [at] : []));
      return [by(lines, '(child'), sent.length, named.every((at, i) => at > (sent[i] ?? at)), lines.length];
    },
    is: [[0, 1, 2, 3, 4].flatMap((i) => [`${waiting} ${i}`, `(child process) Well, hi George${i}`]), 5, true, 15],
  },
  {
    sample: 'creator.ts',
    rows: '000.1',
    says: 'the whole output',
    python: 'creator.py',
    of: whole,
    is: [
      'Creating data and putting it on the queue',
      ...[5, 10, 13, -1].flatMap((n) => [`data found to be processed: ${n}`, String(n * 2)]),
    ],
  },
  {
    sample: 'random-numbers.ts',
    rows: '002.1',
    says: 'as many are got as are put, the same in the same order, and then the two last lines',
    python: 'random-numbers.py',
    of: (lines) => {
      const put = matching(lines, /^Producer: Put (\d+) into the queue\.$/);
      const got = matching(lines, /^Consumer: Got (\d+) from the queue\.$/);
      const fits = put.map(Number).every((n) => n >= 1 && n <= 100);
      return [put.length, fits, got.join() === put.join(), lines.length, lines.slice(-2)];
    },
    is: [5, true, true, 12, ['Consumer: Received termination signal.', 'Done!']],
  },
  {
    sample: 'messages.ts',
    rows: '003.1',
    says: 'the whole output',
    python: 'messages.py',
    of: whole,
    is: [0, 1, 2, 3, 4].map((i) => `Consumed: Message ${i}`),
  },
  {
    sample: 'empty-trap.ts',
    rows: '003.2',
    says: 'what was not consumed is left behind; how much that is depends on the machine',
    python: 'empty-trap.py',
    of: (lines) => {
      const [consumed, left] = [matching(lines, /^consumed (\d)$/), matching(lines, /^left behind (\d)$/)];
      return [Number(consumed) + Number(left), by(lines, 'Consumed: ').length === Number(consumed)];
    },
    is: [5, true],
  },
  {
    sample: 'class-instance.ts',
    rows: '004.1',
    says: 'the whole output',
    python: 'class-instance.py',
    of: whole,
    is: ['Doing something fancy in Process-1 for Fancy Dan!'],
  },
  {
    sample: 'poison-pills.ts',
    rows: '004.4',
    says: 'ten tasks, each before its result, and one exit for each consumer',
    python: 'poison-pills.py',
    of: pills,
    is: done,
  },
  {
    sample: 'poison-pills-joined.ts',
    rows: '004.5',
    says: 'the same, and all consumers have spoken before the first result',
    python: 'poison-pills.py joined',
    of: (lines) => {
      const last = lines.findLastIndex((line) => line.startsWith('Consumer-'));
      return [pills(lines), lines.findIndex((line) => line.startsWith('Result: ')) > last];
    },
    is: [done, true],
  },
  {
    sample: 'event.ts',
    rows: '004.9',
    says: 'all six lines; false comes before the event is set, where its process began in time',
    python: 'event.py',
    of: (lines) => {
      const timedOut = lines.findIndex((line) => line.startsWith('wait_for_event_timeout: e'));
      const isLate = timedOut > lines.indexOf('main: event is set');
      return lines.map((line, i) => (isLate && i === timedOut ? line.replace('True', 'False') : line)).toSorted();
    },
    is: [
      'main: event is set',
      'main: waiting before calling Event.set()',
      'wait_for_event: e.is_set()-> True',
      'wait_for_event: starting',
      'wait_for_event_timeout: e.is_set()-> False',
      'wait_for_event_timeout: starting',
    ],
  },
  {
    sample: 'lock.ts',
    rows: '004.13',
    says: 'both lines, in any order',
    python: 'lock.py',
    of: anyOrder,
    is: ['Lock acquired directly', 'Lock acquired via with'],
  },
  {
    sample: 'condition.ts',
    rows: '004.14',
    says: 'four lines in order, then the two that run, in any order',
    python: 'condition.py',
    of: (lines) => [lines.slice(0, 4), lines.slice(4).toSorted()],
    is: [
      ['Starting stage_2[1]', 'Starting stage_2[2]', 'Starting s1', 's1 done and ready for stage 2'],
      ['stage_2[1] running', 'stage_2[2] running'],
    ],
  },
  {
    sample: 'semaphore.ts',
    rows: '004.15',
    says: 'each of the ten once, never more than three at a time, none in the end',
    python: 'semaphore.py',
    of: (lines) => {
      const most = Math.max(...lines.map((line) => line.match(/'\d'/g)?.length ?? 0));
      return [matching(lines, /^Activating (\d) now running/).toSorted(), most <= 3, lines.at(-1)];
    },
    is: [numbers.map(String), true, 'Now running []'],
  },
  {
    sample: 'pool.ts',
    rows: '004.16',
    says: 'the lists in order; each worker says once that it starts',
    python: 'pool.py',
    of: (lines) => pool(lines, numbered),
    is: [[input, `Built-in: ${doubled}`, `Pool    : ${doubled}`], true],
  },
  {
    sample: 'pool-max-tasks.ts',
    rows: '004.17',
    says: 'the lists in order; ten tasks need five lives at least, each with its own name',
    python: 'pool.py replaced',
    of: (lines) => pool(lines, (starts) => starts.length >= 5 && new Set(starts).size === starts.length),
    is: [[input, `Built-in: ${doubled}`, `Pool    : ${doubled}`], true],
  },
  {
    sample: 'word-count.ts',
    rows: '004.18',
    says: 'each file is read once, then the counts in order',
    python: 'word-count.py',
    of: (lines) => {
      const reading = /^(?:Spawn)?PoolWorker-\d+ reading (.*)$/;
      const [title, ...counts] = lines.filter((line) => !reading.test(line));
      const counted = counts.map((line) => line.split(/ *: +/).join(' ')).join(' ');
      return [matching(lines, reading).toSorted(), title, counted];
    },
    is: [[1, 2, 3].map((i) => `word-count-${i}.txt`), 'TOP 20 WORDS BY FREQUENCY', words],
  },
  {
    sample: 'list-comprehension.ts',
    rows: '004.22',
    says: 'the whole output',
    python: 'list-comprehension.py',
    of: (lines) => lines.map((line) => line.replace('True', 'true')),
    is: [`Serial  : ${squares}`, `Parallel: ${squares}`, 'Equal   : true'],
  },
  {
    sample: 'manager-dict.ts',
    rows: '004.19',
    says: 'all pairs, in any order',
    python: 'manager-dict.py',
    of: (lines) =>
      lines.map((line) =>
        matching([line], /^Results: \{(.*)\}$/)[0]
          ?.split(', ')
          .toSorted(),
      ),
    is: [numbers.map((i) => `${i}: ${i * 2}`)],
  },
  {
    sample: 'namespace.ts',
    rows: '004.20',
    says: 'the whole output',
    python: 'namespace.py',
    of: whole,
    is: ["Before event, error: 'Namespace' object has no attribute 'value'", 'After event: This is the value'],
  },
  {
    sample: 'namespace-trap.ts',
    rows: '004.21',
    says: 'the whole output',
    python: 'namespace-trap.py',
    of: whole,
    is: ['Before event: []', 'After event : []'],
  },
];
