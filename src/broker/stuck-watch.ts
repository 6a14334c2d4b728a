// Looks, whenever something has happened, whether somebody can never go on; says so, and ends a run in which nobody can.

import { type Nanos, toNanos } from '../base/units.ts';
import type { Exchange } from '../kernel/exchange.ts';
import { causesOf, keyOf } from '../kernel/stuck-causes.ts';
import type { Stuck } from '../kernel/stuck-search.ts';
import type { Finding } from '../trace/finding.ts';

export interface StuckOptions {
  onDeadlock: 'exit' | 'stay';
  /**
   * How long a run goes on in which no process does by itself, while a signal or the like could still wake one; `null`: for ever.
   * Milliseconds.
   */
  outsideMs: number | null;
}

interface Edge {
  now(): Nanos;
  say(text: string): void;
  /** The run's end is decided. */
  isEnding(): boolean;
  /** A finding is in the trace. */
  recorded(): void;
  /** Ends all processes. */
  stop(status: number): void;
}

export const deadlockStatus = 86;
/** After the last frame, before somebody is asked whether it is idle. */
const checkMs = 20;
/** So long those who wait too may take to say whether they have something else to do. */
const othersAnswerMs = 300;
/** What something from outside could end is looked at again so often. */
const openCheckMs = 1000;
const howToStay = '--on-deadlock stay keeps them';

export class StuckWatch {
  readonly #exchange: Exchange;
  readonly #options: StuckOptions;
  readonly #edge: Edge;
  readonly #declared = new Set<string>();
  /** What is declared if all of its processes answer once more. */
  #suspected = '';
  #suspectedAt: Nanos = 0;
  /** Since when nothing has come from outside, and the last event then. */
  #quiet: { seq: number; since: Nanos } | null = null;
  #check: NodeJS.Timeout | null = null;
  #openCheck: NodeJS.Timeout | null = null;
  #isOver = false;

  constructor(exchange: Exchange, options: StuckOptions, edge: Edge) {
    this.#exchange = exchange;
    this.#options = options;
    this.#edge = edge;
  }

  /** Something has happened. */
  activity(): void {
    this.#checkIn(checkMs);
  }

  close(): void {
    this.#isOver = true;
    if (this.#check) clearTimeout(this.#check);
    if (this.#openCheck) clearTimeout(this.#openCheck);
  }

  #checkIn(ms: number): void {
    if (this.#isOver) return;
    this.#check ??= setTimeout(() => {
      this.#check = null;
      this.#look();
    }, ms);
  }

  #look(): void {
    if (this.#edge.isEnding()) return;
    const found = this.#exchange.findStuck();
    if (this.#exchange.hasTimed) this.#askAgainLater();
    if (!found) return;
    const { stuck, whole, isOpen, isDebugged, isSure } = found;
    const key = `${whole} ${isOpen} ${keyOf(stuck)}`;
    if (this.#suspected !== key) {
      this.#suspect(key);
      return;
    }
    if (!isSure && this.#edge.now() - this.#suspectedAt < toNanos(othersAnswerMs)) {
      this.#checkIn(othersAnswerMs);
      return;
    }
    if (!this.#declared.has(key)) this.#declare(key, found);
    if (!whole || this.#options.onDeadlock !== 'exit') return;
    if (isOpen && this.#isInVain()) this.#giveUp(found);
    else if (isOpen || isDebugged) this.#askAgainLater();
    else this.#end('All processes are ended now');
  }

  /**
   * All have said to be idle, but one may have been killed by another since: only what they say when they are asked once more, after
   * the last of them has answered, shows that they all live and wait.
   */
  #suspect(key: string): void {
    this.#suspected = key;
    this.#suspectedAt = this.#edge.now();
    this.#exchange.askAgain();
    this.#exchange.findStuck();
  }

  /** What has been told is not told again because somebody waits for it, or for something else, by now. */
  #declare(key: string, found: Stuck): void {
    const { stuck, whole, isOpen, isDebugged } = found;
    this.#declared.add(key);
    const causes = causesOf(stuck, this.#exchange.kernel);
    const told = whole ? causes : causes.filter((cause) => !this.#declared.has(keyOf(cause)));
    for (const cause of causes) this.#declared.add(keyOf(cause));
    if (told.length === 0) return;
    this.#tell(this.#exchange.declareStuck(found, told));
    if (whole && isOpen) this.#edge.say('lanescope:   The run goes on.\n');
    else if (whole && isDebugged) this.#edge.say('lanescope:   The run goes on: a debugger is attached.\n');
  }

  #tell(finding: Finding): void {
    this.#edge.recorded();
    this.#edge.say(wordsOf(finding));
  }

  #askAgainLater(): void {
    this.#openCheck ??= setTimeout(() => {
      this.#openCheck = null;
      this.#exchange.askAgain();
      this.#look();
    }, openCheckMs);
  }

  /** Whether nothing has happened at all for so long that nothing will come from outside. */
  #isInVain(): boolean {
    const { seq } = this.#exchange.kernel.recorder;
    const now = this.#edge.now();
    if (this.#quiet?.seq !== seq) this.#quiet = { seq, since: now };
    return this.#options.outsideMs !== null && now - this.#quiet.since >= toNanos(this.#options.outsideMs);
  }

  #giveUp(found: Stuck): void {
    this.#tell(this.#exchange.declareStuck({ ...found, isOpen: false }));
    const seconds = (this.#options.outsideMs ?? 0) / 1000;
    this.#end(`Nothing has come from outside for ${seconds} s: all processes are ended now`);
  }

  #end(why: string): void {
    this.#edge.say(`lanescope:   ${why} (exit status ${deadlockStatus}; ${howToStay}).\n`);
    this.#edge.stop(deadlockStatus);
  }
}

function wordsOf({ id, message, cure }: Finding): string {
  const [first, ...sentences] = message.split('\n');
  const lines = [`${id}: ${first}`, ...sentences.map((line) => `  ${line}`), `  ${cure}`];
  return lines.map((line) => `lanescope: ${line}\n`).join('');
}
