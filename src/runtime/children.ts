// The processes that this one has started or knows: how their launch went, and how they ended.

import { BrokerLostError } from '../base/errors.ts';
import type { Reply } from '../protocol/request.ts';

export interface ChildStatus {
  /** 0 before it is known. */
  pid: number;
  /** `null` while it lives. */
  exitCode: number | null;
}

interface Child extends ChildStatus {
  readonly handle: object;
  /** The broker has said how the launch went. */
  isLaunched: boolean;
  readonly launched: PromiseWithResolvers<void>;
  readonly ended: PromiseWithResolvers<void>;
}

const unknown: ChildStatus = { pid: 0, exitCode: null };

/** By the number of their object. */
export class Children {
  readonly #children = new Map<number, Child>();

  /** Its launch was asked for. */
  begin(object: number, handle: object): void {
    this.#children.set(object, newChild(handle));
  }

  /** It runs already. */
  adopt(object: number, handle: object, pid: number): void {
    const child = { ...newChild(handle), pid, isLaunched: true };
    child.launched.resolve();
    this.#children.set(object, child);
  }

  /** Settles when the broker has launched it. */
  launched(object: number): Promise<void> {
    return this.#children.get(object)?.launched.promise ?? Promise.resolve();
  }

  ended(object: number): Promise<void> {
    return this.#children.get(object)?.ended.promise ?? Promise.resolve();
  }

  status(object: number): ChildStatus {
    return this.#children.get(object) ?? unknown;
  }

  living(): object[] {
    return [...this.#children.values()].filter(({ exitCode }) => exitCode === null).map(({ handle }) => handle);
  }

  /** @returns whether its launch is over by that */
  changed({ object, pid, exitCode }: Reply & { op: 'process' }): boolean {
    const child = this.#children.get(object);
    if (!child) return false;
    child.pid = pid;
    child.exitCode = exitCode;
    if (exitCode !== null) child.ended.resolve();
    if (child.isLaunched) return false;
    child.isLaunched = true;
    if (pid === 0 && exitCode !== null) {
      child.launched.reject(
        new BrokerLostError(`Process.start(): the operating system did not start the process (exit code ${exitCode})`),
      );
    } else child.launched.resolve();
    return true;
  }
}

function newChild(handle: object): Child {
  const [launched, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  return { ...unknown, handle, isLaunched: false, launched, ended };
}
