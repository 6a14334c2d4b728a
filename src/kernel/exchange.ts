// Between the links and the kernel, still pure: translates requests into submissions and decisions into replies.
// The broker drives it over sockets, the in-process world over arrays.

import type { Nanos } from '../base/units.ts';
import { inOnePiece, isShared, type Payload, type SharedBytes } from '../protocol/payload.ts';
import type { BeginInfo, Reply, Request, StartInfo } from '../protocol/request.ts';
import type { Finding } from '../trace/finding.ts';
import { deadlockFinding } from './deadlock-finding.ts';
import { Kernel } from './kernel.ts';
import type { KernelObject, Message, ObjectRule, Operation } from './object-rule.ts';
import { Port } from './port.ts';
import type { ProcessEntry } from './process-entry.ts';
import type { Recorder } from './recorder.ts';
import type { KernelSink } from './sink.ts';
import { causesOf } from './stuck-causes.ts';
import { type Stuck, searchStuck } from './stuck-search.ts';
import type { Submission } from './submission.ts';

export type { Finding } from '../trace/finding.ts';

/** What the exchange asks of the world around it. */
export interface ExchangeEdge {
  send(process: number, reply: Reply): void;
  /** Launch a process; its first reply (`begin`) is sent at once and may wait in the link. */
  launch(process: ProcessEntry, start: StartInfo): void;
  signal(process: number, signal: 'SIGTERM' | 'SIGKILL'): void;
  print(process: number, stream: 1 | 2, payload: Uint8Array): void;
  /** What a get is given was lent to its process ahead: the link has it, or will have it, a second time. */
  isLent?(process: number, object: KernelObject, message: Message): boolean;
  /** Calls are served as they come in, as far as they can be; without it only by `drain` or by hand. */
  readonly servesAtOnce?: boolean;
  /** Reads a payload that lies outside of its frame. @throws the system's error */
  fetch?(payload: SharedBytes): Uint8Array;
  /** Nobody will read the payload any more. */
  release?(payload: SharedBytes): void;
  /** Name of a module for people: relative to the working folder where it lies inside. */
  fileOf(url: string): string;
}

const none: readonly never[] = Object.freeze([]);
/** Longest text of one print that the trace keeps, in UTF-16 units. */
const printedTextLimit = 4096;

export class Exchange {
  readonly kernel: Kernel;
  readonly ports = new Map<number, Port>();
  readonly #rules: ReadonlyMap<string, ObjectRule>;
  readonly #processRule: ObjectRule;
  readonly #edge: ExchangeEdge;
  readonly #decoder = new TextDecoder();

  constructor(rules: ReadonlyMap<string, ObjectRule>, recorder: Recorder, edge: ExchangeEdge) {
    this.#rules = rules;
    this.#edge = edge;
    const processRule = rules.get('Process');
    if (!processRule) throw new Error('no rule for Process is registered');
    this.#processRule = processRule;
    this.kernel = new Kernel(recorder, this.#sink());
  }

  /** Starts the main process. */
  startMain(now: Nanos): ProcessEntry {
    this.kernel.setNow(now);
    const start: StartInfo = { name: 'MainProcess', daemon: false, identity: [], target: null };
    return this.#launch(start, { parent: 0, object: 0, site: 0, at: now, payload: new Uint8Array(0), handles: [] });
  }

  /** Takes one request of a process, without serving anything: call `drain` (or serve by hand) afterwards. */
  receive(process: number, request: Request, now: Nanos): void {
    const port = this.ports.get(process);
    if (!port || this.kernel.processes.get(process)?.state === 'ended') {
      this.discard(request);
      return;
    }
    this.kernel.setNow(now);
    if (request.op === 'idle') port.heardIdle(request);
    else {
      port.heard();
      this.#apply(port, request);
    }
  }

  /** The object that a request of `process` is about. @throws RangeError for one that it was never given */
  objectOf(process: number, request: Request): KernelObject | undefined {
    const port = this.ports.get(process);
    switch (request.op) {
      case 'call':
      case 'got':
      case 'returned':
      case 'uncredited':
      case 'repaid':
        return port?.objectOf(request.object);
      case 'take':
        return port?.calls.get(request.call)?.object;
      default:
        return undefined;
    }
  }

  /** The request will never be taken. */
  discard(request: Request): void {
    if (request.op === 'call') this.#release(request.payload);
  }

  /** A process cannot read the payload of what it was granted: it gets it in the frame. */
  sendAgain(process: number, call: number, now: Nanos): void {
    const port = this.ports.get(process);
    const operation = port?.calls.get(call);
    const message = operation?.granted;
    if (!port || !operation || !message || !isShared(message.payload)) return;
    try {
      const payload = this.#edge.fetch?.(message.payload) ?? null;
      port.send({ op: 'done', call, code: 0, payload, handles: this.#numbersFor(port, message.handles) });
    } catch (error) {
      const text = `an item of ${operation.object.name} is lost, its shared memory cannot be read any more (${error})`;
      port.calls.delete(call);
      this.kernel.setNow(now);
      this.kernel.take(operation, now);
      port.send({ op: 'failed', call, error: 'SerializationError', text });
    }
  }

  processEnded(process: number, exitCode: number, now: Nanos, goesOn = true): void {
    this.kernel.setNow(now);
    this.kernel.processEnded(process, exitCode, goesOn);
    this.ports.delete(process);
  }

  /** Serves everything that can be served, first come first served, and ends waits whose time is over. */
  drain(now: Nanos): void {
    const { kernel } = this;
    kernel.setNow(now);
    this.serveAll();
    kernel.expire();
    this.serveAll();
    kernel.settle();
  }

  serveAll(): void {
    if (this.kernel.isAtRest) return;
    for (let id = this.kernel.next(); id !== undefined; id = this.kernel.next()) this.kernel.serve(id);
  }

  /** Looks for processes that can never go on, and asks those that have not said to be idle. */
  findStuck(): Stuck | null {
    return searchStuck(this.kernel, this.ports);
  }

  /** Somebody will be woken by something that is not ours, or not be: ask again later. */
  get hasTimed(): boolean {
    return [...this.ports.values()].some(({ idle }) => idle?.timed);
  }

  /** Records the finding of a deadlock and gives it back. */
  declareStuck({ stuck, whole, isOpen }: Stuck, causes = causesOf(stuck, this.kernel)): Finding {
    return this.#declare(deadlockFinding({ stuck, whole, isOpen, causes }, this.kernel));
  }

  /** The run is over: records what it has not put away. */
  declareLeftBehind(): Finding[] {
    return this.kernel.leftBehind.findings().map((finding) => this.#declare(finding));
  }

  #declare(finding: Finding): Finding {
    const { recorder, now } = this.kernel;
    recorder.event('finding', { t: now, k: now, text: recorder.text(JSON.stringify(finding)) });
    return finding;
  }

  /** Asks every process anew whether it is idle: what could wake it without a word of ours may be gone by now. */
  askAgain(): void {
    for (const port of this.ports.values()) port.heard();
  }

  /** A process was ended in the middle of a message. */
  recordLoss(process: number, bytes: number): void {
    const { recorder, now } = this.kernel;
    const text = recorder.text(`ended in the middle of a message: its first ${bytes} bytes are dropped`);
    recorder.event('error', { t: now, k: now, process, text, bytes });
  }

  /** Output that did not come through the runtime: native code, grandchildren. */
  recordPrint(process: number, stream: 1 | 2, payload: Uint8Array, at: Nanos): void {
    const { recorder, now } = this.kernel;
    const text = this.#decoder.decode(payload.subarray(0, printedTextLimit * 3)).slice(0, printedTextLimit);
    const op = recorder.string(stream === 1 ? 'stdout' : 'stderr');
    recorder.event('print', { t: at, k: now, process, op, text: recorder.text(text), bytes: payload.length });
  }

  #apply(port: Port, request: Exclude<Request, { op: 'idle' }>): void {
    const { kernel } = this;
    switch (request.op) {
      case 'site': {
        const file = this.#edge.fileOf(request.url);
        port.sites.set(request.site, kernel.recorder.site(file, request.line, request.column));
        break;
      }
      case 'create': {
        const rule = this.#rules.get(request.type);
        if (!rule) throw new RangeError(`there is no rule for objects of type ${request.type}`);
        const site = port.sites.get(request.site) ?? 0;
        const { name, time: at, options } = request;
        const parts = (request.parts ?? []).map((number) => port.objectOf(number));
        const importing = request.importing === true;
        const creation = { name, creator: port.process, site, at, options, parts, importing };
        port.bind(request.object, kernel.createObject(rule, creation));
        break;
      }
      case 'call':
        this.#call(port, request);
        break;
      case 'got':
        this.#got(port, request);
        break;
      case 'take': {
        const operation = port.calls.get(request.call);
        port.calls.delete(request.call);
        if (operation) kernel.take(operation, request.time);
        break;
      }
      case 'cancel': {
        const operation = port.calls.get(request.call);
        if (operation) kernel.cancel(operation);
        break;
      }
      case 'close':
        kernel.letGo(port.process, port.objectOf(request.object));
        break;
      case 'start':
        this.#start(port, request);
        break;
      case 'begin':
        kernel.processBegan(port.process, request.time);
        break;
      case 'print':
        this.recordPrint(port.process, request.stream, request.payload, request.time);
        this.#edge.print(port.process, request.stream, request.payload);
        break;
      case 'returned':
      case 'uncredited':
      case 'repaid':
        // the broker's desks have heard it; the kernel knows neither leases, credits nor loans
        break;
      case 'mark':
        this.#mark(port, request);
        break;
      case 'uncaught': {
        const site = port.sites.get(request.site) ?? 0;
        const text = kernel.recorder.text(request.text);
        kernel.recorder.event('error', { t: request.time, k: kernel.now, process: port.process, site, text });
        break;
      }
    }
  }

  #call(port: Port, request: Request & { op: 'call' }): void {
    const { call, oneWay, method, time: calledAt, timeout, preview, wire } = request;
    const object = port.objectOf(request.object);
    const rule = object.rule.operations[method];
    const payload = rule?.sends && !rule.reads ? request.payload : this.#inBand(request.payload);
    const handles = request.handles.length === 0 ? none : request.handles.map((number) => port.objectOf(number));
    const site = port.sites.get(request.site) ?? 0;
    const submission: Submission = {
      process: port.process,
      object,
      method,
      call,
      oneWay,
      site,
      calledAt,
      timeout,
      payload,
      handles,
      preview,
      wire,
      answers: request.answers,
    };
    const operation = this.#edge.servesAtOnce ? this.kernel.pass(submission) : this.kernel.submit(submission);
    if (operation.state !== 'ended') port.calls.set(call, operation);
  }

  /** Only what is sent on may stay where it lies: a rule reads what it is given. */
  #inBand(payload: Payload | null): Uint8Array | null {
    if (payload === null) return null;
    if (!isShared(payload)) return inOnePiece(payload);
    const bytes = this.#edge.fetch?.(payload) ?? null;
    this.#release(payload);
    return bytes;
  }

  #release(payload: Payload | null): void {
    if (isShared(payload)) this.#edge.release?.(payload);
  }

  /** The link has answered this call already, from what was lent to it. */
  #got(port: Port, request: Request & { op: 'got' }): void {
    const { call, method, time: calledAt, taken } = request;
    const object = port.objectOf(request.object);
    const site = port.sites.get(request.site) ?? 0;
    const submission: Submission = {
      process: port.process,
      object,
      method,
      call,
      oneWay: false,
      site,
      calledAt,
      timeout: Number.POSITIVE_INFINITY,
      payload: null,
      handles: none,
      preview: '',
    };
    this.kernel.passTaken(submission, taken);
  }

  #start(port: Port, request: Request & { op: 'start' }): void {
    const handles = request.handles.map((number) => port.objectOf(number));
    const site = port.sites.get(request.site) ?? 0;
    const { info, payload, time: at } = request;
    this.#launch(info, { parent: port.process, object: request.object, site, at, payload, handles });
  }

  #launch(
    start: StartInfo,
    from: {
      parent: number;
      object: number;
      site: number;
      at: Nanos;
      payload: Uint8Array;
      handles: readonly KernelObject[];
    },
  ): ProcessEntry {
    const { parent, site, at, payload, handles } = from;
    const { name, daemon } = start;
    const entry = this.kernel.createProcess(this.#processRule, { name, parent, daemon, site, at });
    // before the launch: its creator is told how that went, under its own number for it
    this.ports.get(parent)?.bind(from.object, entry.object);
    const port = new Port(entry.id, (reply) => this.#edge.send(entry.id, reply));
    this.ports.set(entry.id, port);
    for (const object of handles) this.kernel.hold(entry.id, object);
    this.#edge.launch(entry, start);
    // what the launch alone needed goes no further
    const { world: _, ...known } = start;
    const info: BeginInfo = { start: known, self: port.numberOf(entry.object), parent: this.#parentInfo(port, parent) };
    port.send({ op: 'begin', payload, handles: this.#numbersFor(port, handles), info });
    return entry;
  }

  /** Numbers of handles that go to a process; it is told of shut ones before it has them. */
  #numbersFor(port: Port, handles: readonly KernelObject[]): number[] {
    for (const object of handles) {
      if (object.state.isShut && !port.knows(object)) port.send({ op: 'shut', object: port.numberOf(object) });
    }
    return handles.map((object) => port.numberOf(object));
  }

  #parentInfo(port: Port, parent: number): BeginInfo['parent'] {
    const entry = this.kernel.processes.get(parent);
    if (!entry) return null;
    this.kernel.hold(port.process, entry.object);
    return { object: port.numberOf(entry.object), name: entry.name, pid: entry.pid };
  }

  #mark(port: Port, request: Request & { op: 'mark' }): void {
    const { recorder, now } = this.kernel;
    const site = port.sites.get(request.site) ?? 0;
    const event = { t: request.time, k: now, process: port.process, site, text: recorder.text(request.text) };
    if (request.span === 'none') {
      recorder.event('mark', event);
      return;
    }
    const operation = port.spans.get(request.call) ?? this.kernel.newOperationNumber();
    const op = recorder.string('span');
    if (request.span === 'begin') port.spans.set(request.call, operation);
    else port.spans.delete(request.call);
    recorder.event(request.span === 'begin' ? 'call' : 'return', { ...event, op, operation });
  }

  #answer(operation: Operation, reply: Reply): void {
    const port = this.ports.get(operation.process);
    if (!port) return;
    // a granted call stays known until it is taken or cancelled
    if (operation.state !== 'granted') port.calls.delete(operation.call);
    if (!operation.oneWay || reply.op === 'failed') port.send(reply);
  }

  #sink(): KernelSink {
    return {
      done: (operation, { message, payload = null, code = 0 }) => {
        const port = this.ports.get(operation.process);
        if (!port || operation.oneWay) return;
        const handles = this.#numbersFor(port, message?.handles ?? []);
        const reply = {
          op: 'done',
          call: operation.call,
          code,
          payload: message?.payload ?? payload,
          handles,
        } as const;
        const isLent = message !== undefined && this.#edge.isLent?.(operation.process, operation.object, message);
        this.#answer(operation, isLent ? { ...reply, leased: true } : reply);
      },
      timedOut: (operation) => this.#answer(operation, { op: 'timeout', call: operation.call }),
      cancelled: (operation) => this.#answer(operation, { op: 'cancelled', call: operation.call }),
      failed: (operation, { error, text }) => {
        const place = this.kernel.recorder.place(operation.site);
        const where = place === '' ? '' : ` (${place})`;
        const full = `${operation.object.rule.type}.${operation.rule.name}() on ${operation.object.name}: ${text}${where}`;
        this.#answer(operation, { op: 'failed', call: operation.call, error, text: full });
      },
      gone: (message) => this.#release(message.payload),
      signal: (process, signal) => this.#edge.signal(process, signal),
      shut: (object) => {
        for (const port of this.ports.values()) {
          if (port.knows(object)) port.send({ op: 'shut', object: port.numberOf(object) });
        }
      },
      processChanged: (entry) => {
        for (const port of this.ports.values()) {
          if (port.process === entry.id || !port.knows(entry.object)) continue;
          port.send({ op: 'process', object: port.numberOf(entry.object), pid: entry.pid, exitCode: entry.exitCode });
        }
      },
    };
  }
}
