// Room that the broker has promised in bounded objects: a put that finds some needs no answer.

import type { LocalReply, Reply, Request } from '../protocol/request.ts';
import { AskedCalls } from './asked-calls.ts';

type Call = Request & { op: 'call' };

export class CreditStore {
  readonly #send: (request: Request) => void;
  /** By object: how many items may be put. */
  readonly #left = new Map<number, number>();
  readonly #asked = new AskedCalls();

  constructor(send: (request: Request) => void) {
    this.#send = send;
  }

  /** Uses up the room for one item, if there is some. */
  take(object: number): boolean {
    const left = this.#left.get(object) ?? 0;
    if (left <= 0 || this.#asked.isAsked(object)) return false;
    this.#left.set(object, left - 1);
    return true;
  }

  /** A call that sends something has gone out, and waits for its answer. */
  asked({ call, object }: Call): void {
    this.#asked.add(call, object);
  }

  /** Takes what concerns promised room out of the replies. @returns what is left for the runtime. */
  receive<R extends Reply | LocalReply>(reply: R): R | null {
    switch (reply.op) {
      case 'credit':
        this.#left.set(reply.object, (this.#left.get(reply.object) ?? 0) + reply.count);
        return null;
      case 'uncredit':
        this.#left.delete(reply.object);
        this.#send({ op: 'uncredited', object: reply.object });
        return null;
      case 'done':
      case 'timeout':
      case 'cancelled':
      case 'failed':
        this.#asked.answered(reply.call);
        return reply;
      default:
        return reply;
    }
  }
}
