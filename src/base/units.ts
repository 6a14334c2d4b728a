// Units whose mixing would be a bug: a brand costs nothing at run time.

declare const unit: unique symbol;

/** Nanoseconds since the run began. A float64 holds whole nanoseconds exactly for 104 days. */
export type Nanos = number & { readonly [unit]?: 'nanos' };

/** Milliseconds, the unit of every public option. */
export type Millis = number & { readonly [unit]?: 'millis' };

export const nanosPerMilli = 1_000_000;

export function toMillis(nanos: Nanos): Millis {
  return nanos / nanosPerMilli;
}

export function toNanos(millis: Millis): Nanos {
  return millis * nanosPerMilli;
}
