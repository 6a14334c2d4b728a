// Calls under way: each has a number, an answer to come, and perhaps a signal that may end it first.

import type { Answer } from '../primitives/handle-context.ts';
import type { LocalReply, Reply } from '../protocol/request.ts';
import { errorByName } from './errors-by-name.ts';
import type { Host, Link } from './link.ts';

/** Errors that say that nothing can be sent into an object any more. */
const meansShut: ReadonlySet<string> = new Set(['QueueShutDownError', 'BrokenPipeError']);

interface Pending {
  resolve(answer: Answer): void;
  reject(error: unknown): void;
  /** It was given something only for as long as it does not take it: an abort wins until then. */
  signal: AbortSignal | undefined;
  /** It does not keep the process alive. */
  isBackground: boolean;
  onAbort: (() => void) | undefined;
  isCancelled: boolean;
  /** The kernel gives a permit back by itself when the cancellation comes before it was taken. */
  isGrant: boolean;
}

export class Calls {
  readonly #link: Link;
  readonly #host: Host;
  readonly #taken: (handles: readonly number[]) => void;
  readonly #pending = new Map<number, Pending>();
  #count = 0;
  #held = 0;
  #background = 0;

  /** @param taken hears of the handles inside what was taken, once the broker has been told */
  constructor(link: Link, host: Host, taken: (handles: readonly number[]) => void) {
    this.#link = link;
    this.#host = host;
    this.#taken = taken;
  }

  /** Something is awaited that only the broker can bring on. */
  get isBusy(): boolean {
    return this.#pending.size > this.#background || this.#held > 0;
  }

  /** Somebody outside could still abort one of the calls. */
  get hasLiveSignal(): boolean {
    for (const { signal } of this.#pending.values()) if (signal && !signal.aborted) return true;
    return false;
  }

  /** Something besides a call is awaited (the launch of a child): the process stays until `release`. */
  hold(): void {
    this.#held++;
    this.#link.setBusy(true);
  }

  release(): void {
    this.#held--;
    this.#restIfDone();
  }

  next(): number {
    return ++this.#count;
  }

  /** Waits for the answer to call `number`; rejects with the error of the API that the kernel names. */
  wait(
    number: number,
    signal: AbortSignal | undefined,
    { isGrant = false, isBackground = false }: { isGrant?: boolean; isBackground?: boolean },
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const pending: Pending = {
        resolve,
        reject,
        signal,
        onAbort: undefined,
        isCancelled: false,
        isGrant,
        isBackground,
      };
      if (signal) {
        pending.onAbort = () => {
          pending.isCancelled = true;
          this.#link.send({ op: 'cancel', call: number, time: this.#host.now() });
        };
        signal.addEventListener('abort', pending.onAbort, { once: true });
      }
      this.#pending.set(number, pending);
      if (isBackground) this.#background++;
      else this.#link.setBusy(true);
    });
  }

  done(reply: LocalReply & { op: 'done' }): void {
    const pending = this.#pending.get(reply.call);
    // the cancellation is on its way and the kernel's word about it will come: what was given goes back
    if (!pending || (pending.isCancelled && (reply.payload !== null || pending.isGrant))) return;
    this.#remove(reply.call, pending);
    const { code, payload, handles } = reply;
    const take = () => {
      this.#link.send({ op: 'take', call: reply.call, time: this.#host.now() });
      if (handles.length > 0) this.#taken(handles);
    };
    const giveBack = () => this.#link.send({ op: 'cancel', call: reply.call, time: this.#host.now() });
    pending.resolve({ status: 'done', code, payload, handles, take, giveBack });
  }

  timedOut(call: number): void {
    const pending = this.#pending.get(call);
    if (!pending) return;
    this.#remove(call, pending);
    pending.resolve({ status: 'timeout' });
  }

  cancelled(call: number): void {
    const pending = this.#pending.get(call);
    if (!pending) return;
    this.#remove(call, pending);
    pending.reject(pending.signal?.reason);
  }

  /**
   * A failure of a call that nobody waits for any more (a one-way put) is nobody's promise: it ends the process. Except where
   * the object was shut in the same moment: then it is as if it had been put just before, and the next put is told.
   */
  failed({ call, error, text }: Reply & { op: 'failed' }): void {
    const pending = this.#pending.get(call);
    const failure = errorByName(error, text);
    if (!pending) {
      if (!meansShut.has(error)) this.#host.onUncaught(failure);
      return;
    }
    this.#remove(call, pending);
    pending.reject(failure);
  }

  #remove(call: number, pending: Pending): void {
    if (pending.signal && pending.onAbort) pending.signal.removeEventListener('abort', pending.onAbort);
    this.#pending.delete(call);
    if (pending.isBackground) this.#background--;
    this.#restIfDone();
  }

  #restIfDone(): void {
    if (!this.isBusy) this.#link.setBusy(false);
  }
}
