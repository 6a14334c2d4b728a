// Sends a trace to one page in blocks: never more than two unacknowledged, so that a slow page is not buried.

import { type BlockCursor, blockCursor, encodeBlock } from '../protocol/block.ts';
import type { ToView, ViewState } from '../protocol/view.ts';
import type { TraceSource } from './trace-source.ts';

const eventsPerBlock = 20_000;
const blocksInFlight = 2;

export class TraceFeed {
  readonly #source: TraceSource;
  readonly #title: string;
  readonly #post: (message: ToView) => void;
  readonly #stopListening: () => void;
  #ready = false;
  #cursor: BlockCursor = blockCursor();
  #sent = 0;
  #number = 0;
  #inFlight = new Set<number>();
  #endSaid = false;

  constructor(source: TraceSource, title: string, post: (message: ToView) => void) {
    this.#source = source;
    this.#title = title;
    this.#post = post;
    this.#stopListening = source.listen((event) => {
      if (event === 'restarted' && this.#ready) this.open(null);
      else this.#pump();
    });
  }

  /** The page listens (again, after it was hidden or reloaded): everything goes out from the start. */
  open(state: ViewState | null): void {
    this.#ready = true;
    this.#cursor = blockCursor();
    this.#sent = 0;
    this.#inFlight = new Set();
    this.#endSaid = false;
    this.#post({ type: 'open', title: this.#title, live: this.#source.live, state });
    this.#pump();
  }

  /** The page has taken block `number`. */
  acknowledge(number: number): void {
    this.#inFlight.delete(number);
    this.#pump();
  }

  dispose(): void {
    this.#stopListening();
  }

  #pump(): void {
    if (!this.#ready) return;
    const { trace, live } = this.#source;
    while (this.#sent < trace.length && this.#inFlight.size < blocksInFlight) {
      this.#send(Math.min(trace.length, this.#sent + eventsPerBlock));
    }
    if (live || this.#endSaid || this.#sent < trace.length || this.#inFlight.size > 0) return;
    this.#endSaid = true;
    this.#send(this.#sent); // no events, but what was said about the run since the last one: its exit code
    this.#post({ type: 'end', problem: this.#source.problem });
  }

  #send(to: number): void {
    const bytes = encodeBlock(this.#source.trace, this.#sent, to, this.#cursor);
    this.#sent = to;
    this.#number += 1;
    this.#inFlight.add(this.#number);
    this.#post({ type: 'block', number: this.#number, bytes });
  }
}
