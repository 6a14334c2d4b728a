// `node sim.mjs PROGRAM SEED…`: runs a program in the in-process world once for each seed and prints one line of JSON a run.

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installLoader, type LoaderOptions } from '../../src/runtime/loader/loader.ts';
import { Registry } from '../../src/runtime/loader/registry.ts';
import { running } from './simulated-process.ts';
import { World } from './world.ts';

const [program = '', ...seeds] = process.argv.slice(2);
const mainUrl = pathToFileURL(resolve(program)).href;
const worldKey = Symbol.for('lanescope.world');
let world: World | null = null;

/** Module instances are kept apart by `?lanescope-process=WORLD.PROCESS`. */
function processOf(url: string) {
  const [, id = ''] = (new URL(url).searchParams.get('lanescope-process') ?? '').split('.');
  return world?.processes.get(Number(id));
}

Object.assign(globalThis, { [worldKey]: (url: string) => processOf(url)?.api });
const options: LoaderOptions = {
  mainUrl: null,
  registryFor: (url) => processOf(url)?.registry ?? new Registry(),
  runtimeUrl: (parentUrl) => {
    const names = Object.keys(processOf(parentUrl)?.api ?? {}).join(', ');
    const source = `export const { ${names} } = globalThis[Symbol.for('lanescope.world')](${JSON.stringify(parentUrl)});`;
    return `data:text/javascript,${encodeURIComponent(source)}`;
  },
  transformUrl: new URL('../amaro.cjs', import.meta.url).href,
  callSites: process.env.LANESCOPE_CALL_SITES === 'stack' ? 'stack' : 'ids',
};
installLoader(options);

const write = process.stdout.write.bind(process.stdout);
for (const [name, stream] of [
  ['stdout', 1],
  ['stderr', 2],
] as const) {
  process[name].write = ((chunk: string | Uint8Array) => {
    const simulated = running.getStore();
    if (simulated === undefined) return write(chunk);
    simulated.print(stream, Buffer.from(chunk), world?.now ?? 0);
    return true;
  }) as typeof process.stdout.write;
}

// a rejection that nobody handles ends the simulated process whose code it is, as it would end a real one
process.on('unhandledRejection', (error) => {
  const simulated = running.getStore();
  if (simulated === undefined) throw error;
  simulated.fail(error);
});

for (const [index, seed] of seeds.entries()) {
  world = new World(mainUrl, index + 1, Number(seed));
  options.mainUrl = world.instanceUrl(mainUrl, 1);
  const { output, exitCodes, findings, rows } = await world.run();
  const line = `${JSON.stringify({ output, exitCodes, findings, rows })}\n`;
  // a pipe takes it piece by piece, and `exit` does not wait
  await new Promise((resolve) => write(line, resolve));
}
process.exit(0);
