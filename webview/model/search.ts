// Binary search over times in order.

/** Number of entries of `times[0 … length - 1]` that are not after `t`, so the last of them is one less. */
export function countUpTo(times: Float64Array, length: number, t: number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) <= t) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Number of entries before `t`: the index of the first one that is not. */
export function countBefore(times: Float64Array, length: number, t: number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < t) low = middle + 1;
    else high = middle;
  }
  return low;
}
