// URLs of user modules: simulated processes keep their module instances apart by a query, which is no part of a module's name.

import { pathToFileURL } from 'node:url';

const processQuery = 'lanescope-process';

/** The URL by which a module is known in every process: without the query of a simulated process. */
export function canonicalUrl(url: string): string {
  if (!url.includes(processQuery)) return url;
  const parsed = new URL(url);
  parsed.searchParams.delete(processQuery);
  return parsed.href;
}

/** The number of the simulated process to which a module instance belongs; undefined in a real process. */
export function simulatedProcess(url: string | undefined): string | undefined {
  if (url === undefined || !url.includes(processQuery)) return undefined;
  return new URL(url).searchParams.get(processQuery) ?? undefined;
}

/** The URL of a module's instance in a simulated process. */
export function inSimulatedProcess(url: string, process: string | number): string {
  const parsed = new URL(url);
  parsed.searchParams.set(processQuery, String(process));
  return parsed.href;
}

/** A stack frame names ES modules by URL and CommonJS ones by path: both as URL; undefined for code that has no file. */
export function asFileUrl(script: string): string | undefined {
  if (script.startsWith('file:')) return script;
  if (script.startsWith('/') || /^[A-Za-z]:[\\/]/.test(script) || script.startsWith('\\\\')) {
    return pathToFileURL(script).href;
  }
  return undefined;
}

/** Whether a module is the user's own, not an installed package's. */
export function isUserModule(url: string): boolean {
  return url.startsWith('file:') && !url.includes('/node_modules/');
}
