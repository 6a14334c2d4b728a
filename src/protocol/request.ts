// What a runtime and the kernel's edge say to each other, as values; frame.ts puts them into bytes for a socket.
// Numbers of objects, calls and sites are link-local: each process has its own, and its port translates them.

import type { Slice } from '../base/slice.ts';
import type { Nanos } from '../base/units.ts';
import type { LocalPayload, Payload } from './payload.ts';

/** What goes along when a child is started; opaque to the kernel except for the name. */
export interface StartInfo {
  name: string;
  daemon: boolean;
  /** Numbers of creation from the main process down: Process-1:2 is [1, 2]. */
  identity: number[];
  /** Module to import and what to take from it: a class is run, a function is called. A worker is the runtime's own code. */
  target: { url: string; name: string; kind: 'function' | 'class' | 'worker' } | null;
  /** Working folder and environment of the creator at that moment, which the child begins with; absent for the main process. */
  world?: { cwd: string; env: Record<string, string | undefined> };
}

/** What the holder of a loan must know of the object. */
export interface LoanTerms {
  /** How often it could be acquired now without a release. */
  permits: number;
  /** Above so many a release is refused. */
  most: number;
  /** Its holder may acquire it again, except that the bodies of `with` wait for one another. */
  isRecursive: boolean;
}

/** How a process is idle that nothing keeps alive. */
export interface IdleAnswer {
  /** Something that does not keep it alive could still wake it: a signal, something unref'ed, a debugger. */
  weak: boolean;
  /** It is nothing but a debugger. */
  debugged?: boolean;
  /** Before long it will be seen whether something wakes it: a timer that fires once, an abort signal. */
  timed?: boolean;
}

export type Request =
  | { op: 'site'; site: number; url: string; line: number; column: number }
  | {
      op: 'create';
      object: number;
      type: string;
      name: string;
      options: Record<string, number>;
      /** Objects that it is made of, or tied to: the lock of a condition, the manager of a proxy, the other end of a pipe. */
      parts?: number[];
      /** A child makes it while it imports its modules: each of them makes one of its own. */
      importing?: true;
      site: number;
      time: Nanos;
    }
  | {
      op: 'call';
      object: number;
      /** Index into the operations of the object's rule. */
      method: number;
      call: number;
      /** Nobody waits for the answer: only a failure comes back. */
      oneWay: boolean;
      time: Nanos;
      site: number;
      /** Nanoseconds; Infinity: no limit; 0: do not wait. */
      timeout: Nanos;
      payload: Payload | null;
      handles: readonly number[];
      /** As it came, where the kernel has it over a socket: it only goes on into the trace. */
      preview: string | Slice;
      /** It would have been one-way, but too much was unwritten: its caller waits until it has arrived. */
      wire?: boolean;
      /**
       * `ask`: a lease may answer it; `kernel`: only the kernel may, and a lease or loan of the object ends first;
       * `credit`: it goes into room that was promised.
       */
      from?: 'ask' | 'kernel' | 'credit' | undefined;
      /** The operation that it answers, by the number that came with it. */
      answers?: number | undefined;
    }
  /** A call that was answered from a lease or by a loan: made at `time`, its promise resolved at `taken`. */
  | { op: 'got'; object: number; method: number; call: number; site: number; time: Nanos; taken: Nanos }
  /** The promise of a granted call has resolved: what it was given is now this process's. */
  | { op: 'take'; call: number; time: Nanos }
  | { op: 'cancel'; call: number; time: Nanos }
  /** This process will not use the object any more. */
  | { op: 'close'; object: number; time: Nanos }
  | {
      op: 'start';
      object: number;
      call: number;
      time: Nanos;
      site: number;
      info: StartInfo;
      payload: Uint8Array;
      handles: readonly number[];
    }
  | { op: 'begin'; time: Nanos }
  | { op: 'print'; stream: 1 | 2; time: Nanos; payload: Uint8Array }
  | { op: 'mark'; time: Nanos; site: number; text: string; span: 'none' | 'begin' | 'end'; call: number }
  | { op: 'uncaught'; time: Nanos; site: number; text: string }
  /** What is left of the lease of an object goes back; without a `revoke` before it, one is the answer. */
  | { op: 'returned'; object: number }
  /** The loan of an object is used no more. `failed`: it could not be used at all, nor could another one. */
  | { op: 'repaid'; object: number; loan: number; failed?: true }
  /** No promised room is used any more: the answer to `uncredit`. */
  | { op: 'uncredited'; object: number }
  /** Nothing but the link keeps this process alive; `received` replies have been handled. */
  | ({ op: 'idle'; received: number } & IdleAnswer);

export type Reply =
  | { op: 'begin'; payload: Uint8Array; handles: readonly number[]; info: BeginInfo }
  /** `leased`: what it gives is the next item of a lease, which the link has already or will have. */
  | { op: 'done'; call: number; code: number; payload: Payload | null; handles: readonly number[]; leased?: true }
  /** Items for gets to come: the link may answer them by itself, one after the other, until it is told to return the rest. */
  | { op: 'lease'; object: number; items: Payload[] }
  | { op: 'revoke'; object: number }
  /** The whole object: its acquires and releases need no answer as long as its slot in the file says so. */
  | ({ op: 'loan'; object: number; loan: number; slot: number; file: string } & LoanTerms)
  /** The slot says that the loan is over: it is to be repaid. */
  | { op: 'recall'; object: number; loan: number }
  /** So many more items may be put into the object without asking. Negative: a put that asked has used them up. */
  | { op: 'credit'; object: number; count: number }
  | { op: 'uncredit'; object: number }
  | { op: 'timeout'; call: number }
  | { op: 'cancelled'; call: number }
  | { op: 'failed'; call: number; error: string; text: string }
  /** A process that this one created (or its parent) was launched or has ended. */
  | { op: 'process'; object: number; pid: number; exitCode: number | null }
  /** Nothing can be sent into the object any more. May come before the message that brings its handle. */
  | { op: 'shut'; object: number }
  | { op: 'probe' }
  /** The first for a process that has waited: the world that its creator gives it, and the terminal's size. */
  | { op: 'enter'; cwd: string; env: Record<string, string | undefined>; columns: number; rows: number }
  | { op: 'resize'; columns: number; rows: number };

/** A reply as the runtime has it: its payload has been read from where it lay. */
export type LocalReply =
  | Exclude<Reply, { op: 'done' }>
  | (Omit<Reply & { op: 'done' }, 'payload'> & { payload: LocalPayload | null });

/** What a process must know before its first line runs. */
export interface BeginInfo {
  start: StartInfo;
  /** Link-local numbers of its own process object and of its parent's (0 in the main process). */
  self: number;
  parent: { object: number; name: string; pid: number } | null;
}
