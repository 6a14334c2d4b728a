// Five runs that tests of reading and drawing share, told as the kernel would record them.

import { TraceDrawing } from './draw-trace.ts';

/** A child waits five seconds for a name that the parent puts. */
export function greeting(): TraceDrawing {
  const d = new TraceDrawing();
  const main = d.at(0).process('MainProcess');
  d.begin(main);
  const q = d.at(31).queue(main, 'q', 'greet.ts:10:13');
  const child = d.process('Process-1', { parent: main, site: 'greet.ts:11:14' });
  d.at(32).start(main, child, 'greet.ts:12:6');
  const sleep = d.at(38).sleep(main, 'greet.ts:13:9');
  d.at(61).begin(child);
  d.at(62).print(child, '(child process) Waiting for name...\n');
  const get = d.at(63).call(child, q, 'get', 'greet.ts:5:24');
  d.block(get, 'empty');
  d.at(5038).unblock(sleep, 0);
  d.end(sleep);
  d.at(5039).print(main, "(parent process) Ok, I'll send the name\n");
  const message = d.at(5040).put(main, q, '"Jimmy"', 'greet.ts:15:5', 1);
  d.at(5041).unblock(get, main, { message, size: 0 });
  d.end(get, 'return', { message, size: 0 });
  d.at(5042).print(child, '(child process) Well, hi Jimmy\n');
  d.at(5050).exit(child, 0);
  d.at(5060).exit(main, 0);
  return d;
}

/** A queue with room for one item: the third put waits until the slow consumer takes one. */
export function boundedQueue(): TraceDrawing {
  const d = new TraceDrawing({ script: 'bounded.ts' });
  const main = d.at(0).process('MainProcess');
  d.begin(main);
  const tasks = d.at(2).queue(main, 'tasks', 'bounded.ts:3:15', { capacity: 1 });
  const consumer = d.process('Consumer-1', { parent: main, site: 'bounded.ts:4:3' });
  d.at(3).start(main, consumer, 'bounded.ts:4:20');
  const first = d.at(4).put(main, tasks, '1', 'bounded.ts:6:9', 1);
  const message = d.message();
  const put = d.at(5).call(main, tasks, 'put', 'bounded.ts:7:9', { message, text: '2', bytes: 1 });
  d.block(put, 'full', 1);
  d.at(40).begin(consumer);
  const get = d.at(42).call(consumer, tasks, 'get', 'bounded.ts:12:20');
  d.end(get, 'return', { message: first, size: 0 });
  d.at(43).unblock(put, consumer, { message, size: 1 });
  d.end(put, 'return', { message, size: 1 });
  const size = d.at(44).call(consumer, tasks, 'qsize', 'bounded.ts:13:20');
  d.end(size, 'return', { code: 1 });
  const late = d.at(50).call(consumer, tasks, 'get', 'bounded.ts:14:20');
  d.end(late, 'return', { message, size: 0 });
  const none = d.at(51).call(consumer, tasks, 'get', 'bounded.ts:15:20');
  d.block(none, 'empty');
  d.at(151).end(none, 'timeout');
  d.at(152).uncaught(consumer, 'QueueEmptyError: Queue.get: nothing came to tasks within 100 ms');
  d.at(160).exit(consumer, 1);
  d.at(170).exit(main, 0);
  return d;
}

/** The greeting without its put. */
export function deadlock(): TraceDrawing {
  const d = new TraceDrawing({ script: 'forgotten-put.ts' });
  const main = d.at(0).process('MainProcess');
  d.begin(main);
  const q = d.at(30).queue(main, 'q', 'forgotten-put.ts:10:13');
  const child = d.process('Process-1', { parent: main, site: 'forgotten-put.ts:11:14' });
  d.at(31).start(main, child, 'forgotten-put.ts:12:6');
  d.at(33).join(main, child, 'forgotten-put.ts:13:12');
  d.at(60).begin(child);
  const get = d.at(61).call(child, q, 'get', 'forgotten-put.ts:5:24');
  d.block(get, 'empty');
  const stuck = [
    'Process-1 waits at forgotten-put.ts:5 for an item of `q`; nobody is left who could put one.',
    'MainProcess waits at forgotten-put.ts:13 for the end of Process-1; Process-1 waits itself.',
  ];
  d.at(70).finding({
    id: 'deadlock',
    severity: 'error',
    title: `Deadlock: ${stuck[0]}`,
    message: [...stuck, 'No process of this run can ever go on.'].join('\n'),
    cure: 'Put an item into q before joining Process-1.',
    places: [
      { process: child, site: d.site('forgotten-put.ts:5:24'), seq: 8, text: stuck[0] ?? '' },
      { process: main, site: d.site('forgotten-put.ts:13:12'), seq: 5, text: stuck[1] ?? '' },
    ],
    cycle: [
      { from: child, to: main, object: q },
      { from: main, to: child, object: 2 },
    ],
  });
  return d;
}

/** Two producers and two consumers share one queue; messages cross lanes in both directions. */
export function fourProcesses(): TraceDrawing {
  const d = new TraceDrawing({ script: 'share.ts' });
  const main = d.at(0).process('MainProcess');
  d.begin(main);
  const [jobs, answers] = [d.at(1).queue(main, 'jobs', 'share.ts:4:14'), d.queue(main, 'answers', 'share.ts:5:17')];
  const workers = [1, 2, 3].map((n) => d.process(`Worker-${n}`, { parent: main, site: 'share.ts:7:18' }));
  const [one = 0, two = 0, three = 0] = workers;
  for (const worker of workers) d.at(2).start(main, worker, 'share.ts:8:6');
  const waiting = workers.map((worker, i) => {
    d.at(30 + i).begin(worker);
    const get = d.call(worker, jobs, 'get', 'share.ts:20:24');
    d.block(get, 'empty', 0);
    return get;
  });
  const given = ['"a"', '"b"', '"c"'].map((job, i) => {
    const message = d.at(40 + i).put(main, jobs, job, 'share.ts:10:8', 1);
    const get = waiting[i];
    if (!get) throw new Error('one waiting get a job');
    d.unblock(get, main, { message, size: 0 });
    d.end(get, 'return', { message, size: 0 });
    return message;
  });
  if (given.length !== 3) throw new Error('three jobs');
  const collect = d.at(44).call(main, answers, 'get', 'share.ts:12:22');
  d.block(collect, 'empty', 0);
  d.at(50).mark(two, 'half way', 'share.ts:22:3');
  const answer = d.at(60).put(three, answers, '{ id: 3, ok: true }', 'share.ts:24:11', 1);
  d.unblock(collect, three, { message: answer, size: 0 });
  d.end(collect, 'return', { message: answer, size: 0 });
  const span = d.at(61).call(one, 0, 'span', 'share.ts:26:9', { text: 'tidy up' });
  d.at(66).end(span);
  for (const [i, worker] of workers.entries()) d.at(70 + i).exit(worker, i === 1 ? -9 : 0);
  d.at(80).exit(main, 0);
  return d;
}

/** Two processes read the same number before either writes. Nothing has said so while the run went on. */
export function lostUpdate(): TraceDrawing {
  const d = new TraceDrawing({ script: 'count.ts' });
  const main = d.at(0).process('MainProcess');
  d.begin(main);
  const counter = d.at(1).queue(main, 'counter', 'count.ts:9:19', { type: 'Value' });
  const counters = [1, 2].map((n) => d.process(`Process-${n}`, { parent: main, site: 'count.ts:10:5' }));
  for (const one of counters) d.at(2).start(main, one, 'count.ts:11:7');
  for (const one of counters) {
    d.at(20 + one).begin(one);
    d.end(d.call(one, counter, 'get', 'count.ts:4:29'));
  }
  for (const one of counters) d.at(30 + one).end(d.call(one, counter, 'set', 'count.ts:5:17', { text: '1' }));
  for (const one of counters) d.at(36 + one).exit(one, 0);
  d.at(40).exit(main, 0);
  return d;
}
