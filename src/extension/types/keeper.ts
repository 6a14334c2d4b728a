// Keeps the stubs that were set up in a workspace: renews the older ones, makes anew what a package manager has pruned.

import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Memento } from 'vscode';
import { namesLanescope, readLevel } from './project.ts';
import { stubsKey } from './state.ts';
import { installedAbove, installedIn, isOlder, stubIn, writeStub } from './stub.ts';

/** What package managers write into `node_modules` when they have installed. */
const installRecords = ['.package-lock.json', '.modules.yaml', '.yarn-integrity', '.yarn-state.yml'];
/** Those that write no record have at least written their lock file. */
const lockFiles = ['bun.lock', 'bun.lockb'];

export interface KeeperOptions {
  state: Memento;
  extensionPath: string;
  version: string;
  /** Gets a line for each thing that was done. */
  log: (line: string) => void;
}

export class TypesKeeper {
  readonly #options: KeeperOptions;
  #working: Promise<void> = Promise.resolve();

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /** Writes the stub into `folder` because the user has asked for it. @returns False where something else is there. */
  async write(folder: string): Promise<boolean> {
    const { extensionPath, version } = this.#options;
    if (!(await writeStub(folder, extensionPath, version))) return false;
    await this.#remember(folder);
    return true;
  }

  /** Sees to all folders of the workspace and to the stub that `script`, if given, finds. One call after the other. */
  renew(script?: string): Promise<void> {
    const before = this.#working;
    this.#working = (async () => {
      await before.catch(() => {}); // whoever asked for that has been told
      for (const folder of Object.keys(this.#stubs())) await this.#seeTo(folder);
      if (script !== undefined) await this.#seeToAbove(script);
    })();
    return this.#working;
  }

  async #seeTo(folder: string): Promise<void> {
    const installed = await installedIn(folder);
    if (installed.kind === 'stub') await this.#renewOlder(folder, installed.version);
    else if (installed.kind === 'own') await this.#forget(folder, 'lanescope is installed there now');
    else if (await this.#wasPruned(folder)) await this.#makeAnew(folder);
    else await this.#forget(folder, 'it was deleted');
  }

  /** A stub that came with the folder, or was set up from another workspace. */
  async #seeToAbove(script: string): Promise<void> {
    const found = await installedAbove(dirname(script));
    if (found?.installed.kind === 'stub') await this.#renewOlder(found.folder, found.installed.version);
  }

  async #renewOlder(folder: string, version: string): Promise<void> {
    const own = this.#options.version;
    if (!isOlder(version, own) || !(await this.write(folder))) return;
    this.#options.log(`Renewed the types in ${stubIn(folder)}: ${version} is ${own} now.`);
  }

  async #makeAnew(folder: string): Promise<void> {
    if (namesLanescope((await readLevel(folder)).manifest)) {
      await this.#forget(folder, 'its package.json names lanescope now');
    } else if (await this.write(folder)) {
      this.#options.log(`Made the types in ${stubIn(folder)} anew: the package manager had removed them.`);
    }
  }

  /**
   * A package manager removes what it does not know, and leaves a younger record in `node_modules`. Who deletes the stub by
   * hand, or `node_modules` with it, does not want it back.
   */
  async #wasPruned(folder: string): Promise<boolean> {
    const modules = join(folder, 'node_modules');
    if ((await timeOf(modules)) === undefined) return false;
    const records = installRecords.map((name) => join(modules, name));
    const locks = lockFiles.map((name) => join(folder, name));
    const times = await Promise.all([...records, ...locks].map(timeOf));
    const made = this.#stubs()[folder] ?? 0;
    return times.some((time) => time !== undefined && time > made);
  }

  #stubs(): Readonly<Record<string, number>> {
    return this.#options.state.get<Record<string, number>>(stubsKey, {});
  }

  // by the clock of the file system, which wrote the records too
  async #remember(folder: string): Promise<void> {
    const time = (await timeOf(join(stubIn(folder), 'package.json'))) ?? 0;
    await this.#options.state.update(stubsKey, { ...this.#stubs(), [folder]: time });
  }

  async #forget(folder: string, reason: string): Promise<void> {
    const { [folder]: _, ...others } = this.#stubs();
    await this.#options.state.update(stubsKey, Object.keys(others).length > 0 ? others : undefined);
    this.#options.log(`The types in ${stubIn(folder)} are no longer kept: ${reason}.`);
  }
}

async function timeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs;
  } catch {
    return undefined; // not there, or not to be seen: then it proves nothing
  }
}
