// How a process ends: by itself when nothing is left, with 13 when its target can never settle, or by an uncaught error with its name in front.

import { describeError } from './loader/report.ts';
import type { SocketLink } from './socket-link.ts';

const unsettledExitCode = 13;

/** Who is running here, for what is said of its end. */
interface Running {
  /** Shown in front of an uncaught error; empty for the main process, which fails as under Node. */
  name: string;
  target: string;
  /** Where this process last called Lanescope, or where its target is defined. */
  lastPlace(): string;
}

export class Ending {
  readonly #link: SocketLink;
  readonly #now: () => number;
  readonly #ownUrls: readonly string[];
  #running: Running = { name: '', target: '', lastPlace: () => '' };
  #isSettled = true;
  #hasNothingLeft = false;

  /** @param ownUrls modules whose frames are left out of what is said of an error */
  constructor(link: SocketLink, now: () => number, ownUrls: readonly string[]) {
    this.#link = link;
    this.#ownUrls = ownUrls;
    this.#now = now;
    link.onLost = () => process.exit(1);
    process.on('beforeExit', () => this.#nothingLeft());
    process.on('exit', () => this.#ends());
    process.on('uncaughtExceptionMonitor', (error) => this.#report(error));
  }

  expect(running: Running): void {
    this.#running = running;
  }

  /** Ends the process as Node does when the run of its target fails, and with 13 when it never settles. */
  watch(run: Promise<unknown>): void {
    this.#isSettled = false;
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

  #nothingLeft(): void {
    this.#hasNothingLeft = true;
    // a listener of the program's own may have found something to do
    setImmediate(() => {
      this.#hasNothingLeft = false;
    }).unref();
  }

  #ends(): void {
    if (this.#hasNothingLeft && !this.#isSettled && process.exitCode === undefined) {
      process.exitCode = unsettledExitCode;
      process.stderr.write(this.#unsettledText());
    }
    this.#link.end();
  }

  #unsettledText(): string {
    const { name, target, lastPlace } = this.#running;
    const place = lastPlace();
    return (
      `${name === '' ? 'MainProcess' : name}: ${target} can never finish: it awaits something, and nothing is left that ` +
      `could bring it on (exit code ${unsettledExitCode})${place === '' ? '' : `; ${place}`}\n`
    );
  }

  /** Says what Node would say, without our own frames; a program that listens for uncaught errors says it itself. */
  #report(error: unknown): void {
    const text = describeError(error, this.#ownUrls);
    this.#link.send({ op: 'uncaught', time: this.#now(), site: 0, text: text.slice(0, 4096) });
    if (process.listenerCount('uncaughtException') > 0) return;
    process.once('uncaughtException', () => {
      const header = this.#running.name === '' ? '' : `Process ${this.#running.name}:\n`;
      process.stderr.write(`${header}${text}\n`);
      process.exit(1);
    });
  }
}
