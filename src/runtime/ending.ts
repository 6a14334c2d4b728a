// How a process ends: by itself when nothing is left, with 13 when its target can never settle, or by an uncaught error with its name in front.

import { describeError } from './loader/report.ts';
import type { SocketLink } from './socket-link.ts';

const unsettledExitCode = 13;

export class Ending {
  readonly #link: SocketLink;
  readonly #now: () => number;
  readonly #ownUrls: readonly string[];
  #name = '';
  #target = '';
  #isSettled = false;

  /** @param ownUrls modules whose frames are left out of what is said of an error */
  constructor(link: SocketLink, now: () => number, ownUrls: readonly string[]) {
    this.#link = link;
    this.#ownUrls = ownUrls;
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
    // rethrown outside of any promise, so that it counts as what it is: an uncaught error
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

  /** Says what Node would say, without our own frames; a program that listens for uncaught errors says it itself. */
  #report(error: unknown): void {
    const text = describeError(error, this.#ownUrls);
    this.#link.send({ op: 'uncaught', time: this.#now(), site: 0, text: text.slice(0, 4096) });
    if (process.listenerCount('uncaughtException') > 0) return;
    process.once('uncaughtException', () => {
      const header = this.#name === '' ? '' : `Process ${this.#name}:\n`;
      process.stderr.write(`${header}${text}\n`);
      process.exit(1);
    });
  }
}
