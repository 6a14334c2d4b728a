// What the checks that need no run say of a text, and what its marks `// ! id` promise that they say.

import { createRequire } from 'node:module';
import type { StaticFinding } from '../../src/analysis/static/finding.ts';
import { findIn } from '../../src/analysis/static/index.ts';
import type { ModuleText } from '../../src/analysis/static/model/module.ts';
import { withoutTypes } from '../../src/analysis/static/strip.ts';

const amaro = createRequire(import.meta.url)('amaro') as {
  transformSync(source: string, options: { mode: 'strip-only' }): { code: string };
};

export const strip = (source: string) => amaro.transformSync(source, { mode: 'strip-only' }).code;

/** @throws Error for TypeScript that does not parse */
export function moduleText(source: string, file = 'a.ts'): ModuleText {
  const code = file.endsWith('js') ? source : withoutTypes(source, strip);
  if (code === null) throw new Error(`this does not parse:\n${source}`);
  return { file, source, code };
}

/** @throws Error for code that does not parse, for that would hide a mistake in the test */
export function findingsOf(source: string, file = 'a.ts'): StaticFinding[] {
  const findings = findIn(moduleText(source, file));
  if (findings === null) throw new Error(`this does not parse:\n${source}`);
  return findings;
}

/** `id:line` of each finding. */
export function said(source: string, file?: string): string[] {
  return findingsOf(source, file).map(({ id, range }) => `${id}:${range.start.line}`);
}

/** `id:line` for each mark `// ! id` at the end of a line. */
export function marked(source: string): string[] {
  return source.split('\n').flatMap((line, index) => {
    const ids = /\/\/ ! ([\w\- ]+)$/.exec(line)?.[1]?.split(' ') ?? [];
    return ids.map((id) => `${id}:${index + 1}`);
  });
}

/** A module with everything of `lanescope` in reach. */
export function withImports(body: string): string {
  const names =
    'Barrier, Condition, type Connection, type DictProxy, Event, JoinableQueue, type ListProxy, Lock, Manager, type NamespaceProxy, Pipe, Pool, Process, Queue, Semaphore, SharedArray, SharedMemory, sleep, Value, wait';
  return `import { ${names} } from 'lanescope';\n${body}`;
}
