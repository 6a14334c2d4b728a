// Which processes may be started ahead, and for whom: what Node and the system's libraries read only at a process's start must be
// the same, and nothing that is started ahead may do anything that a person would see.

/** Flags that change how code runs and nothing else; any other one may load code, write files or open ports as a process starts. */
const silentFlags =
  /^(?:--(?:max-(?:old|semi)-space-size|stack-size|stack-trace-limit|disable-warning|conditions|unhandled-rejections|dns-result-order|disable-proto|icu-data-dir|max-http-header-size)=.+|--(?:enable-source-maps|expose-gc|no-warnings|no-deprecation|preserve-symlinks(?:-main)?|pending-deprecation|throw-deprecation|use-system-ca|use-openssl-ca|use-bundled-ca|harmony(?:-[\w-]+)?))$/;

/** Variables with which a process writes files, waits for a debugger or talks to another parent from its start. */
const loudVariables = [
  'NODE_V8_COVERAGE',
  'NODE_DEBUG',
  'NODE_DEBUG_NATIVE',
  'NODE_CHANNEL_FD',
  'VSCODE_INSPECTOR_OPTIONS',
];

/** Variables that are read as a process starts: by Node, V8, ICU, OpenSSL, the loader of libraries, the allocator, and by us. */
const startOnly =
  /^(?:NODE_.+|TZ|TZDIR|LANG|LANGUAGE|LC_.+|ICU_.+|UV_.+|LD_.+|DYLD_.+|SSL_.+|OPENSSL_.+|MALLOC_.+|GLIBC_.+|ELECTRON_.+|LANESCOPE_.+|JEMALLOC_.+|[AUT]SAN_OPTIONS)$/;

/**
 * What two processes must have in common for one to have been started in place of the other.
 * @param env without the boot variable
 * @returns `null` where none may be started ahead
 */
export function warmKey(nodeArgs: readonly string[], env: NodeJS.ProcessEnv): string | null {
  const flags = [...nodeArgs, ...(env.NODE_OPTIONS ?? '').split(' ')].filter((flag) => flag !== '');
  if (!flags.every((flag) => silentFlags.test(flag))) return null;
  if (loudVariables.some((name) => (env[name] ?? '') !== '')) return null;
  const read = Object.keys(env).filter((name) => startOnly.test(name) && env[name] !== undefined);
  return JSON.stringify(read.sort().map((name) => [name, env[name]]));
}
