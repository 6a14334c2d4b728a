// Which file `import 'lanescope'` gets: the project's own where it fits, else ours; a misfit is told once.

import { packageVersion, protocolVersion } from '../protocol/version.ts';
import { chooseRuntime, findInstalled } from './loader/runtime-choice.ts';

export function runtimeUrlFor(bundledUrl: string): (parentUrl: string) => string {
  const told = new Set<string>();
  return (parentUrl) => {
    const bundled = { url: bundledUrl, version: packageVersion, protocol: protocolVersion };
    const choice = chooseRuntime(bundled, findInstalled(parentUrl));
    if ('conflict' in choice && !told.has(choice.conflict)) {
      told.add(choice.conflict);
      process.stderr.write(`lanescope: ${choice.conflict}\n`);
    }
    return choice.url;
  };
}
