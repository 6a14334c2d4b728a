// The broker: drives the exchange over real processes. Everything that decides is in the kernel; here things are done.

import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Exchange } from '../kernel/exchange.ts';
import type { ProcessEntry } from '../kernel/process-entry.ts';
import { Recorder } from '../kernel/recorder.ts';
import { ruleOfType } from '../primitives/kinds.ts';
import { clockFrom } from '../protocol/clock.ts';
import { type EdgeRequest, isEdgeRequest } from '../protocol/edge.ts';
import { isShared, type Payload } from '../protocol/payload.ts';
import type { Reply, Request, StartInfo } from '../protocol/request.ts';
import { type RunMeta, traceVersion } from '../trace/event.ts';
import { CreditDesk } from './credit-desk.ts';
import { Launcher } from './launcher.ts';
import { LeaseDesk } from './lease-desk.ts';
import { LoanDesk } from './loan-desk.ts';
import { LoanFile } from './loan-file.ts';
import { Output } from './output.ts';
import { fileForPeople, sharedMemoryFolder, signalProcess, statusOf } from './platform.ts';
import { Reaper } from './reaper.ts';
import { SharedFolder } from './shared-folder.ts';
import { SharedPool } from './shared-pool.ts';
import { Spin } from './spin.ts';
import { type StuckOptions, StuckWatch } from './stuck-watch.ts';
import { TraceFile } from './trace-file.ts';
import type { ProcessEvents, UserProcess } from './user-process.ts';

export interface RunOptions extends StuckOptions {
  /** Absolute path. */
  script: string;
  args: readonly string[];
  /** `null`: not recorded. */
  trace: string | null;
  previewBytes: number;
  node: string;
  /** `v24.1.0`. */
  nodeVersion: string;
  nodeArgs: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Absolute path of the bundle that every user process enters through. */
  bootstrap: string;
  /** The broker's own descriptor that the script's standard output goes to: 2 leaves the broker's output to others. */
  outTo: 1 | 2;
}

const daemonGraceMs = 500;
/** How long output is still written out after the user has ended the run. */
const lastOutputMs = 1000;
const longestTimerMs = 2 ** 31 - 1;

export class Broker {
  readonly output: Output;
  readonly #options: RunOptions;
  readonly #origin = process.hrtime.bigint();
  readonly #now = clockFrom(this.#origin);
  readonly #processes = new Map<number, UserProcess>();
  readonly #trace: TraceFile;
  readonly #recorder: Recorder;
  readonly #exchange: Exchange;
  readonly #leases: LeaseDesk;
  readonly #credits: CreditDesk;
  readonly #loans: LoanDesk;
  readonly #loanFile: LoanFile | null;
  readonly #shared: SharedPool;
  readonly #reaper: Reaper;
  readonly #spin: Spin | null;
  readonly #memoryFolder = join(sharedMemoryFolder(), `lanescope-${process.pid}-${randomBytes(9).toString('hex')}`);
  readonly #launcher: Launcher;
  readonly #stuck: StuckWatch;
  readonly #finished = Promise.withResolvers<number>();
  #timer: NodeJS.Timeout | null = null;
  #status: number | null = null;
  #isInterrupted = false;
  #meta: RunMeta;

  /** @throws the system's error when the trace file cannot be made. */
  constructor(options: RunOptions) {
    this.#options = options;
    this.output = new Output(
      () => this.#goOnReading(),
      () => this.stop(1),
      options.outTo,
    );
    const say = (text: string) => this.output.say(`lanescope: ${text}\n`);
    this.#trace = new TraceFile(options.trace, say);
    this.#reaper = new Reaper((error) => say(`no process watches over this run: ${error.message}`));
    this.#launcher = new Launcher({ ...options, origin: this.#origin, memoryFolder: this.#memoryFolder }, this.#reaper);
    this.#reaper.addFolder(this.#memoryFolder);
    this.#recorder = new Recorder(
      (row) => this.#trace.push(row),
      (number, text) => this.#trace.pushText(number, text),
    );
    const { script, args, cwd, nodeVersion: node } = options;
    const started = new Date().toISOString();
    const file = fileForPeople(pathToFileURL(script).href, cwd);
    this.#meta = {
      version: traceVersion,
      script: file,
      args: [...args],
      cwd,
      started,
      node,
      platform: process.platform,
      cores: availableParallelism(),
    };
    this.#recorder.meta(this.#meta);
    this.#exchange = new Exchange(ruleOfType, this.#recorder, {
      send: (id, reply) => this.#send(id, reply),
      fetch: (payload) => this.#shared.fetch(payload),
      release: (payload) => this.#shared.release(payload),
      launch: (entry, start) => this.#launch(entry, start),
      signal: (id, signal) => this.#signal(id, signal),
      print: (id, fd, bytes) => this.#print(id, fd, bytes),
      isLent: (id, object, message) => this.#leases.isLent(id, object, message),
      servesAtOnce: true,
      fileOf: (url) => fileForPeople(url, cwd),
    });
    this.#stuck = new StuckWatch(this.#exchange, options, {
      now: this.#now,
      say: (text) => this.output.say(text),
      isEnding: () => this.#status !== null,
      recorded: () => this.#trace.flush(),
      stop: (status) => this.stop(status),
    });
    const maySpin = !options.env.CI && options.env.LANESCOPE_SPIN !== 'off';
    this.#spin = maySpin ? new Spin(() => this.#exchange.kernel.hasWaiting) : null;
    this.#leases = new LeaseDesk(this.#exchange, options.env.LANESCOPE_LEASES !== 'off');
    this.#credits = new CreditDesk(this.#exchange, this.#leases, options.env.LANESCOPE_CREDITS !== 'off');
    this.#loanFile = options.env.LANESCOPE_LEASES === 'off' ? null : new LoanFile(`${this.#memoryFolder}-loans`);
    if (this.#loanFile) this.#reaper.addFolder(this.#loanFile.file);
    this.#loans = new LoanDesk(this.#exchange, this.#credits, this.#loanFile, (check) => {
      setImmediate(() => {
        check(this.#now());
        if (this.#processes.size > 0) this.#afterActivity();
      });
    });
    this.#shared = new SharedPool({
      send: (id, reply) => this.#processes.get(id)?.send(reply),
      openFolder: () => this.#openSharedFolder(),
      now: () => performance.now(),
    });
  }

  /** Runs the script to its end. @returns the exit status of the run. */
  async run(): Promise<number> {
    this.#exchange.startMain(this.#now());
    return this.#finished.promise;
  }

  /** Ends every process at once; the run then ends with `status`. */
  stop(status: number): void {
    this.#status ??= status;
    this.#launcher.endWaiting();
    if (this.#processes.size === 0) this.output.giveUp();
    for (const one of this.#processes.values()) if (!one.hasExited && one.pid > 0) signalProcess(one.pid, 'SIGKILL');
  }

  /** The user wants the run to end: however its processes end now, the run's status tells of it. */
  interrupted(status: number): void {
    this.#status ??= status;
    this.#isInterrupted = true;
    this.#launcher.endWaiting();
    // only the output is still there, and nobody reads it
    if (this.#processes.size === 0) this.output.giveUp();
  }

  /** Hands a signal on to every process, as a terminal does. */
  forward(signal: NodeJS.Signals): void {
    for (const one of this.#processes.values()) if (!one.hasExited && one.pid > 0) signalProcess(one.pid, signal);
  }

  /** The terminal has another size. */
  resize(columns: number, rows: number): void {
    for (const port of this.#exchange.ports.values()) port.send({ op: 'resize', columns, rows });
  }

  #launch(entry: ProcessEntry, start: StartInfo): void {
    const events: ProcessEvents = {
      launched: (pid) => {
        this.#reaper.add(pid);
        this.#exchange.kernel.processLaunched(entry.id, pid);
      },
      request: (request) => this.#receive(entry.id, request),
      heard: () => {
        this.#afterActivity();
        this.#spin?.heard();
      },
      rawOutput: (fd, bytes) => {
        this.#exchange.recordPrint(entry.id, fd, bytes, this.#now());
        this.#print(entry.id, fd, bytes);
      },
      ended: (exitCode, problem, lostBytes) => this.#ended(entry, { exitCode, problem, lostBytes }),
    };
    const { process: launched, enter } =
      entry.parent === 0 ? this.#launcher.main(events) : this.#launcher.child(start.world ?? this.#options, events);
    this.#processes.set(entry.id, launched);
    if (enter) this.#exchange.ports.get(entry.id)?.send(enter);
    if (this.#status !== null && launched.pid > 0) signalProcess(launched.pid, 'SIGKILL');
  }

  #openSharedFolder(): SharedFolder | null {
    const { LANESCOPE_SHARED_PAYLOADS: wish, LANESCOPE_SHARED_FOLDER: parent } = this.#options.env;
    if (wish === 'off') return null;
    try {
      return new SharedFolder(parent, (path) => this.#reaper.addFolder(path));
    } catch (error) {
      // no place where we may write: everything travels in frames
      if (error instanceof Error && 'code' in error) return null;
      throw error;
    }
  }

  #send(id: number, reply: Reply): void {
    if (reply.op === 'done') this.#introduce(id, reply.payload);
    else if (reply.op === 'lease') for (const item of reply.items) this.#introduce(id, item);
    this.#processes.get(id)?.send(reply);
  }

  #introduce(id: number, payload: Payload | null): void {
    if (isShared(payload)) this.#shared.introduce(id, payload.file);
  }

  #receive(id: number, request: Request | EdgeRequest): void {
    if (isEdgeRequest(request)) {
      this.#receiveForEdge(id, request);
      return;
    }
    if (request.op === 'begin') this.#hasBegun(id);
    if (request.op === 'call' && isShared(request.payload)) this.#shared.claim(id, request.payload);
    this.#loans.receive(id, request, this.#now());
  }

  #receiveForEdge(id: number, request: EdgeRequest): void {
    if (request.op === 'borrow') this.#shared.borrow(id, request.size, request.count);
    else if (request.op === 'giveBack') this.#shared.giveBack(id, request.slots, request.failed);
    else this.#exchange.sendAgain(id, request.call, this.#now());
  }

  #hasBegun(id: number): void {
    const one = this.#processes.get(id);
    if (one) this.#launcher.hasBegun(one);
  }

  #ended(entry: ProcessEntry, end: { exitCode: number; problem: string | null; lostBytes: number }): void {
    const { exitCode, problem, lostBytes } = end;
    this.#hasBegun(entry.id);
    const pid = this.#processes.get(entry.id)?.pid ?? 0;
    if (pid > 0) this.#reaper.remove(pid);
    this.#processes.delete(entry.id);
    if (problem !== null) this.output.say(`lanescope: ${entry.name} ${problem}\n`);
    const now = this.#now();
    if (lostBytes > 0) this.#exchange.recordLoss(entry.id, lostBytes);
    // what is left behind matters to those who go on, not where the whole run is being ended
    this.#loans.processEnds(entry.id, now);
    this.#exchange.processEnded(entry.id, exitCode, now, this.#status === null);
    this.#leases.processEnded(entry.id, now);
    this.#credits.processEnded(entry.id, now);
    this.#loans.processEnded(entry.id, now);
    this.#shared.processEnded(entry.id);
    this.#exchange.drain(now);
    this.#afterActivity();
    this.#endDaemons();
    if (this.#processes.size === 0) void this.#finish();
  }

  /** Daemons do not outlive the last process that is none. */
  #endDaemons(): void {
    const live = [...this.#processes.keys()].map((id) => this.#exchange.kernel.processes.get(id));
    if (live.length === 0 || live.some((entry) => entry?.daemon === false)) return;
    this.forward('SIGTERM');
    setTimeout(() => this.forward('SIGKILL'), daemonGraceMs).unref();
  }

  async #finish(): Promise<void> {
    this.#launcher.endWaiting();
    if (this.#timer) clearTimeout(this.#timer);
    this.#stuck.close();
    const main = this.#exchange.kernel.processes.get(1);
    const status = this.#status ?? statusOf(main?.exitCode ?? 1);
    // a run that was ended in the middle could put nothing away
    for (const { title, cure } of this.#status === null ? this.#exchange.declareLeftBehind() : []) {
      this.output.say(`lanescope: ${title}\nlanescope:   ${cure}\n`);
    }
    rmSync(this.#memoryFolder, { recursive: true, force: true, maxRetries: 5 });
    this.#recorder.meta({ ...this.#meta, exitCode: status });
    this.#trace.close();
    this.#shared.close();
    this.#loanFile?.remove();
    if (this.#isInterrupted) setTimeout(() => this.output.giveUp(), lastOutputMs);
    await Promise.all([this.output.drained(), this.#launcher.close()]);
    this.#reaper.close();
    this.#finished.resolve(status);
  }

  #signal(id: number, signal: NodeJS.Signals): void {
    const target = this.#processes.get(id);
    if (target && !target.hasExited && target.pid > 0) signalProcess(target.pid, signal);
  }

  #print(id: number, fd: 1 | 2, bytes: Uint8Array): void {
    this.output.print(fd, bytes);
    if (this.output.isFull(fd)) this.#processes.get(id)?.setReading(false);
  }

  #goOnReading(): void {
    if (this.output.isFull(1) || this.output.isFull(2)) return;
    for (const one of this.#processes.values()) if (!one.isReading) one.setReading(true);
  }

  #afterActivity(): void {
    this.#leases.lend();
    this.#credits.grant();
    this.#loans.lend();
    this.#setTimer();
    this.#stuck.activity();
  }

  #setTimer(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const deadline = this.#exchange.kernel.nextDeadline();
    if (deadline === Number.POSITIVE_INFINITY) return;
    // rounded up: a timer that fires early would find nothing to do and be set again
    const ms = Math.min(Math.max(0, Math.ceil((deadline - this.#now()) / 1e6)), longestTimerMs);
    this.#timer = setTimeout(() => {
      this.#exchange.drain(this.#now());
      this.#afterActivity();
    }, ms);
  }
}
