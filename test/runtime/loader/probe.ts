// Stands for `lanescope` in the loader's tests: asks the registry and the call sites what they know.

import type { captureSite } from '../../../src/runtime/loader/call-site.ts';
import type { AnyFunction, Registered, Registry } from '../../../src/runtime/loader/registry.ts';

interface Probe {
  registry: Registry;
  captureSite: typeof captureSite;
}

const { registry, captureSite: capture } = (globalThis as unknown as { lanescopeProbe: Probe }).lanescopeProbe;

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
