// Where the public module finds the API of the process that it is loaded in.

import type { Api } from './create-runtime.ts';

export const apiKey: unique symbol = Symbol.for('lanescope.api') as never;

export function apiOfProcess(): Api | undefined {
  return (globalThis as { [apiKey]?: Api })[apiKey];
}
