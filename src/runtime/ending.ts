// How a process ends: by itself when nothing is left, with 13 when its target can never settle, or by an uncaught error with its name in front.

import { inspect } from 'node:util';
import type { SocketLink } from './socket-link.ts';

const unsettledExitCode = 13;

export class Ending {
  readonly #link: SocketLink;
  readonly #now: () => number;
  #name = '';
  #target = '';
  #isSettled = false;

  constructor(link: SocketLink, now: () => number) {
    this.#link = link;
    this.#now = now;
    link.onLost = () => process.exit(1);
    process.on('exit', () => link.flushSync());
    process.on('uncaughtExceptionMonitor', (error) => this.#report(error));
  }

  /** @param name shown in front of an uncaught error; empty for the main process, which fails as under Node. */
  expect({ name, target }: { name: string; target: string }): void {
    this.#name = name;
    this.#target = target;
  }

  /** Ends the process as Node does when the run of its target fails, and with 13 when it never settles. */
  watch(run: Promise<unknown>): void {
    process.once('beforeExit', () => {
      if (this.#isSettled) return;
      const who = this.#name === '' ? 'MainProcess' : this.#name;
      process.stderr.write(
        `${who}: ${this.#target} can never finish: it awaits something, and nothing is left that could bring it on\n`,
      );
      process.exit(unsettledExitCode);
    });
    // rethrown outside of any promise, so that Node reports it as it reports an error of a script
    run.then(
      () => {
        this.#isSettled = true;
      },
      (error) => {
        this.#isSettled = true;
        setImmediate(() => {
          throw error;
        });
      },
    );
  }

  #report(error: unknown): void {
    if (this.#name !== '') process.stderr.write(`Process ${this.#name}:\n`);
    const text = error instanceof Error ? (error.stack ?? error.message) : inspect(error);
    this.#link.send({ op: 'uncaught', time: this.#now(), site: 0, text: text.slice(0, 4096) });
    this.#link.flushSync();
  }
}
