// Which folders have been asked about, and whether anybody may be asked at all.

import type { Memento } from 'vscode';

const offeredKey = 'lanescope.typesOffered';
const neverKey = 'lanescope.neverOfferTypes';

/** Of the extension's context. */
interface States {
  globalState: Memento;
  workspaceState: Memento;
}

export class OfferMemory {
  readonly #context: States;

  constructor(context: States) {
    this.#context = context;
  }

  /** Once per folder, and in no workspace any more after `never`. */
  mayOffer(folder: string): boolean {
    return !this.#context.globalState.get<boolean>(neverKey, false) && !this.#folders().includes(folder);
  }

  async offered(folder: string): Promise<void> {
    await this.#context.workspaceState.update(offeredKey, [...this.#folders(), folder]);
  }

  async never(): Promise<void> {
    await this.#context.globalState.update(neverKey, true);
  }

  #folders(): readonly string[] {
    return this.#context.workspaceState.get<string[]>(offeredKey, []);
  }
}
