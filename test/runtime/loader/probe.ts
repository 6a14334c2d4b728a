// Stands for `lanescope` in the loader's tests: asks the registry and the call sites what they know.

import type { CallTable, markHandle, takeCall } from '../../../src/runtime/loader/call-ids.ts';
import type { captureSite } from '../../../src/runtime/loader/call-site.ts';
import type { AnyFunction, Registered, Registry } from '../../../src/runtime/loader/registry.ts';

interface Probe {
  registry: Registry;
  captureSite: typeof captureSite;
  callTable: CallTable;
  markHandle: typeof markHandle;
  takeCall: typeof takeCall;
}

const probe = (globalThis as unknown as { lanescopeProbe: Probe }).lanescopeProbe;
const { registry, captureSite: capture } = probe;

function short(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}

/** `main.ts:3:5`, and the name that the object there is for. */
function describe(below: AnyFunction): string {
  const site = capture(below);
  if (site === undefined) return 'nowhere';
  const name = registry.nameAt(site.url, site.line, site.column);
  return `${short(site.url)}:${site.line}:${site.column}${name === undefined ? '' : ` ${name}`}`;
}

export function find(value: unknown): string {
  const found: Registered | undefined = registry.find(value);
  if (found === undefined) return 'unknown';
  const again = registry.get(found.url, found.name) === value ? '' : ' LOST';
  return `${found.kind} ${short(found.url)} ${found.name}${found.hasPrivate ? ' private' : ''}${again}`;
}

export function here(): string {
  return describe(here);
}

export class Queue {
  readonly site: string;
  constructor() {
    this.site = describe(new.target);
  }
  where(): string {
    return describe(this.where);
  }
}

/** Every call on a handle: by number or by stack, where the number says, and where the stack says. */
const calls: { how: 'number' | 'stack' | 'WRONG'; said: string; seen: string }[] = [];

function note(handle: Handle, method: 'put' | 'get'): void {
  const seen = capture(note);
  const id = probe.takeCall(handle);
  const place = id === 0 || handle[method] !== own[method] ? undefined : probe.callTable.placeOf(id);
  const said = place?.method === method ? place : undefined;
  const text = (site: typeof seen) => (site === undefined ? 'nowhere' : `${site.url}:${site.line}:${site.column}`);
  const isRight = said === undefined || text(said) === text(seen);
  calls.push({ how: !isRight ? 'WRONG' : said ? 'number' : 'stack', said: text(said), seen: text(seen) });
}

/** A handle of the API as far as call sites go. */
export class Handle {
  [name: string]: unknown;

  constructor() {
    probe.markHandle(this);
  }
  put(...args: unknown[]): unknown[] {
    note(this, 'put');
    return args;
  }
  get(...args: unknown[]): unknown[] {
    note(this, 'get');
    return args;
  }
}

const own = { put: Handle.prototype.put, get: Handle.prototype.get };

/** What the calls since the last time came by; those whose number and stack disagree with both. */
export function taken(): string {
  return calls
    .splice(0)
    .map(({ how, said, seen }) => (how === 'WRONG' ? `WRONG ${said} is ${seen}` : how))
    .join(' ');
}

/** A callback from code that the loader did not rewrite. */
export function later(handle: Handle, method: 'put' | 'get'): unknown {
  return handle[method](1);
}
