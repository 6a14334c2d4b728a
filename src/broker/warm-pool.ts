// Processes that wait with the runtime loaded, so that a start costs a message and not a Node. Each is used once.
// Nobody sees them: they are in no trace, and what one writes before its turn is kept for whom it becomes.

import { availableParallelism } from 'node:os';
import { signalProcess } from './platform.ts';
import type { ProcessEvents, UserProcess } from './user-process.ts';

/** Starts a process that will wait, in this environment. */
type Launch = (env: NodeJS.ProcessEnv, events: ProcessEvents) => UserProcess;

/** Where it is known which processes the run has. */
interface Known {
  add(pid: number): void;
  remove(pid: number): void;
}

interface Warm {
  key: string;
  process: UserProcess;
  /** Whose it has become; null while it waits. */
  events: ProcessEvents | null;
  /** Written before that, by Node itself. */
  output: [fd: 1 | 2, bytes: Uint8Array][];
  startedAt: number;
}

/** As many wait at first: most programs start their processes at once and then no more. */
const fewest = 1;
/** More do not start faster: each takes a core for as long as it loads. */
const most = Math.min(8, 2 * availableParallelism() + 2);
/** So many may end before their turn: something may be killing whatever we start. */
const mostDeaths = 8;
/** After the first line of whoever was started the cores are its own for so long; and as long between two that shall wait. */
const refillMs = 5;
/** A process that is younger may still be loading: while it does, a core is free. */
const youngMs = 100;
/** Starts that follow each other faster come in a row. */
const rowMs = 250;
/** Without a start for so long, as few wait as at first. */
const quietMs = 5000;

export class WarmPool {
  readonly #launch: Launch;
  readonly #known: Known;
  readonly #waiting = new Set<Warm>();
  readonly #ending = new Set<UserProcess>();
  readonly #ended = Promise.withResolvers<void>();
  #wanted: { key: string; env: NodeJS.ProcessEnv } | null = null;
  #missedKey = '';
  #hasMissed = false;
  #size = fewest;
  #deaths = 0;
  #isClosed = false;
  #refill: NodeJS.Timeout | null = null;
  #tookAt = Number.NEGATIVE_INFINITY;
  #quiet: NodeJS.Timeout | null = null;

  constructor(launch: Launch, known: Known) {
    this.#launch = launch;
    this.#known = known;
  }

  /** Processes with this key will be started: one shall be waiting when the first is. */
  expect(key: string, env: NodeJS.ProcessEnv): void {
    this.#wanted = { key, env };
    this.#startOne();
  }

  /** @returns a process that waited for this and is now whose `events` are; `undefined`: none does. */
  take(key: string, env: NodeJS.ProcessEnv, events: ProcessEvents): UserProcess | undefined {
    const found = [...this.#waiting].find((one) => one.key === key && one.process.pid > 0);
    this.#note(key, env, found !== undefined);
    if (found === undefined) return undefined;
    this.#waiting.delete(found);
    found.events = events;
    this.#hurry(found);
    process.nextTick(() => {
      events.launched(found.process.pid);
      for (const [fd, bytes] of found.output) events.rawOutput(fd, bytes);
    });
    return found.process;
  }

  /** In a row of starts the next one waits for a process that loads, unless that begins now, beside the one that was just taken. */
  #hurry(taken: Warm): void {
    const now = performance.now();
    const isRow = now - this.#tookAt < rowMs;
    this.#tookAt = now;
    if (!isRow || now - taken.startedAt >= youngMs) return;
    // not before it has been told what it is for: starting another one holds the broker up
    const begin = () => {
      // of many at once the cores have enough
      if (!this.#hasMissed) this.#startOne();
    };
    setImmediate(() => setImmediate(begin));
  }

  /** Nobody is being started any more: the cores are free for those that will wait. */
  refill(): void {
    this.#refill ??= setTimeout(() => {
      this.#refill = null;
      // by one for however many: what was started at once may never be again
      if (this.#hasMissed && this.#size < most) this.#size++;
      this.#hasMissed = false;
      this.#startOne();
    }, refillMs);
  }

  /** Ends those that wait. @returns when they have ended */
  close(): Promise<void> {
    this.#isClosed = true;
    for (const timer of [this.#refill, this.#quiet]) if (timer) clearTimeout(timer);
    for (const one of [...this.#waiting]) this.#end(one);
    if (this.#ending.size === 0) this.#ended.resolve();
    return this.#ended.promise;
  }

  #note(key: string, env: NodeJS.ProcessEnv, isHit: boolean): void {
    const isOther = this.#wanted !== null && this.#wanted.key !== key;
    // one start with another key is no reason to throw away what waits; two in a row are
    if (!isOther || this.#missedKey === key) this.#wanted = { key, env };
    if (!isHit && !isOther) this.#hasMissed = true;
    this.#missedKey = isHit ? '' : key;
    if (this.#quiet) clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.#shrink(), quietMs).unref();
  }

  /** Each start holds the broker up for a moment: only one at a time. */
  #startOne(): void {
    if (this.#isClosed || this.#wanted === null) return;
    const { key, env } = this.#wanted;
    for (const one of [...this.#waiting]) if (one.key !== key) this.#end(one);
    if (this.#waiting.size >= this.#size || this.#deaths >= mostDeaths) return;
    this.#start(key, env);
    if (this.#waiting.size < this.#size) this.refill();
  }

  #shrink(): void {
    this.#size = fewest;
    for (const one of [...this.#waiting].slice(fewest)) this.#end(one);
  }

  #start(key: string, env: NodeJS.ProcessEnv): void {
    const output: Warm['output'] = [];
    const started = this.#launch(env, {
      launched: (pid) => this.#known.add(pid),
      request: (request) => warm.events?.request(request),
      heard: () => warm.events?.heard(),
      rawOutput: (fd, bytes) => {
        if (warm.events) warm.events.rawOutput(fd, bytes);
        else output.push([fd, bytes]);
      },
      ended: (...end) => {
        if (warm.events) warm.events.ended(...end);
        else this.#hasEnded(warm);
      },
    });
    const warm: Warm = { key, process: started, events: null, output, startedAt: performance.now() };
    this.#waiting.add(warm);
  }

  #end(one: Warm): void {
    this.#waiting.delete(one);
    if (one.process.pid === 0) return;
    this.#ending.add(one.process);
    signalProcess(one.process.pid, 'SIGKILL');
  }

  #hasEnded(one: Warm): void {
    if (one.process.pid > 0) this.#known.remove(one.process.pid);
    if (this.#ending.delete(one.process)) {
      if (this.#isClosed && this.#ending.size === 0) this.#ended.resolve();
      return;
    }
    this.#waiting.delete(one);
    this.#deaths++;
    this.#startOne();
  }
}
