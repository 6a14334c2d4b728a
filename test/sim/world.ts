// The in-process world: the real kernel and the real runtime, but simulated processes, a virtual clock, and an order of events
// that is chosen by a seed instead of first come, first served.

import { Exchange } from '../../src/kernel/exchange.ts';
import { Recorder } from '../../src/kernel/recorder.ts';
import { ruleOfType } from '../../src/primitives/kinds.ts';
import type { TraceRow } from '../../src/trace/event.ts';
import type { Finding } from '../../src/trace/finding.ts';
import { SimulatedMemory } from './memory.ts';
import { seeded } from './random.ts';
import { SimulatedProcess } from './simulated-process.ts';

export interface SimulatedRun {
  /** What was printed, in the order in which the kernel took it. */
  output: { process: string; stream: 1 | 2; text: string }[];
  exitCodes: Record<string, number>;
  findings: Finding[];
  rows: TraceRow[];
}

/** Nanoseconds that every step of the world takes. */
const stepNanos = 1000;
const mostSteps = 200_000;
/** Turns of the event loop without a new request after which user code is taken to wait. */
const quietTurns = 3;

export class World {
  readonly processes = new Map<number, SimulatedProcess>();
  readonly memory = new SimulatedMemory();
  readonly #mainUrl: string;
  readonly #number: number;
  readonly #random: () => number;
  readonly #run: SimulatedRun = { output: [], exitCodes: {}, findings: [], rows: [] };
  readonly #exchange: Exchange;
  #now = 0;
  #isOver = false;

  /** @param number tells the module instances of several worlds in one Node process apart. */
  constructor(mainUrl: string, number: number, seed: number) {
    this.#mainUrl = mainUrl;
    this.#number = number;
    this.#random = seeded(seed);
    const recorder = new Recorder((row) => this.#run.rows.push({ ...row }));
    this.#exchange = new Exchange(ruleOfType, recorder, {
      send: (id, reply) => this.processes.get(id)?.replies.push(reply),
      launch: (entry) => {
        const url = entry.parent === 0 ? this.#mainUrl : null;
        this.processes.set(entry.id, new SimulatedProcess(entry.id, url, this));
        this.#exchange.kernel.processLaunched(entry.id, 1000 + entry.id);
      },
      signal: (id, signal) => this.#end(id, signal === 'SIGKILL' ? -9 : -15),
      print: (id, stream, payload) => {
        const process = this.#exchange.kernel.processes.get(id)?.name ?? '';
        this.#run.output.push({ process, stream, text: Buffer.from(payload).toString() });
      },
      fileOf: (url) => url.split('/').at(-1) ?? url,
    });
  }

  /** The URL of a module's instance in one process of this world. */
  instanceUrl(url: string, process: number): string {
    return `${url}?lanescope-process=${this.#number}.${process}`;
  }

  get now(): number {
    return this.#now;
  }

  async run(): Promise<SimulatedRun> {
    this.#exchange.startMain(0);
    for (let step = 0; step < mostSteps && !this.#isOver; step++) {
      await this.#quiet();
      this.#now += stepNanos;
      const actions = this.#actions();
      const action = actions[Math.floor(this.#random() * actions.length)];
      if (action) action();
      else if (!this.#rest()) break;
      this.#exchange.kernel.setNow(this.#now);
      this.#exchange.kernel.expire();
      this.#exchange.kernel.settle();
    }
    this.#run.findings.push(...this.#exchange.declareLeftBehind());
    return this.#run;
  }

  /** Lets promises of user code run until nothing moves by itself any more. */
  async #quiet(): Promise<void> {
    for (let turns = 0; turns < quietTurns; ) {
      const before = this.#sent();
      await new Promise<void>((resolve) => setImmediate(resolve));
      const isMoving = this.#sent() !== before || [...this.processes.values()].some((process) => process.isLoading);
      turns = isMoving ? 0 : turns + 1;
    }
  }

  #sent(): number {
    let sent = 0;
    for (const process of this.processes.values()) sent += process.requests.length;
    return sent;
  }

  #actions(): (() => void)[] {
    const actions: (() => void)[] = [];
    for (const process of this.processes.values()) {
      const mayAsk = process.requests.length > 0 && !this.#exchange.kernel.hasUnserved(process.id);
      if (mayAsk) actions.push(() => this.#receive(process));
      if (process.replies.length > 0) actions.push(() => process.step());
    }
    for (const id of this.#exchange.kernel.enabled()) actions.push(() => this.#exchange.kernel.serve(id));
    return actions;
  }

  #receive(process: SimulatedProcess): void {
    const request = process.requests.shift();
    if (request) this.#exchange.receive(process.id, request, this.#now);
  }

  /** Nothing can happen now: processes end, time goes on, or everybody is stuck. @returns false when the run is over. */
  #rest(): boolean {
    const { kernel } = this.#exchange;
    for (const process of this.processes.values()) {
      if (process.exitCode === null && process.isWeak !== null) {
        process.answerIdle();
        return true;
      }
      if (process.exitCode === null && !process.isBusy) process.exitCode = process.hasSettled ? 0 : 13;
      if (process.exitCode !== null) {
        this.#end(process.id, process.exitCode);
        return true;
      }
    }
    if (this.#expire()) return true;
    const found = this.#exchange.findStuck();
    // here nobody has anything else to do: who waits has only not answered yet
    if (!found?.isSure) return [...this.processes.values()].some((process) => process.replies.length > 0);
    this.#run.findings.push(this.#exchange.declareStuck(found));
    for (const id of [...kernel.processes.keys()]) this.#end(id, -9, false);
    return false;
  }

  #expire(): boolean {
    const { kernel } = this.#exchange;
    const deadline = kernel.nextDeadline();
    if (deadline === Number.POSITIVE_INFINITY) return false;
    this.#now = Math.max(this.#now, deadline);
    kernel.setNow(this.#now);
    kernel.expire();
    return true;
  }

  /** @param goesOn somebody is left who could miss what it held */
  #end(id: number, exitCode: number, goesOn = true): void {
    const process = this.processes.get(id);
    if (!process) return;
    this.processes.delete(id);
    process.exitCode = exitCode;
    this.#run.exitCodes[this.#exchange.kernel.processes.get(id)?.name ?? ''] = exitCode;
    this.#exchange.processEnded(id, exitCode, this.#now, goesOn);
    const live = [...this.#exchange.kernel.processes.values()].filter((entry) => entry.state !== 'ended');
    this.#isOver = live.length === 0;
    if (live.length > 0 && live.every((entry) => entry.daemon)) for (const entry of live) this.#end(entry.id, -15);
  }
}
