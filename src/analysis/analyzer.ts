// Drives the analyses along a trace, each event once; asked again when the trace has grown, it goes on where it stopped.

import { kindNumber } from '../trace/event.ts';
import { byGravity, type Finding } from '../trace/finding.ts';
import type { Outcome } from '../trace/operations.ts';
import type { Trace } from '../trace/trace.ts';
import type { Analysis, Watcher } from './analysis.ts';
import { RunState } from './run-state.ts';
import type { Step } from './step.ts';

interface Watching {
  readonly analysis: Analysis;
  readonly watcher: Watcher;
}

type StepEvent = 'called' | 'blocked' | 'unblocked' | 'ended';
type Told = Record<StepEvent, ((step: Step) => void)[]>;

const outcomes: ReadonlyMap<number, Outcome> = new Map([
  [kindNumber.return, 'return'],
  [kindNumber.timeout, 'timeout'],
  [kindNumber.cancel, 'cancel'],
  [kindNumber.error, 'error'],
]);

export class Analyzer {
  readonly #trace: Trace;
  readonly #state: RunState;
  readonly #watching: Watching[];
  /** Who is told of the operations on objects of a type. */
  readonly #told = new Map<string, Told>();
  #next = 0;

  constructor(trace: Trace, analyses: readonly Analysis[]) {
    this.#trace = trace;
    this.#state = new RunState(trace);
    this.#watching = analyses.map((analysis) => ({ analysis, watcher: analysis.watch(this.#state) }));
  }

  /** Takes in what the trace has got since. */
  update(): void {
    const { length } = this.#trace;
    while (this.#next < length) this.#take(this.#next++);
  }

  /**
   * What the analyses have found so far, the gravest first, then by the first place.
   *
   * @param isOver the trace will not grow any more
   */
  findings(isOver: boolean): Finding[] {
    this.update();
    this.#state.isClosed = isOver;
    const found = this.#watching.flatMap(({ watcher }) => watcher.findings());
    return found.sort((a, b) => byGravity(a, b) || (a.places[0]?.seq ?? 0) - (b.places[0]?.seq ?? 0));
  }

  #take(index: number): void {
    const { kind: kinds, process: processes } = this.#trace;
    const state = this.#state;
    const kind = kinds.at(index);
    const process = processes.at(index);
    switch (kind) {
      case kindNumber.call:
        this.#tell('called', state.called(index));
        break;
      case kindNumber.block:
        this.#tell('blocked', state.blocked(index));
        break;
      case kindNumber.unblock:
        this.#tell('unblocked', state.unblocked(index));
        break;
      case kindNumber.create: {
        const object = this.#trace.object.at(index);
        state.created(index);
        for (const { watcher } of this.#watching) watcher.created?.(object, process, index);
        break;
      }
      case kindNumber.start: {
        const child = state.started(index);
        for (const { watcher } of this.#watching) watcher.started?.(child, process, index);
        break;
      }
      case kindNumber.begin:
        state.begun(process);
        for (const { watcher } of this.#watching) watcher.begun?.(process, index);
        break;
      case kindNumber.exit:
        // what it was about to do is known to watchers until they have been told
        for (const { watcher } of this.#watching) watcher.exited?.(process, this.#trace.code.at(index), index);
        state.exited(process, index);
        break;
      case kindNumber.print:
        for (const { watcher } of this.#watching) watcher.printed?.(process, index);
        break;
      case kindNumber.finding: {
        const finding = JSON.parse(this.#trace.stringOf(this.#trace.text.at(index))) as Finding;
        state.said(finding);
        for (const { watcher } of this.#watching) watcher.said?.(finding);
        break;
      }
      default:
        this.#ended(kind, index);
    }
  }

  #ended(kind: number, index: number): void {
    const outcome = outcomes.get(kind);
    if (!outcome) return;
    const step = this.#state.ended(index, outcome);
    if (step || kind !== kindNumber.error) {
      this.#tell('ended', step);
      return;
    }
    const text = this.#trace.stringOf(this.#trace.text.at(index));
    const process = this.#trace.process.at(index);
    for (const { watcher } of this.#watching) watcher.failed?.(process, text, index);
  }

  #tell(event: StepEvent, step: Step | undefined): void {
    if (!step) return;
    for (const tell of this.#toldOf(step.type)[event]) tell(step);
  }

  #toldOf(type: string): Told {
    const known = this.#told.get(type);
    if (known) return known;
    const wanting = this.#watching.filter(({ analysis }) => analysis.types?.includes(type) ?? true);
    // bound once: a call by name for each event and watcher would be half of the cost
    const those = (event: StepEvent) => wanting.flatMap(({ watcher }) => watcher[event]?.bind(watcher) ?? []);
    const told = {
      called: those('called'),
      blocked: those('blocked'),
      unblocked: those('unblocked'),
      ended: those('ended'),
    };
    this.#told.set(type, told);
    return told;
  }
}
