// Calls that have gone out and are not answered: a later one on the same object must not overtake them.

export class AskedCalls {
  /** By call: the object. */
  readonly #objects = new Map<number, number>();

  add(call: number, object: number): void {
    this.#objects.set(call, object);
  }

  /** @returns the object that it was about, where it was one of these */
  answered(call: number): number | undefined {
    const object = this.#objects.get(call);
    if (object !== undefined) this.#objects.delete(call);
    return object;
  }

  get isAny(): boolean {
    return this.#objects.size > 0;
  }

  isAsked(object: number): boolean {
    if (this.#objects.size === 0) return false; // as nearly always: no iterator is made
    for (const asked of this.#objects.values()) if (asked === object) return true;
    return false;
  }
}
