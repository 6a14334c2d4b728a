/** Words of your own in the swimlane. @module */

/** Puts a mark with this label into the lane of this process. @param data shown beside it, cut to the preview's length */
export function mark(label: string, data?: unknown): void;

/**
 * Runs `body` and draws the time that it took as a labelled span in the lane of this process.
 *
 * @example
 * {@includeCode ../../../docs/examples/span.ts}
 */
export function span<R>(label: string, body: () => R | Promise<R>): Promise<R>;
