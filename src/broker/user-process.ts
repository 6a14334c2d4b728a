// One process of the user's, as the broker has it: launched, linked by a socket, its raw output read, its end noticed.

import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { FrameSplitter, FrameWriter } from '../protocol/bytes.ts';
import type { EdgeReply, EdgeRequest } from '../protocol/edge.ts';
import { encodeReply, readRequest, writeReply } from '../protocol/frame.ts';
import type { Reply, Request } from '../protocol/request.ts';
import { exitCodeOf } from './platform.ts';

export interface LaunchOptions {
  node: string;
  nodeArgs: readonly string[];
  bootstrap: string;
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Main has the broker's standard input, children an empty one. */
  inheritsInput: boolean;
}

export interface ProcessEvents {
  launched(pid: number): void;
  request(request: Request | EdgeRequest): void;
  /** All requests that came in at once have been handed over. */
  heard(): void;
  /** Output past the runtime: native code, grandchildren. */
  rawOutput(fd: 1 | 2, bytes: Uint8Array): void;
  /**
   * The process has ended and everything that it sent has been handled.
   * @param problem it was never there, or broke the protocol
   * @param lostBytes of a message in the middle of which it was ended
   */
  ended(exitCode: number, problem: string | null, lostBytes: number): void;
}

/** How long output of a process is still read after its end: grandchildren may hold the pipes open for ever. */
const lingerMs = 250;
/** Whoever sends this much at once has probably more, and may be waiting for room. */
const backlogBytes = 16 * 1024;
const room = encodeReply({ op: 'room' });

export class UserProcess {
  readonly #child: ChildProcess;
  readonly #requests: Socket;
  readonly #replies: Socket;
  readonly #events: ProcessEvents;
  readonly #splitter = new FrameSplitter();
  readonly #out = new FrameWriter();
  #exitCode: number | null = null;
  #isLinkClosed = false;
  #hasEnded = false;
  #problem: string | null = null;
  #openPipes = 2;
  #isReading = true;

  constructor(options: LaunchOptions, events: ProcessEvents) {
    const { node, nodeArgs, bootstrap, cwd, env, inheritsInput } = options;
    this.#events = events;
    this.#child = spawn(node, [...nodeArgs, bootstrap], {
      cwd,
      env,
      // requests and replies each have their own socket: a reply that meets a dead process must not cost what it had said
      stdio: [inheritsInput ? 'inherit' : 'ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    this.#requests = this.#child.stdio[3] as Socket;
    this.#replies = this.#child.stdio[4] as Socket;
    this.#child.on('error', (error) => this.#failed(error));
    this.#child.on('spawn', () => events.launched(this.pid));
    this.#child.on('exit', (code, signal) => this.#exited(exitCodeOf(code, signal)));
    this.#readPipe(1);
    this.#readPipe(2);
    this.#requests.on('data', (chunk: Buffer) => this.#read(chunk));
    this.#requests.on('close', () => this.#linkClosed());
    // either meets a process that was killed; its end tells more
    this.#requests.on('error', () => {});
    this.#replies.on('error', () => {});
    this.#replies.resume();
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get hasExited(): boolean {
    return this.#exitCode !== null;
  }

  send(reply: Reply | EdgeReply): void {
    if (this.#isLinkClosed) return;
    // what one turn has for this process goes out in one piece
    if (this.#out.pending === 0) setImmediate(() => this.#replies.write(this.#out.take()));
    writeReply(this.#out, reply);
  }

  /** Stops or goes on reading what the process sends and prints. */
  setReading(isReading: boolean): void {
    // what a process has left behind is not much, and its end is heard only behind it
    if (!isReading && this.hasExited) return;
    this.#isReading = isReading;
    for (const stream of [this.#requests, this.#child.stdout, this.#child.stderr]) {
      if (isReading) stream?.resume();
      else stream?.pause();
    }
  }

  get isReading(): boolean {
    return this.#isReading;
  }

  #readPipe(fd: 1 | 2): void {
    const pipe = fd === 1 ? this.#child.stdout : this.#child.stderr;
    // one turn later: what came over the link before it was written there before it
    pipe?.on('data', (chunk: Buffer) => setImmediate(() => this.#events.rawOutput(fd, chunk)));
    pipe?.on('close', () => {
      this.#openPipes--;
      setImmediate(() => this.#endWhenDone());
    });
  }

  #read(chunk: Buffer): void {
    if (chunk.length >= backlogBytes) {
      this.#letOthersTurn();
      if (!this.#isLinkClosed) this.#replies.write(room);
    }
    try {
      this.#splitter.push(chunk, (frame) => {
        if (this.#problem === null) this.#events.request(readRequest(frame));
      });
    } catch (error) {
      // RangeError, SyntaxError: bytes that are no request. Anything else is a fault of the broker's own.
      if (!(error instanceof RangeError || error instanceof SyntaxError)) throw error;
      this.#problem = `broke the protocol: ${error.message}`;
      this.#child.kill('SIGKILL');
    }
    this.#events.heard();
  }

  /** A socket is read on as long as something is there, two megabytes at a time: whoever asks meanwhile would wait for all of that. */
  #letOthersTurn(): void {
    this.#requests.pause();
    setImmediate(() => {
      if (this.#isReading) this.#requests.resume();
    });
  }

  #failed(error: Error): void {
    if (this.#child.pid !== undefined) return;
    this.#problem = `was not started: ${error.message}`;
    this.#openPipes = 0;
    this.#isLinkClosed = true;
    this.#exited(1);
  }

  #linkClosed(): void {
    this.#isLinkClosed = true;
    this.#endWhenDone();
  }

  #exited(exitCode: number): void {
    this.#exitCode = exitCode;
    this.setReading(true);
    setTimeout(() => {
      this.#openPipes = 0;
      this.#endWhenDone();
    }, lingerMs).unref();
    this.#endWhenDone();
  }

  // the end reaches the kernel after the exit status and the end of everything that was sent
  #endWhenDone(): void {
    if (this.#hasEnded || this.#exitCode === null || !this.#isLinkClosed || this.#openPipes > 0) return;
    this.#hasEnded = true;
    this.#events.ended(this.#exitCode, this.#problem, this.#problem === null ? this.#splitter.pending : 0);
  }
}
