// Says what is illegal about a recorded run. Knows only the vocabulary of the trace: a law that every primitive inherits.

import { firstEventKind, kindNumber, type RowKind, rowKinds, type TraceRow } from '../../src/trace/event.ts';

type Phase = 'called' | 'held' | 'blocked' | 'unblocked' | 'over';

interface OperationSoFar {
  phase: Phase;
  process: number;
  object: number;
  op: number;
  /** What it sends; 0: nothing. */
  sends: number;
  /** What it was given when it was unblocked. */
  given: number;
}

interface QueueSoFar {
  capacity: number;
  inside: Set<number>;
  /** Inside when the queue was shut down and showed nothing: dropped then, or given to a get that has not returned. */
  doubtful: Set<number>;
  /** Gets that were called and neither blocked nor over: one of them may have been given an item already. */
  openGets: number;
  /** Whether the size that is recorded is that of these messages. */
  isSized: boolean;
}

const allowedAfter: Record<Phase, ReadonlySet<RowKind>> = {
  called: new Set(['block', 'return', 'timeout', 'cancel', 'error']),
  held: new Set(['unblock']),
  blocked: new Set(['unblock', 'timeout', 'cancel', 'error']),
  unblocked: new Set(['return', 'cancel']),
  over: new Set(),
};
const queueTypes = new Set(['Queue', 'JoinableQueue', 'SimpleQueue']);
const gets = new Set(['get', 'recv', 'recvBytes']);

function queueFor(capacity: number, isSized: boolean): QueueSoFar {
  return { capacity, isSized, inside: new Set(), doubtful: new Set(), openGets: 0 };
}
/** What one or all can have is there or not; the permits of a bounded semaphore are those of the start. */
const mostSize: Readonly<Record<string, number>> = { Lock: 1, RLock: 1, Event: 1 };

/** @returns one sentence for each breach, with its `seq`; empty for a legal trace. */
export function illegalities(rows: readonly TraceRow[]): string[] {
  const checker = new Checker();
  for (const row of rows) checker.take(row);
  return checker.found;
}

class Checker {
  readonly found: string[] = [];
  readonly #strings = new Map<number, string>([[0, '']]);
  readonly #sites = new Set([0]);
  readonly #objects = new Map<number, QueueSoFar | null>();
  readonly #processes = new Map<number, 'defined' | 'begun' | 'ended'>();
  readonly #operations = new Map<number, OperationSoFar>();
  readonly #got = new Set<number>();
  readonly #put = new Set<number>();
  readonly #lastOf = new Map<string, number>();
  /** What is sent at one end of a pipe is received at another object: all pipes are looked at as one queue. */
  readonly #pipes = queueFor(Number.POSITIVE_INFINITY, false);
  /** Greatest sizes of objects that are no queues. */
  readonly #most = new Map<number, number>();
  #seq = 0;

  take(row: TraceRow): void {
    if (row.kind < firstEventKind) this.#define(row);
    else this.#event(row, rowKinds[row.kind] ?? 'meta');
  }

  #define(row: TraceRow): void {
    if (row.kind === kindNumber.string) this.#strings.set(row.text, row.value ?? '');
    else if (row.kind === kindNumber.site) this.#sites.add(row.site);
    else if (row.kind === kindNumber.process) {
      if (!this.#processes.has(row.process)) this.#processes.set(row.process, 'defined');
    } else if (row.kind === kindNumber.object) {
      const type = this.#strings.get(row.op) ?? '';
      const queue = queueTypes.has(type) ? queueFor(row.size || Number.POSITIVE_INFINITY, true) : null;
      this.#objects.set(row.object, type === 'Connection' ? this.#pipes : queue);
      this.#most.set(row.object, mostSize[type] ?? Number.POSITIVE_INFINITY);
    }
  }

  #event(row: TraceRow, kind: RowKind): void {
    const say = (what: string) => this.found.push(`seq ${row.seq} (${kind}): ${what}`);
    if (row.seq !== this.#seq + 1) say(`follows seq ${this.#seq}`);
    this.#seq = row.seq;
    for (const number of [row.op, row.reason, row.text])
      if (!this.#strings.has(number)) say(`string ${number} is not defined`);
    if (!this.#sites.has(row.site)) say(`site ${row.site} is not defined`);
    if (row.object !== 0 && !this.#objects.has(row.object)) say(`object ${row.object} is not defined`);
    if (row.by !== 0 && !this.#processes.has(row.by)) say(`process ${row.by} is not defined`);
    this.#time(`process ${row.process}`, row.process, row.t, say);
    this.#time(`object ${row.object}`, row.object, row.t, say);
    this.#life(row, kind, say);
    if (row.operation !== 0) this.#step(row, kind, say);
    if (kind === 'create' && this.#strings.get(row.op) === 'BoundedSemaphore') this.#most.set(row.object, row.size);
    this.#size(row, say);
  }

  #time(who: string, number: number, t: number, say: (what: string) => void): void {
    if (number === 0) return;
    const last = this.#lastOf.get(who) ?? 0;
    if (!(t >= last)) say(`time of ${who} goes back from ${last} to ${t}`);
    this.#lastOf.set(who, t);
  }

  #life({ process }: TraceRow, kind: RowKind, say: (what: string) => void): void {
    if (process === 0) return;
    const state = this.#processes.get(process);
    if (state === undefined) say(`process ${process} is not defined`);
    if (state === 'ended') say(`process ${process} has ended`);
    if (state === 'defined' && kind !== 'begin' && kind !== 'exit') say(`process ${process} has not begun`);
    if (state === 'begun' && kind === 'begin') say(`process ${process} begins twice`);
    if (kind === 'begin') this.#processes.set(process, 'begun');
    if (kind !== 'exit') return;
    this.#processes.set(process, 'ended');
    for (const operation of this.#operations.values()) if (operation.process === process) this.#giveBack(operation);
  }

  #step(row: TraceRow, kind: RowKind, say: (what: string) => void): void {
    const { operation: number, process, object, op } = row;
    const queue = this.#objects.get(object);
    const known = this.#operations.get(number);
    if (kind === 'call') {
      if (known) say(`operation ${number} is called twice`);
      const made: OperationSoFar = { phase: 'called', process, object, op, sends: row.message, given: 0 };
      this.#operations.set(number, made);
      if (queue && this.#gets(op)) queue.openGets++;
      return;
    }
    if (!known) {
      say(`operation ${number} was never called`);
      return;
    }
    if (known.process !== process || known.object !== object || known.op !== op) say('belongs to another operation');
    if (!allowedAfter[known.phase].has(kind)) say(`operation ${number} was ${known.phase}`);
    this.#move(known, row, kind, say);
  }

  #move(known: OperationSoFar, row: TraceRow, kind: RowKind, say: (what: string) => void): void {
    const queue = this.#objects.get(known.object);
    const isGet = queue && this.#gets(known.op);
    if (isGet && known.phase === 'called' && (kind === 'block' || kind === 'return')) queue.openGets--;
    // on its way to the kernel, which knows nothing of it yet
    if (kind === 'block' && this.#strings.get(row.reason) === 'wire') known.phase = 'held';
    else if (known.phase === 'held') known.phase = 'called';
    else if (kind === 'block') known.phase = 'blocked';
    else if (kind === 'unblock') {
      known.phase = 'unblocked';
      known.given = isGet ? row.message : 0;
      if (isGet) this.#leave(queue, row.message, say);
      else if (queue && known.sends !== 0) this.#enter(queue, known.sends, say);
    } else {
      if (kind === 'return' && queue) this.#returned(known, queue, row, say);
      else this.#giveBack(known);
      known.phase = 'over';
    }
  }

  #returned(known: OperationSoFar, queue: QueueSoFar, row: TraceRow, say: (what: string) => void): void {
    const op = this.#strings.get(known.op);
    if (known.sends !== 0 && known.phase === 'called') this.#enter(queue, known.sends, say);
    if (op === 'shutdown' && row.size === 0) {
      for (const message of queue.inside) queue.doubtful.add(message);
      queue.inside.clear();
    }
    if (!this.#gets(known.op)) return;
    if (known.phase === 'called') this.#leave(queue, row.message, say);
    else if (known.given !== row.message) say(`was given message ${known.given} and returns ${row.message}`);
    if (this.#got.has(row.message)) say(`message ${row.message} is got twice`);
    this.#got.add(row.message);
  }

  #gets(op: number): boolean {
    return gets.has(this.#strings.get(op) ?? '');
  }

  #enter(queue: QueueSoFar, message: number, say: (what: string) => void): void {
    if (this.#put.has(message)) say(`message ${message} enters twice`);
    this.#put.add(message);
    queue.inside.add(message);
  }

  #leave(queue: QueueSoFar, message: number, say: (what: string) => void): void {
    if (!queue.inside.delete(message) && !queue.doubtful.delete(message))
      say(`message ${message} is given out and was not in the queue`);
  }

  /** A get that was given an item and did not return it: the item is in the queue again. */
  #giveBack(operation: OperationSoFar): void {
    const queue = this.#objects.get(operation.object);
    if (!queue || operation.phase === 'over') return;
    if (operation.given !== 0) queue.inside.add(operation.given);
    if (operation.phase === 'called' && this.#gets(operation.op)) queue.openGets--;
    operation.phase = 'over';
  }

  #size({ object, size }: TraceRow, say: (what: string) => void): void {
    const queue = this.#objects.get(object);
    if (size < -1 || size > (this.#most.get(object) ?? Number.POSITIVE_INFINITY)) say(`size ${size}`);
    if (size === -1 || !queue?.isSized) return;
    if (size > queue.capacity) say(`${size} items in a queue for ${queue.capacity}`);
    const most = queue.inside.size;
    const isLess = size < most - queue.openGets;
    if (isLess || size > most + queue.doubtful.size) say(`size ${size}, but ${most} messages are inside`);
  }
}
