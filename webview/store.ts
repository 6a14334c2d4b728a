// What the user has chosen to see: one immutable state, kept over a reload.

import type { Nanos } from '../src/base/units.ts';
import type { ViewState } from '../src/protocol/view.ts';

export interface PageState {
  /** Null: the whole run. */
  window: { from: Nanos; to: Nanos } | null;
  folded: boolean | null;
  follow: boolean;
  scrollY: number;
  /** Null: shown where there is room. */
  list: boolean | null;
  /** Null: shown where it takes little room. */
  legend: boolean | null;
  /** `seq` of the selected event. */
  selected: number | null;
}

export const firstState: PageState = {
  window: null,
  folded: null,
  follow: true,
  scrollY: 0,
  list: null,
  legend: null,
  selected: null,
};

export class Store {
  #state = firstState;
  readonly #changed: (state: PageState, before: PageState) => void;

  constructor(changed: (state: PageState, before: PageState) => void) {
    this.#changed = changed;
  }

  get state(): PageState {
    return this.#state;
  }

  set(change: Partial<PageState>): void {
    const before = this.#state;
    this.#state = { ...before, ...change };
    this.#changed(this.#state, before);
  }
}

function flag(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

function amount(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** A kept state may come from another version: what does not fit is left at its default. */
export function restore(kept: ViewState | null): PageState {
  const window = kept?.window as { from?: unknown; to?: unknown } | null | undefined;
  const [from, to] = [amount(window?.from), amount(window?.to)];
  return {
    window: from !== null && to !== null && to > from ? { from, to } : null,
    folded: flag(kept?.folded),
    follow: flag(kept?.follow) ?? true,
    scrollY: amount(kept?.scrollY) ?? 0,
    list: flag(kept?.list),
    legend: flag(kept?.legend),
    selected: amount(kept?.selected),
  };
}
