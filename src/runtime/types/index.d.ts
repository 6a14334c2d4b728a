// Everything that `lanescope` exports, in the order in which the build joins it into dist/lanescope.d.ts.
// biome-ignore-all assist/source/organizeImports: the order is that of the shipped file, what a reader needs first comes first

export * from './process.d.ts';
export * from './waiting.d.ts';
export * from './queue.d.ts';
export * from './pipe.d.ts';
export * from './shared.d.ts';
export * from './locks.d.ts';
export * from './signals.d.ts';
export * from './pool.d.ts';
export * from './manager.d.ts';
export * from './proxies.d.ts';
export * from './trace.d.ts';
export * from './errors.d.ts';
