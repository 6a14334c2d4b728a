// What the checks that need no run say of a script and of the modules that it imports by relative paths.

import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { pageOf } from '../analysis/catalogue.ts';
import { findAllIn } from '../analysis/static/index.ts';
import { type Strip, withoutTypes } from '../analysis/static/strip.ts';
import type { ReportFinding, ReportPlace } from './report/report.ts';
import type { Sources } from './sources.ts';

interface Amaro {
  transformSync(source: string, options: { mode: 'strip-only' }): { code: string };
}

/** What a specifier may leave out or write otherwise, as the loader of scripts takes it. */
const endings: readonly ((path: string) => string)[] = [
  (path) => path,
  (path) => path.replace(/\.([cm]?)js$/, '.$1ts'),
  (path) => `${path}.ts`,
  (path) => `${path}.js`,
  (path) => `${path}/index.ts`,
  (path) => `${path}/index.js`,
];
const imported = /\b(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g;

/** @param why the reason of a comment that silences it, null for none */
export interface FoundInText {
  finding: ReportFinding;
  why: string | null;
}

/** @param script its name among the sources; what is not among them is not looked at */
export function staticFindings(script: string, sources: Sources): FoundInText[] {
  const found: FoundInText[] = [];
  const files = [script];
  for (const file of files) {
    const source = sources.lines(file).join('\n');
    for (const [, to = ''] of source.matchAll(imported)) {
      const next = importedFrom(file, to, sources);
      if (next !== null && !files.includes(next)) files.push(next);
    }
    found.push(...findingsOf(file, source));
  }
  return found;
}

function importedFrom(file: string, specifier: string, sources: Sources): string | null {
  const path = resolve(sources.folder, dirname(file), specifier);
  const names = endings.map((ending) => sources.nameOf(ending(path)));
  return names.find((name) => sources.has(name)) ?? null;
}

function findingsOf(file: string, source: string): FoundInText[] {
  const code = /\.[cm]?ts$/.test(file) ? withoutTypes(source, strip()) : source;
  if (code === null) return [];
  return (findAllIn({ file, source, code }) ?? []).map(
    ({ id, severity, title, message, cure, range, related, why }) => {
      const place = (at: typeof range, text: string): ReportPlace => {
        return { file, ...at.start, end: at.end, process: '', seq: 0, text };
      };
      const places = [place(range, title), ...related.map((one) => place(one.range, one.text))];
      return { finding: { id, severity, title, message, cure, places, cycle: [], docs: pageOf(id) }, why };
    },
  );
}

/** Lies beside the bundle of the command; some megabytes, loaded only where there is TypeScript to look at. */
function strip(): Strip {
  const amaro = createRequire(import.meta.url)('./amaro.cjs') as Amaro;
  return (source) => amaro.transformSync(source, { mode: 'strip-only' }).code;
}
