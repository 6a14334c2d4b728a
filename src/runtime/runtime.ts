// One process's side of the API: numbers its objects, calls and sites, and turns replies back into promises.

import { ProcessError, QueueClosedError, SerializationError } from '../base/errors.ts';
import { type Nanos, toNanos } from '../base/units.ts';
import type {
  Answer,
  CallOptions,
  Encoded,
  ErrorClass,
  HandleState,
  Parts,
  Site,
} from '../primitives/handle-context.ts';
import type { PoolContext } from '../primitives/pool/context.ts';
import type { ProcessContext, Registration } from '../primitives/process/handle.ts';
import { inOnePiece, type LocalPayload } from '../protocol/payload.ts';
import type { BeginInfo, LocalReply, StartInfo } from '../protocol/request.ts';
import { Calls } from './calls.ts';
import { Children, type ChildStatus } from './children.ts';
import { decode, encode, preview, refuseFunction } from './codec/index.ts';
import type { Host, Link } from './link.ts';
import { callTable, markHandle, takeCall } from './loader/call-ids.ts';
import { withoutFrames } from './loader/report.ts';
import { Scopes } from './scopes.ts';

const none: readonly never[] = Object.freeze([]);

interface Place {
  url: string;
  line: number;
  column: number;
}

export class Runtime implements PoolContext {
  readonly calls: Calls;
  self: ProcessContext['self'] = { name: 'MainProcess', daemon: false, identity: [], isMain: true };
  isImporting = false;
  /** Makes a handle of a type when one arrives inside a message; set by createRuntime. */
  revive: (type: string, options: Readonly<Record<string, number>>) => object = (type) => {
    throw new TypeError(`a handle of type ${type} cannot be rebuilt here`);
  };
  readonly #link: Link;
  readonly #host: Host;
  readonly #states = new WeakMap<object, HandleState>();
  readonly #handles = new Map<number, object>();
  readonly #sites = new Map<string, Site>();
  readonly #numbered = new Map<number, { method: string; site: Site; place: Place }>();
  /** The API's own functions: a subclass or a program that replaced one makes calls of its own, which have no number. */
  ownMethods: ReadonlySet<unknown> = new Set();
  /** Where user code last called. */
  lastPlace: Place | undefined;
  readonly #children = new Children();
  readonly #scopes: Scopes;
  /** Objects that were shut down; some of their handles may still be under way. */
  readonly #shut = new Set<number>();
  /** With what uses of closed handles are refused. */
  readonly #refusals = new WeakMap<object, ErrorClass>();
  closeCount = 0;
  #objectCount = 0;
  #childCount = 0;
  #unnamed = new Map<string, number>();

  constructor(link: Link, host: Host) {
    this.#link = link;
    this.#host = host;
    this.#scopes = new Scopes(host.scope);
    this.calls = new Calls(link, host, (handles) => this.#disown(handles));
  }

  site(handle?: object, method?: string): Site {
    const call = handle === undefined ? 0 : takeCall(handle);
    if (call !== 0 && method !== undefined && this.ownMethods.has((handle as Record<string, unknown>)[method])) {
      const numbered = this.#numbered.get(call) ?? this.#number(call);
      if (numbered?.method === method) {
        this.lastPlace = numbered.place;
        return numbered.site;
      }
    }
    const place = this.#host.captureSite(this.site);
    if (!place) return 0;
    this.lastPlace = place;
    return this.siteAt(place);
  }

  #number(call: number): { method: string; site: Site; place: Place } | undefined {
    const found = callTable.placeOf(call);
    if (!found) return undefined;
    const { method, url, line, column } = found;
    const numbered = { method, site: this.siteAt(found), place: { url, line, column } };
    this.#numbered.set(call, numbered);
    return numbered;
  }

  siteAt({ url, line, column }: Place): Site {
    const place = { url, line, column };
    const key = `${place.url}:${place.line}:${place.column}`;
    const known = this.#sites.get(key);
    if (known !== undefined) return known;
    const site = this.#sites.size + 1;
    this.#sites.set(key, site);
    this.#link.send({ op: 'site', site, ...place });
    return site;
  }

  nameHere(type: string): string {
    const place = this.#host.captureSite(this.nameHere);
    const found = place && this.#host.registry.nameAt(place.url, place.line, place.column);
    if (found !== undefined) return found;
    const count = (this.#unnamed.get(type) ?? 0) + 1;
    this.#unnamed.set(type, count);
    return `${type}-${count}`;
  }

  create(
    handle: object,
    type: string,
    given: string | undefined,
    options: Record<string, number>,
    site: Site,
    parts?: Parts,
    tiedTo: readonly object[] = [],
  ): HandleState {
    const name = given ?? this.nameHere(type);
    const object = this.#newObject();
    const all = [...Object.values(parts ?? {}), ...tiedTo];
    const made = all.flatMap((part) => this.#states.get(part as object)?.object ?? []);
    const request = { op: 'create', object, type, name, options, site, time: this.#host.now() } as const;
    const parted = made.length > 0 ? { ...request, parts: made } : request;
    this.#link.send(this.isImporting ? { ...parted, importing: true } : parted);
    return this.#tie(handle, { object, type, name, options, parts, closed: false });
  }

  now(): Nanos {
    return this.#host.now();
  }

  within<R>(handle: object, body: () => Promise<R>): Promise<R> {
    return this.#scopes.within(handle, body);
  }

  isWithin(handle: object): boolean {
    return this.#scopes.isWithin(handle);
  }

  isHandle(value: object): boolean {
    return this.#states.has(value);
  }

  stateOf(handle: object): HandleState {
    const state = this.#states.get(handle);
    if (!state) throw new TypeError('this is no object of this process; did a subclass forget super()?');
    return state;
  }

  async call(handle: object, method: number, site: Site, options: CallOptions = {}): Promise<Answer> {
    const { timeout = Number.POSITIVE_INFINITY, signal, item, from, isGrant, wire, background, answers } = options;
    signal?.throwIfAborted();
    const { object } = this.stateOf(handle);
    const call = this.calls.next();
    this.#link.send({
      op: 'call',
      object,
      method,
      call,
      oneWay: false,
      time: this.#host.now(),
      site,
      timeout: toNanos(Math.max(0, timeout)),
      payload: item?.bytes ?? null,
      handles: item?.handles ?? [],
      preview: item?.preview ?? '',
      from,
      ...(wire && { wire }),
      ...(answers !== undefined && { answers }),
    });
    return this.calls.wait(call, signal, { isGrant: isGrant === true, isBackground: background === true });
  }

  tellOnCredit(handle: object, method: number, site: Site, item: Encoded): Promise<void> | undefined {
    const isBehind = this.#link.isBehind?.(item.bytes.length) ?? false;
    if (isBehind || !this.#link.takeCredit?.(this.stateOf(handle).object)) return undefined;
    return this.#tell(handle, method, site, item, 'credit');
  }

  tell(
    handle: object,
    method: number,
    site: Site,
    item?: Encoded,
    signal?: AbortSignal,
    answers?: number,
  ): Promise<void> {
    if (this.#link.isBehind?.(item?.bytes.length ?? 0))
      return this.call(handle, method, site, { item, signal, wire: true, answers }).then(() => {});
    return this.#tell(handle, method, site, item, undefined, answers);
  }

  #tell(
    handle: object,
    method: number,
    site: Site,
    item: Encoded | undefined,
    from: 'credit' | undefined,
    answers?: number,
  ): Promise<void> {
    const time = this.#host.now();
    this.#link.send({
      op: 'call',
      object: this.stateOf(handle).object,
      method,
      call: this.calls.next(),
      oneWay: true,
      time,
      site,
      timeout: Number.POSITIVE_INFINITY,
      payload: item?.bytes ?? null,
      handles: item?.handles ?? [],
      preview: item?.preview ?? '',
      from,
      answers,
    });
    return this.#settled(undefined, time);
  }

  takeLent(handle: object, method: number, site: Site): Promise<unknown> | undefined {
    const { object } = this.stateOf(handle);
    const time = this.#host.now();
    const bytes = this.#link.takeLent?.(object, time);
    if (bytes === undefined) return undefined;
    // reading a large one takes its time, which is no computing of its receiver's
    const taken = bytes instanceof Uint8Array ? time : this.#host.now();
    this.#link.send({ op: 'got', object, method, call: this.calls.next(), site, time, taken });
    const decoded = decode(bytes, none, this.#codec);
    return 'value' in decoded ? this.#settled(decoded.value, time) : this.decode(bytes, none);
  }

  takeLoan<T>(handle: object, method: number, site: Site, answer: T): Promise<T> | undefined {
    if (!this.#link.takeLoan) return undefined;
    const time = this.#host.now();
    const made = { object: this.stateOf(handle).object, method, call: this.calls.next(), site, time };
    if (!this.#link.takeLoan(made)) return undefined;
    this.#link.send({ op: 'got', ...made, taken: time });
    return this.#settled(answer, time);
  }

  /** Resolves at once, but gives timers and sockets their turn in a loop of calls that need no answer. */
  #settled<T>(value: T, at: Nanos): Promise<T> {
    const turn = this.#link.nextTurn?.(at);
    return turn === undefined ? Promise.resolve(value) : turn.then(() => value);
  }

  close(handle: object, refusal: ErrorClass = QueueClosedError): void {
    const state = this.stateOf(handle);
    if (state.closed) return;
    state.closed = true;
    this.closeCount++;
    this.#refusals.set(handle, refusal);
    // should it be sent to this process again, it comes as a new handle
    this.#handles.delete(state.object);
    this.#link.send({ op: 'close', object: state.object, time: this.#host.now() });
  }

  /** Of what was taken, lets go of the handles that the program does not have: its value could not be rebuilt, or it has closed them. */
  #disown(handles: readonly number[]): void {
    for (const object of handles) {
      if (!this.#handles.has(object)) this.#link.send({ op: 'close', object, time: this.#host.now() });
    }
  }

  isShut(handle: object): boolean {
    return this.#shut.has(this.stateOf(handle).object);
  }

  encode(value: unknown, path: string): Encoded {
    const { bytes, handles } = encode(value, this.#codec, path);
    const limit = this.#host.previewBytes;
    return { bytes, handles, preview: limit > 0 ? preview(value, limit) : '' };
  }

  async decode(bytes: LocalPayload, handles: readonly number[]): Promise<unknown> {
    const unknown = handles.filter((object) => !this.#handles.has(object));
    try {
      for (;;) {
        const decoded = decode(bytes, handles, this.#codec);
        if ('value' in decoded) return decoded.value;
        for (const url of decoded.needs) await this.#host.importModule(url);
      }
    } catch (error) {
      // those that were rebuilt before the failure are nobody's
      for (const object of unknown) this.#handles.delete(object);
      throw error;
    }
  }

  registrationOf(value: (...args: never[]) => unknown, path: string): Registration {
    const found = this.#host.registry.find(value);
    if (!found) throw refuseFunction(path, value);
    return found;
  }

  nextChildNumber(): number {
    return ++this.#childCount;
  }

  start(handle: object, info: StartInfo, body: Encoded, site: Site): number {
    const object = this.#newObject();
    const call = this.calls.next();
    this.#children.begin(object, handle);
    this.calls.hold();
    this.#tie(handle, { object, type: 'Process', name: info.name, options: {}, closed: false });
    const [payload, handles] = [inOnePiece(body.bytes), body.handles];
    const started = { ...info, world: this.#host.world() };
    this.#link.send({ op: 'start', object, call, time: this.#host.now(), site, info: started, payload, handles });
    return object;
  }

  launched(object: number): Promise<void> {
    return this.#children.launched(object);
  }

  ended(object: number): Promise<void> {
    return this.#children.ended(object);
  }

  status(object: number): ChildStatus {
    return this.#children.status(object);
  }

  children(): object[] {
    return this.#children.living();
  }

  /** Ties a handle of this process itself, or of its parent, to its number. */
  adopt(handle: object, object: number, name: string, status?: { pid: number }): void {
    this.#tie(handle, { object, type: 'Process', name, options: {}, closed: false });
    if (status) this.#children.adopt(object, handle, status.pid);
  }

  attach(handle: object, object: number, type: string, name: string): void {
    this.#tie(handle, { object, type, name, options: {}, closed: false });
  }

  async functionAt(url: string, name: string): Promise<(...args: never[]) => unknown> {
    if (!this.#host.registry.has(url)) {
      this.isImporting = true;
      try {
        await this.#host.importModule(url);
      } finally {
        this.isImporting = false;
      }
    }
    const found = this.#host.registry.get(url, name);
    if (found) return found as (...args: never[]) => unknown;
    throw new ProcessError(
      `${name} was not found at the top level of ${url} in this process; it must be defined in every process that imports its module`,
    );
  }

  get cpuCount(): number {
    return this.#host.cpuCount;
  }

  userFrames(stack: string): string {
    return withoutFrames(stack, [import.meta.url]);
  }

  exit(code: number): never {
    return this.#host.exit(code);
  }

  /** Takes a reply; `begin` is the caller's. */
  handle(reply: Exclude<LocalReply, { op: 'begin' | 'resize' | 'enter' }>): void {
    switch (reply.op) {
      case 'done':
        this.calls.done(reply);
        break;
      case 'timeout':
        this.calls.timedOut(reply.call);
        break;
      case 'cancelled':
        this.calls.cancelled(reply.call);
        break;
      case 'failed':
        this.calls.failed(reply);
        break;
      case 'process':
        if (this.#children.changed(reply)) this.calls.release();
        break;
      case 'shut':
        this.#shut.add(reply.object);
        break;
      case 'probe':
        this.#link.probe(() => this.calls.hasLiveSignal);
        break;
    }
  }

  mark(text: string, span: 'none' | 'begin' | 'end', call: number, site: Site): void {
    this.#link.send({ op: 'mark', time: this.#host.now(), site, text, span, call });
  }

  preview(value: unknown): string {
    return this.#host.previewBytes > 0 ? preview(value, this.#host.previewBytes) : '';
  }

  begun(info: BeginInfo): void {
    const { name, daemon, identity } = info.start;
    this.self = { name, daemon, identity, isMain: info.parent === null };
    this.#link.send({ op: 'begin', time: this.#host.now() });
  }

  // the runtime numbers with odd numbers, the broker with even ones
  #newObject(): number {
    return ++this.#objectCount * 2 - 1;
  }

  #tie(handle: object, state: HandleState): HandleState {
    markHandle(handle);
    this.#states.set(handle, state);
    this.#handles.set(state.object, handle);
    return state;
  }

  readonly #codec = {
    registryOf: () => this.#host.registry,
    get registry() {
      return this.registryOf();
    },
    handleOf: (value: object) => {
      const state = this.#states.get(value);
      if (!state || state.type === 'Process') return undefined;
      const { object, type, name, options, parts, closed } = state;
      if (type === 'Pool') {
        throw new SerializationError(
          `Pool ${name} works only for the process that made it and cannot be sent; send a queue for the results instead`,
        );
      }
      const Refusal = this.#refusals.get(value);
      if (closed && Refusal)
        throw new Refusal(
          `${type} ${name} was closed by this process and cannot be sent any more; send it before close()`,
        );
      return { object, type, data: parts ? { name, options, parts } : { name, options } };
    },
    makeHandle: (object: number, type: string, data?: unknown) => {
      const known = this.#handles.get(object);
      if (known) return known;
      // the handles inside `parts` are put there a moment later
      const { name, options, parts } = data as Pick<HandleState, 'name' | 'options' | 'parts'>;
      const handle = this.revive(type, options);
      this.#tie(handle, { object, type, name, options, parts, closed: false });
      return handle;
    },
  };
}
