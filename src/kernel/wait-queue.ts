// The first of the two cells: permits, and the operations that wait for one. Every block and wake-up in Lanescope is here.

/**
 * A wait queue lets an operation through while it has permits.
 * It keeps its waiters in the order of arrival, but does not choose: whoever serves does (the broker takes the first).
 */
export class WaitQueue<Waiter> {
  /** Why its waiters wait: `empty`, `full`, `join`… */
  readonly reason: string;
  /** May be Infinity: a condition that holds for everybody, such as "has ended". */
  permits: number;
  /** The process whose operation last opened it. */
  wokenBy = 0;
  readonly #waiters = new Set<Waiter>();
  readonly #fits: ((waiter: Waiter) => boolean) | null;
  /** Cells that may have opened whenever this one has. */
  readonly followers = new Set<WaitQueue<Waiter>>();

  constructor(reason: string, permits: number, fits: ((waiter: Waiter) => boolean) | null = null) {
    this.reason = reason;
    this.permits = permits;
    this.#fits = fits;
  }

  /** Could this operation pass now? Where it matters who asks, only the first may: else a great one might wait for ever. */
  lets(waiter: Waiter): boolean {
    if (this.permits <= 0) return false;
    return this.#fits === null || (this.first() === waiter && this.#fits(waiter));
  }

  /** Could whoever came now pass at once, with nobody waiting before it? */
  get isOpen(): boolean {
    return this.permits > 0 && this.#fits === null && this.#waiters.size === 0;
  }

  add(waiter: Waiter): void {
    this.#waiters.add(waiter);
  }

  remove(waiter: Waiter): void {
    this.#waiters.delete(waiter);
  }

  get waiters(): Iterable<Waiter> {
    return this.#waiters;
  }

  get length(): number {
    return this.#waiters.size;
  }

  first(): Waiter | undefined {
    for (const waiter of this.#waiters) return waiter;
    return undefined;
  }
}

/**
 * Lets an operation through while one of several wait queues would: one wait for many things, which takes none of their permits.
 * It follows them only while somebody waits, so that a finished wait leaves nothing behind.
 */
export class AnyOf<Waiter> extends WaitQueue<Waiter> {
  readonly #cells: readonly WaitQueue<Waiter>[];

  constructor(reason: string, cells: readonly WaitQueue<Waiter>[]) {
    super(reason, 0);
    this.#cells = cells;
  }

  override lets(_waiter: Waiter): boolean {
    return this.#cells.some(({ permits }) => permits > 0);
  }

  override add(waiter: Waiter): void {
    super.add(waiter);
    for (const cell of this.#cells) cell.followers.add(this);
  }

  override remove(waiter: Waiter): void {
    super.remove(waiter);
    if (this.length === 0) for (const cell of this.#cells) cell.followers.delete(this);
  }
}
