// What a child does: import the module of its target, rebuild the arguments, call.

import { ProcessError } from '../base/errors.ts';
import { serviceUrl } from '../primitives/process/handle.ts';
import type { StartInfo } from '../protocol/request.ts';
import type { Host } from './link.ts';
import type { Runtime } from './runtime.ts';

type AnyFunction = (...args: never[]) => unknown;

interface Run {
  runtime: Runtime;
  host: Host;
  target: StartInfo['target'];
  payload: Uint8Array;
  handles: readonly number[];
  /** Makes the handle of this process; of the subclass that is run, if one is. */
  adopt(made?: { type: object; fields: object }): object;
  setTarget(process: object, target: AnyFunction, args: readonly unknown[]): void;
  /** What a process does that was started to work for a pool. */
  runWorker(payload: Uint8Array, handles: readonly number[]): Promise<void>;
  /** What the runtime itself runs in processes of its own, by name. */
  services: Readonly<Record<string, (...args: never[]) => Promise<void>>>;
}

/** Runs the target to its end. The returned promise settles as the target does. */
export async function runTarget(run: Run): Promise<void> {
  const { runtime, host, target, payload, handles } = run;
  if (!target) return;
  if (target.kind === 'worker') return run.runWorker(payload, handles);
  if (target.url === serviceUrl) {
    const args = (await runtime.decode(payload, handles)) as never[];
    await run.services[target.name]?.(...args);
    return;
  }
  runtime.isImporting = true;
  try {
    await host.importModule(target.url);
  } finally {
    runtime.isImporting = false;
  }
  const found = resolve(host, target.url, target.name);
  const body = await runtime.decode(payload, handles);
  if (target.kind === 'function') {
    await found(...(body as never[]));
    return;
  }
  const [fields, inherited] = body as [object, [{ url: string; name: string }, unknown[]] | null];
  const process = run.adopt({ type: found.prototype as object, fields }) as { run(): unknown };
  if (inherited) {
    const [{ url, name }, args] = inherited;
    await host.importModule(url);
    run.setTarget(process, resolve(host, url, name), args);
  }
  await process.run();
}

function resolve(host: Host, url: string, name: string): AnyFunction {
  const found = host.registry.get(url, name);
  if (found) return found as AnyFunction;
  throw new ProcessError(
    `${name} was not found at the top level of ${url} in this process; a target must be defined in every process that imports its module`,
  );
}
