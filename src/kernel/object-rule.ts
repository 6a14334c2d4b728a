// What a primitive tells the kernel: one rule per type, made of operations on the two cells. The kernel knows no primitive by name.
// Objects, operations and rules name one another, so they are described in one place.

import type { Nanos } from '../base/units.ts';
import type { Payload } from '../protocol/payload.ts';
import type { LoanTerms } from '../protocol/request.ts';
import type { WaitQueue } from './wait-queue.ts';

export type Cell = WaitQueue<Operation>;

/** An object that processes hold by handles: a queue, a process… */
export interface KernelObject {
  readonly id: number;
  readonly rule: ObjectRule;
  readonly name: string;
  readonly creator: number;
  readonly site: number;
  /** Processes that may still use it. */
  readonly holders: Set<number>;
  /** The last of those that had it when they ended. */
  readonly former: number[];
  /** Processes that have done anything with it. */
  readonly users: Set<number>;
  readonly state: ObjectState;
}

/** Items that lie in an object in their order. */
export interface Stock {
  readonly items: Cell;
  readonly length: number;
  /** Given out, and neither taken nor put back yet. */
  readonly lent: number;
  /** Counted from the oldest (0). */
  peek(index: number): Message | undefined;
}

/** The cells of an object, made by its rule; the rest of the state is the rule's own business. */
export interface ObjectState {
  readonly cells: readonly Cell[];
  /** Messages with handles inside that lie in the object now: they hold these handles. */
  carriers(): Iterable<Message>;
  /** Nothing can be sent into it any more, for good; whoever holds it is told, for sends that nobody waits for. */
  readonly isShut?: boolean;
  /** The cell for space of a bounded object, whose permits may be promised to a process that alone puts into it. */
  readonly room?: Cell | undefined;
  /** The channel whose items may be lent ahead to a process that alone gets them. */
  readonly stock?: Stock;
  /** For objects that can be lent as a whole to a process that alone uses them; `null`: not now. */
  terms?(): LoanTerms | null;
  /** For objects that can be waited for together with others: open as long as one of them would not have to wait. */
  readonly ready?: Cell;
  /** Who could open `ready`: processes, or the holders of objects. */
  openers?(): Iterable<number | KernelObject>;
  /** Shown as depth in the trace: items, permits or waiters; -1: nothing to show. */
  size(): number;
  /** What is wrong when this process ends now, such as a lock that stays locked; `null`: nothing. */
  leftBy?(process: number, exitCode: number): Leftover | null;
}

/** What a process that has ended leaves behind, told as "Process-1 ended with 1 TEXT". */
export interface Leftover {
  text: string;
  cure: string;
  /** Where it came about, and the `seq` of that event. */
  site: number;
  seq: number;
}

/** An item on its way from a put to a get. It holds the handles inside it until it is taken or dropped. */
export interface Message {
  readonly id: number;
  /** Its place in the channel's order, given when it enters. */
  place: number;
  readonly payload: Payload;
  readonly handles: readonly KernelObject[];
  /** Encoded size, what `maxBytes` counts. */
  readonly bytes: number;
  /** The process that sent it. */
  readonly sender: number;
}

export type OperationState = 'submitted' | 'waiting' | 'granted' | 'ended';

export interface Operation {
  readonly id: number;
  readonly process: number;
  /** Link-local number that the answer carries. */
  readonly call: number;
  /** Nobody waits for the answer: only a failure goes back. */
  readonly oneWay: boolean;
  readonly object: KernelObject;
  readonly rule: OperationRule;
  readonly site: number;
  /** Of its call in the trace. */
  seq: number;
  readonly calledAt: Nanos;
  /** Kernel time at which it stops to wait; Infinity: never. */
  readonly deadline: Nanos;
  /** What it sends, for operations that send. */
  readonly message: Message | null;
  /** For operations that do not send: further objects that it is about. */
  readonly others: readonly KernelObject[];
  /** The operation that it answers; 0: none. Untrusted. */
  readonly answers: number;
  /** What else the call brought, for operations that do not send; untrusted. */
  readonly argument: Uint8Array | null;
  state: OperationState;
  cell: Cell | null;
  /** It was served once and waits for the rest (`Outcome.next`). */
  isUnderWay: boolean;
  /** What a granted get was given: goes back where it came from unless it is taken. */
  granted: Message | null;
}

/** What serving an operation gives to its caller. */
export interface Outcome {
  /** The answer of a question (`qsize`), 1 for true, 0 for false. */
  code?: number;
  /** An item for the caller; it counts as taken when the caller says so. */
  message?: Message;
  /** An answer that is more than a number. */
  payload?: Uint8Array;
  /**
   * It is not over: what it sends is delivered, and it is performed again when this cell lets it through. Only of operations that
   * are `taken`: their callers wait for more than their service.
   */
  next?: Cell;
}

/** An error of api.md, by name; the runtime rebuilds it. */
export interface Refusal {
  error: string;
  text: string;
}

/** What a rule may do to the world; the kernel implements it. */
export interface RuleContext {
  /** A cell may let somebody through now. */
  wake(cell: Cell): void;
  /** A waiting operation waits in another cell from now on. */
  move(operation: Operation, cell: Cell): void;
  /** Ends a waiting operation with an error. */
  refuse(operation: Operation, refusal: Refusal): void;
  /** The object has become shut: all who know it are told before anything that follows from it. */
  tellShut(object: KernelObject): void;
  /** Messages were dropped: the handles inside them are held no more, and nobody need keep anything for them. */
  dropped(messages: readonly Message[]): void;
  /** Asks the edge to send a signal to a process. */
  signal(process: number, signal: 'SIGTERM' | 'SIGKILL'): void;
}

/** How a wait is told in a sentence: "Process-1 waits for WAITSFOR; nobody is left who could COULDEND." */
export interface Wording<S extends ObjectState = ObjectState> {
  /** @param nameOf names a process, and says so where it has ended */
  waitsFor(name: string, state: S, nameOf: (process: number) => string, operation: Operation): string;
  readonly couldEnd: string;
  readonly cure: string;
  /** Where what is to be done depends on who waits. */
  cureFor?(state: S, operation: Operation): string;
}

export interface OperationRule<S extends ObjectState = ObjectState> {
  /** The method's name, as it is recorded. */
  readonly name: string;
  /** The caller says when its promise has resolved (`take`); only then is the operation over. */
  readonly taken?: boolean;
  /** The operation sends a message made of the call's payload. */
  readonly sends?: boolean;
  /** The rule reads what is sent: it comes in the frame, however large it is. */
  readonly reads?: true;
  /** Nobody waits in it: it shows what comes in from its service on, and never as blocked. */
  readonly background?: true;
  /** The call's own timeout is what it waits for (`sleep`): the end of the time is success. */
  readonly sleeps?: boolean;
  /** An error that forbids the call; asked when the operation is to be served. */
  refusal?(state: S, operation: Operation): Refusal | null;
  /** The cell to pass; `null`: answered at once. */
  cell(state: S, operation: Operation): Cell | null;
  /** Runs when the operation is served: changes the state, wakes cells, says what the caller gets. */
  perform(state: S, operation: Operation, context: RuleContext): Outcome;
  /** Who could still open the cell: processes, or the holders of objects; by default those of the operation's object. */
  enders?(state: S, operation: Operation): Iterable<number | KernelObject>;
  /** The process that has what it waits for; 0: nobody in particular. */
  owner?(state: S): number;
  /** It waits for work, not to get on with its own: a finding does not tell of it, nor is it one alone. */
  readonly serves?: boolean;
  readonly wording?: Wording<S>;
  /** The caller has taken what it was given. */
  handOver?(state: S, message: Message, context: RuleContext): void;
  /** Takes back what a served operation gave but its caller never took. */
  takeBack?(state: S, message: Message, context: RuleContext): void;
  /**
   * The operation is over before its caller had what it asked for: its time ended, it was aborted, or its process died.
   * A permit that it was granted and never took goes back here. It has left `operation.cell`, in which it waited.
   */
  givenUp?(state: S, operation: Operation, how: 'timeout' | 'cancel' | 'death', context: RuleContext): void;
}

/** Something that a run has not put away, told as a finding when the run is over. */
export interface LeftBehind {
  id: string;
  object: KernelObject;
  title: string;
  cure: string;
}

/** What a rule is told of a process that has ended. */
export interface EndedProcess {
  readonly id: number;
  readonly name: string;
  readonly exitCode: number | null;
}

// Methods, not function properties: a rule for its own state type then fits where any rule is wanted.
export interface ObjectRule<S extends ObjectState = ObjectState> {
  readonly type: string;
  /** Index = the method number on the wire. */
  readonly operations: readonly OperationRule<S>[];
  /**
   * @param options numbers from the constructor, such as `maxsize`; untrusted.
   * @param parts objects that it is made of or with, such as the lock of a condition; untrusted.
   */
  create(object: KernelObject, options: Readonly<Record<string, number>>, parts: readonly KernelObject[]): S;
  /** Nobody can use the object any more: no process holds it, nor can come to hold it by a message that is under way. */
  abandoned?(state: S, context: RuleContext): void;
  /** What is left of all objects of this rule when the run is over. */
  leftBehind?(objects: readonly (KernelObject & { readonly state: S })[]): LeftBehind[];
  /** A process that held the object has ended; it holds it no more. */
  processEnded?(state: S, process: EndedProcess, context: RuleContext): void;
  /** The rule of the one object that is made with these options, where they say what it can do. */
  specialized?(options: Readonly<Record<string, number>>): ObjectRule<S>;
  /** Capacity for the trace; 0: unbounded or not applicable. */
  capacity?(options: Readonly<Record<string, number>>): number;
}
