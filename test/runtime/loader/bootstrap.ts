// The smallest bootstrap that the loader's tests run programs under: hooks, the script, and nothing of the runtime.
// Usage: bootstrap.mjs (main|child) SCRIPT [ARGUMENT…]; `lanescope` is the probe module beside the bundle.

import { pathToFileURL } from 'node:url';
import { callTable, markHandle, takeCall } from '../../../src/runtime/loader/call-ids.ts';
import { captureSite } from '../../../src/runtime/loader/call-site.ts';
import { installLoader } from '../../../src/runtime/loader/loader.ts';
import { PreparedStore } from '../../../src/runtime/loader/prepared-store.ts';
import { Registry } from '../../../src/runtime/loader/registry.ts';
import { describeError } from '../../../src/runtime/loader/report.ts';

const [role, script = '', ...rest] = process.argv.slice(2);
process.argv.splice(1, process.argv.length, script, ...rest);
const mainUrl = pathToFileURL(script).href;
const registry = new Registry();
const simulated = new Map<string, Registry>();
const probe = { registry, captureSite, simulated, callTable, markHandle, takeCall };
Object.assign(globalThis, { lanescopeProbe: probe });
installLoader({
  mainUrl: role === 'main' ? mainUrl : null,
  registryFor: (url) => {
    const process = new URL(url).searchParams.get('lanescope-process');
    if (process === null) return registry;
    const own = simulated.get(process) ?? new Registry();
    simulated.set(process, own);
    return own;
  },
  runtimeUrl: () => new URL('./probe.mjs', import.meta.url).href,
  transformUrl: new URL('./amaro.cjs', import.meta.url).href,
  prepared: process.env.LOADER_STORE ? new PreparedStore(process.env.LOADER_STORE) : undefined,
  callSites: process.env.LANESCOPE_CALL_SITES === 'stack' ? 'stack' : 'ids',
});
if (role === 'simulated') {
  await import(`${mainUrl}?lanescope-process=1`);
  await import(`${mainUrl}?lanescope-process=2`);
  console.log(JSON.stringify([...simulated.keys()]));
} else {
  await import(mainUrl).catch((error: unknown) => {
    process.stderr.write(`${describeError(error, [import.meta.url])}\n`);
    process.exitCode = 1;
  });
}
